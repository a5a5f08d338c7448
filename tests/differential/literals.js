// Values of each type, with the edges where implementations differ; further pools are arguments with a meaning (a zone, a length).
'use strict';

const quoted = text => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\r/g, '\\r')}'`;
const each = (texts, write) => texts.map(write);

const texts = ['', 'a', 'abc', 'ABC def', '  pad\t ', 'é', '日本語', '😀', 'a😀b', 'straße', 'ÅÄÖ', 'foo,bar,,baz', '1', '-12', '1.5', 'true', '2020-01-01',
  'nan', '0x1F', "it's", 'line\nbreak', 'e\u0301', '%_', '\\', 'null', 'aaa', 'hello world', '-inf', '12:34:56', '2020-01-02 03:04:05.678', 'Ⅷ', '\u00a0x\u00a0', 'Hello-World_x.y', 'abab'];
const dates = ['0001-01-01', '9999-12-31', '1970-01-01', '1969-12-31', '2020-02-29', '2021-12-31', '2024-12-30', '2000-01-31', '1582-10-15', '2023-01-01', '1900-03-01', '2015-05-17'];
const times = ['00:00:00', '23:59:59.999999', '12:30:00', '01:02:03.5', '15:04:05.000001', '00:00:00.123'];
const moments = ['0001-01-01 00:00:00', '9999-12-31 23:59:59.999999', '1970-01-01 00:00:00', '1969-12-31 23:59:59.999999', '2020-02-29 12:34:56.789', '2024-03-10 02:30:00',
  '2024-11-03 01:30:00', '2021-12-31 23:59:59', '1900-01-01 05:06:07', '2015-05-17 18:00:00.5'];
const jsons = ['null', '1', '-1.5', '0', '"str"', '"12"', '"true"', '""', 'true', 'false', '[1,2,[3]]', '[]', '{}', '{"a":{"b":[1,null,"x"]}}', '1e100', '18446744073709551615', '-9223372036854775808',
  '{"b":1,"a":"é😀","c":null}', '[{"a":1},{"a":"z"}]', '"a\\"b\\\\c"', '1.0', '123.456', '{"a.b":1,"":2}', '9223372036854775807'];
const random = {
  INT64: r => String(r.below(2001) - 1000),
  FLOAT64: r => `${((r.next() - 0.5) * 10 ** (r.below(12) - 3)).toPrecision(1 + r.below(15))}`.replace(/^(-?\d+)$/, '$1.0'),
  NUMERIC: r => `NUMERIC '${((r.next() - 0.5) * 10 ** r.below(9)).toFixed(r.below(10))}'`,
  DATE: r => `DATE '${dateNear(r)}'`,
  DATETIME: r => `DATETIME '${dateNear(r)} ${timeNear(r)}'`,
  TIMESTAMP: r => `TIMESTAMP '${dateNear(r)} ${timeNear(r)}+00'`,
  TIME: r => `TIME '${timeNear(r)}'`,
};

const padded = (n, length = 2) => String(n).padStart(length, '0');
const dateNear = r => `${padded(r.chance(0.2) ? 1 + r.below(9998) : 1950 + r.below(120), 4)}-${padded(1 + r.below(12))}-${padded(1 + r.below(28))}`;
const timeNear = r => `${padded(r.below(24))}:${padded(r.below(60))}:${padded(r.below(60))}${['', '', '.5', '.123456', '.000001', '.25'][r.below(6)]}`;

const pools = {
  INT64: ['0', '1', '-1', '2', '3', '7', '10', '-5', '63', '64', '100', '255', '2147483647', '2147483648', '-2147483648', '9223372036854775807', '-9223372036854775808', '9007199254740993'],
  FLOAT64: ['0.0', '-0.0', '1.0', '1.5', '-2.5', '0.5', '0.1', '3.0', '1e308', '-1.7976931348623157e308', '5e-324', '123456789.125', '1e15', '1e16', '1e-7', '4503599627370497.5', '0.30000000000000004',
    '2.5', '9.223372036854775807e18', ...each(['nan', 'inf', '-inf'], text => `CAST('${text}' AS FLOAT64)`)],
  NUMERIC: each(['0', '1', '-1', '1.5', '-2.5', '0.5', '0.000000001', '99999999999999999999999999999.999999999', '-99999999999999999999999999999.999999999', '123.456', '-0.000000005', '1000000', '3.333333333'], text => `NUMERIC '${text}'`),
  BIGNUMERIC: each(['0', '1', '-1', '1.5', '-2.5', '0.5', '1e-38', '-5e-38', '123.456', '3.33333333333333333333333333333333333333', '578960446186580977117854925043439539266.34992332820282019728792003956564819967',
    '-578960446186580977117854925043439539266.34992332820282019728792003956564819968', '99999999999999999999999999999.999999999', '9223372036854775808', '1000000000000', '2.000000001'], text => `BIGNUMERIC '${text}'`),
  BOOL: ['TRUE', 'FALSE'],
  STRING: texts.map(quoted),
  BYTES: ["b''", "b'abc'", "b'\\x00\\xff'", "b'\\xc3\\xa9'", "b'ABC def'", "b'\\xff\\xfe'", "b'aaa'", "b'a,b'", "b'0123456789'", "b'\\x80'"],
  DATE: each(dates, text => `DATE '${text}'`),
  TIME: each(times, text => `TIME '${text}'`),
  DATETIME: each(moments, text => `DATETIME '${text}'`),
  TIMESTAMP: each(moments, text => `TIMESTAMP '${text}+00'`),
  INTERVAL: ['INTERVAL 1 DAY', 'INTERVAL -1 MONTH', 'INTERVAL 0 SECOND', "INTERVAL '1-2 3 4:5:6.789' YEAR TO SECOND", "INTERVAL '-1-2 -3 -4:5:6.789' YEAR TO SECOND", 'INTERVAL 13 MONTH', 'INTERVAL 90 MINUTE',
    'INTERVAL 10000 YEAR', 'INTERVAL -3660000 DAY', "INTERVAL '0:0:0.000001' HOUR TO SECOND", 'INTERVAL 2 WEEK', 'INTERVAL 3 QUARTER', "INTERVAL '1-1 -30 25:0:0' YEAR TO SECOND", 'INTERVAL 100 HOUR'],
  JSON: each(jsons, text => `JSON ${quoted(text)}`),
  'RANGE<DATE>': ["RANGE<DATE> '[2020-01-01, 2020-12-31)'", "RANGE<DATE> '[UNBOUNDED, 2020-06-01)'", "RANGE<DATE> '[2020-03-01, UNBOUNDED)'", "RANGE<DATE> '[UNBOUNDED, UNBOUNDED)'",
    "RANGE<DATE> '[2020-05-01, 2020-06-01)'", "RANGE<DATE> '[0001-01-01, 9999-12-31)'"],
  'ARRAY<INT64>': ['[1, 2, 3]', '[2, 2, NULL, 5, -4, 2]', 'ARRAY<INT64>[]', '[5]', '[3, 1, 2, 1]', '[-1, 0, 9223372036854775807]', '[10, 20, 30, 40]', '[1, NULL, 3]'],
  'ARRAY<STRING>': ["['a', 'b', 'c']", "['b', 'a', 'ab', 'a', NULL, 'B']", 'ARRAY<STRING>[]', "['', 'é', '😀']", "['x', NULL, 'y']", "['foo']"],
  'ARRAY<FLOAT64>': ['[1.5, 2.5]', 'ARRAY<FLOAT64>[]', '[1.0, 2.0, 3.0]', '[0.0, -1.0]', "[1.0, CAST('nan' AS FLOAT64), -1.0]", "[CAST('inf' AS FLOAT64), 0.5, CAST('nan' AS FLOAT64), CAST('-inf' AS FLOAT64)]", '[2.5, NULL, 1e308, 1e308]'],
  'ARRAY<NUMERIC>': ["[NUMERIC '1.5', NUMERIC '-2.5', NUMERIC '1.5']", 'ARRAY<NUMERIC>[]', "[NUMERIC '0.000000001', NULL, NUMERIC '3']", "[NUMERIC '99999999999999999999999999999.999999999', NUMERIC '1']"],
  'ARRAY<BIGNUMERIC>': ["[BIGNUMERIC '1.5', BIGNUMERIC '-2.5', BIGNUMERIC '1.5']", 'ARRAY<BIGNUMERIC>[]', "[BIGNUMERIC '1e-38', NULL, BIGNUMERIC '3']"],
  'ARRAY<BOOL>': ['[TRUE, FALSE, TRUE]', 'ARRAY<BOOL>[]', '[TRUE, NULL]', '[FALSE, FALSE]'],
  'ARRAY<DATE>': ["[DATE '2020-01-01', DATE '2021-01-01']", "[DATE '2020-02-29', NULL, DATE '1999-12-31', DATE '2020-02-29']", 'ARRAY<DATE>[]'],
  'ARRAY<BYTES>': ["[b'a', b'bc']", "[b'\\xff', b'a', NULL, b'a', b'']", 'ARRAY<BYTES>[]'],
};

const alias = { STRUCT: 'STRUCT<INT64, STRING>' };
pools.STRUCT = ["STRUCT(1 AS a, 'x' AS b)", "STRUCT(2 AS a, 'é' AS b)", "STRUCT(CAST(NULL AS INT64) AS a, 'x' AS b)", "STRUCT(1 AS a, CAST(NULL AS STRING) AS b)"];

/** Arguments that mean something: always written as they are, never NULL unless listed. */
const domains = {
  SMALL: ['0', '1', '-1', '2', '3', '-2', '5', '10', '-10', '100'],
  COUNT: ['0', '1', '2', '3', '5', '10'],
  TINY: ['0', '1', '2', '-1', '-2', '8', '9', '10', '17'],
  SHIFT: ['0', '1', '7', '31', '32', '63', '64', '65', '-1'],
  CODE: ['0', '65', '255', '233', '8364', '128512', '55296', '1114111', '1114112', '-1'],
  ZONE: ["'UTC'", "'America/Los_Angeles'", "'Asia/Kolkata'", "'Europe/Stockholm'", "'+05:30'", "'-08:00'", "'Australia/Lord_Howe'", "'nowhere'", "'+14:00'", "'America/St_Johns'"],
  DELIMITER: ["','", "''", "'a'", "' '", "'é'", "'ab'"],
  PIECE: ["''", "'a'", "'b'", "'é'", "'😀'", "','", "'ab'", "'本'", "'aa'", "' '"],
  BPIECE: ["b''", "b'a'", "b'\\xff'", "b'bc'", "b','", "b'aa'"],
  REGEX: ["'a'", "'[a-z]+'", "'(b)'", "'^a'", "'a*'", "''", "'(?i)ABC'", "'.'", "'\\\\d+'", "'[^,]+'", "'(a)(b)?'", "'('", "'\\\\w+'", "'$'", "'é|日'", "'(?:a|b)c'", "'\\\\s'", "'\\\\pL+'", "'a{2}'", "'(?P<n>o)'", "'\\\\b'"],
  REWRITE: ["''", "'x'", "'[\\\\0]'", "'\\\\1'", "'\\\\1\\\\1'", "'\\\\\\\\'", "'$1'", "'é'", "'\\\\2'"],
  LIKE: ["'%'", "'a%'", "'%c'", "'_'", "'a_c'", "'%é%'", "''", "'\\\\%\\\\_'", "'%b%'", "'__'", "'\\\\'", "'ABC%'", "'%\\\\\\\\%'", "'a%b'"],
  BLIKE: ["b'%'", "b'a%'", "b'_'", "b'%\\xff'", "b''", "b'a_c'"],
  HEX: ["'00ff'", "'ABC'", "''", "'zz'", "'e697a5'", "'0'", "' 00'"],
  BASE64: ["'YWJj'", "'YQ=='", "''", "'/+8='", "'!!'", "'YQ'", "'_-8='"],
  BASE32: ["'MFRGG==='", "''", "'ME======'", "'!!'", "'mfrgg==='"],
  FORM: ['NFC', 'NFD', 'NFKC', 'NFKD'],
  JSONTEXT: each([...jsons, '{bad', '', ' {"a" : [ 1 , 2 ] } ', '{"a":1,"a":2}', '01', '[1,]', '"\\u00e9\\ud83d\\ude00"', 'nul', '1 2', '1e400'], quoted),
  JSONPATH: ["'$'", "'$.a'", "'$.b'", "'$.a.b'", "'$.a.b[0]'", "'$.a.b[2]'", "'$[0]'", "'$[1].a'", "'$[2][0]'", "'$.c'", "'$[\"a\"]'", "'$.\"a.b\"'", "'$[10]'", "'$.x.y'", "'$.\"\"'"],
  OLDPATH: ["'$'", "'$.a'", "'$.b'", "'$.a.b'", "'$.a.b[0]'", "'$[0]'", "'$[1].a'", "'$[2][0]'", "'$.c'", "\"$['a']\"", "\"$['a.b']\"", "'$[10]'", "'$.x.y'"],
  POSITION: ['0', '1', '2', '-1', '5', '100'],
  DATEPART: ['DAY', 'WEEK', 'WEEK(MONDAY)', 'WEEK(SATURDAY)', 'ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR'],
  TIMEPART: ['MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR'],
  DAYTIMEPART: ['MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY'],
  ANYPART: ['MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK', 'WEEK(TUESDAY)', 'ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR'],
  DATEFIELD: ['DAYOFWEEK', 'DAY', 'DAYOFYEAR', 'WEEK', 'WEEK(MONDAY)', 'WEEK(THURSDAY)', 'ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR'],
  TIMEFIELD: ['MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR'],
  INTERVALFIELD: ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND'],
  ADDDATEPART: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'],
  ADDANYPART: ['MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'],
  AMOUNT: ['0', '1', '-1', '12', '-13', '31', '365', '-400', '100000', '1000000000000', '9223372036854775807', '5'],
  DATENUMBER: ['0', '1', '2', '12', '13', '28', '29', '30', '31', '32', '-1', '1970', '2020', '2023', '9999', '10000'],
  CLOCKNUMBER: ['0', '1', '12', '23', '24', '59', '60', '-1'],
  EPOCH: ['0', '1', '-1', '1577836800', '-62135596800', '253402300799', '253402300800', '1577836800123', '1577836800123456', '-62135596800000000', '253402300799999999', '9223372036854775807', '-999'],
};

const formats = {
  DATEFORMAT: ['%Y-%m-%d', '%F', '%D', '%x', '%A %d %B %Y', '%a %b %e', '%j', '%U %W %V', '%G-%g', '%u %w', '%y %C', '%Q', '%h', '%%', '%n%t', '%E4Y', '%Ey', '%Od', '%q', 'plain é', '', '%Y%', '%J', '%EY', '%i'],
  TIMEFORMAT: ['%H:%M:%S', '%T', '%R', '%r', '%I %p', '%l %P', '%k', '%E3S', '%E*S', '%E6S', '%E0S', '%X', '%S', '%M', '%E1S', '%E9S', '%f', '%L'],
  MOMENTFORMAT: ['%Y-%m-%d %H:%M:%S', '%c', '%F %T', '%s', '%Ez', '%z', '%Z', '%FT%E*S%Ez', '%A, %e %B %Y %I:%M %p', '%Y%m%dT%H%M%S', '%E4Y', '%+', '%D %R', '%Q'],
};
for (const [name, list] of Object.entries(formats)) domains[name] = list.map(quoted);
Object.assign(domains, {
  PARSEDATE: [
    ["'%Y-%m-%d'", "'2020-02-29'"], ["'%Y-%m-%d'", "' 2020-2-9'"], ["'%F'", "'2021-12-31'"], ["'%m/%d/%y'", "'01/02/68'"], ["'%m/%d/%y'", "'01/02/69'"], ["'%D'", "'12/31/99'"], ["'%A %d %B %Y'", "'Monday 05 january 2020'"],
    ["'%a %b %e %Y'", "'Tue Feb  3 2015'"], ["'%Y %j'", "'2020 366'"], ["'%Y %j'", "'2021 366'"], ["'%Y %U %w'", "'2020 10 3'"], ["'%G-%V-%u'", "'2020-53-7'"], ["'%Y%m%d'", "'20200230'"], ["'%Y%m%d'", "'20201301'"], ["'%Y'", "'2020'"],
    ["'%m'", "'5'"], ["'%Y-%m-%d'", "'2020-01-01x'"], ["'%Y-%m-%d'", "'2020-01-01  '"], ["'%C%y'", "'2015'"], ["'%y'", "'70'"], ["'%d'", "'32'"], ["'%Q %Y'", "'2 2020'"], ["'%E4Y-%m'", "'2020-12'"], ["'%%%Y'", "'%2020'"], ["'%Y%n%m'", "'2020 12'"],
    ["''", "''"], ["'%b'", "'Sept'"], ["'%B'", "'Mar'"], ["'%Y-%m-%d'", "'10000-01-01'"], ["'%Y-%m-%d'", "'0000-01-01'"], ["'%s'", "'86400'"], ["'%H'", "'12'"], ["'%Y-%Q'", "'2020-3'"], ["'%Y %W %a'", "'2021 01 Mon'"], ["'%h %d'", "'DEC 25'"], ["'%g'", "'20'"], ["'%x'", "'02/29/20'"]].map(pair => pair.join(', ')),
  PARSETIME: [["'%H:%M:%S'", "'12:34:56'"], ["'%T'", "'23:59:60'"], ["'%T'", "'24:00:00'"], ["'%I:%M %p'", "'12:30 AM'"], ["'%I:%M %p'", "'12:30 pm'"], ["'%I'", "'13'"], ["'%E*S'", "'12.123456'"], ["'%H:%M:%E*S'", "'1:2:3.1234567'"], ["'%E3S'", "'12.1239'"], ["'%R'", "'7:5'"], ["'%k'", "' 7'"],
    ["'%l %p'", "' 7 PM'"], ["'%p %I'", "'PM 3'"], ["'%H'", "''"], ["'%S'", "'5 '"], ["'%M%H'", "'0512'"], ["'%X'", "'01:02:03'"], ["'%r'", "'03:04:05 PM'"], ["'%E6S'", "'3.5'"], ["'%H:%M:%S'", "'12:34:56.5'"], ["'%P'", "'am'"]].map(pair => pair.join(', ')),
  PARSEMOMENT: [["'%Y-%m-%d %H:%M:%S'", "'2020-01-02 03:04:05'"], ["'%F %T'", "'2020-02-30 00:00:00'"], ["'%c'", "'Thu Jan  2 03:04:05 2020'"], ["'%s'", "'1577836800'"], ["'%s'", "'-1'"], ["'%F %T%Ez'", "'2020-01-01 00:00:00+05:30'"], ["'%F %T%z'", "'2020-01-01 00:00:00-0800'"],
    ["'%F %T %Z'", "'2020-06-01 00:00:00 America/Los_Angeles'"], ["'%FT%E*SZ'", "'2020-01-01T59.5Z'"], ["'%Y-%m-%dT%H:%M:%E*S'", "'2020-01-01T00:00:59.999999'"], ["'%F %T'", "'0001-01-01 00:00:00'"], ["'%F %T'", "'9999-12-31 23:59:59'"], ["'%F %I:%M %p'", "'2020-01-01 11:59 PM'"],
    ["'%Y %j %H'", "'2020 60 5'"], ["'%F'", "'2020-05-05'"], ["'%T'", "'01:02:03'"], ["'%F %T'", "'2020-12-31 23:59:60'"], ["'%Y-%m-%d'", "'2020-1-1 junk'"], ["'%Ez'", "'+25:00'"], ["'%E4Y%m%d'", "'20200101'"], ["'%D %R'", "'01/02/03 04:05'"]].map(pair => pair.join(', ')),
});

/** A literal of a pool: a type's values (sometimes NULL, sometimes behind IF, so that it is no literal to the binder) or a domain's. */
function literal(pool, random_) {
  if (domains[pool]) return random_.pick(domains[pool]);
  const type = alias[pool] ?? pool;
  if (random_.chance(0.06)) return `CAST(NULL AS ${type})`;
  const value = random[pool] && random_.chance(0.3) ? random[pool](random_) : random_.pick(pools[pool]);
  return random_.chance(0.3) ? `IF(TRUE, ${value}, NULL)` : value;
}

const isType = pool => pool in pools;

module.exports = { literal, isType, domains, types: Object.keys(pools) };
