// CAST and SAFE_CAST between all types, and CAST ... FORMAT.
'use strict';

const to = {
  INT64: ['FLOAT64', 'NUMERIC', 'BOOL', 'STRING'],
  FLOAT64: ['INT64', 'NUMERIC', 'STRING'],
  NUMERIC: ['INT64', 'FLOAT64', 'STRING'],
  BOOL: ['INT64', 'STRING'],
  STRING: ['INT64', 'FLOAT64', 'NUMERIC', 'BOOL', 'BYTES', 'DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'INTERVAL'],
  BYTES: ['STRING'],
  DATE: ['STRING', 'DATETIME', 'TIMESTAMP'],
  TIME: ['STRING'],
  DATETIME: ['STRING', 'DATE', 'TIME', 'TIMESTAMP'],
  TIMESTAMP: ['STRING', 'DATE', 'TIME', 'DATETIME'],
  INTERVAL: ['STRING'],
  'RANGE<DATE>': ['STRING'],
  'ARRAY<INT64>': ['ARRAY<FLOAT64>', 'ARRAY<STRING>'],
};

const between = Object.entries(to).flatMap(([from, targets]) => targets.flatMap(target => [
  `CAST({${from}} AS ${target}) -> ${target}`, `SAFE_CAST({${from}} AS ${target}) -> ${target}`]));

// The element's spelling matters for names, so that each has upper, lower and mixed case.
const formats = {
  'BYTES AS STRING': ["'HEX'", "'BASE64'", "'BASE32'", "'UTF-8'", "'ASCII'", "'BASE8'", "'BASE2'", "'hex'", "'BASE64M'", "'x'"],
  'DATE AS STRING': ["'YYYY-MM-DD'", "'yyyy/mm/dd'", "'YY'", "'Y'", "'YYY'", "'RRRR RR'", "'Month'", "'MONTH'", "'mon'", "'Mon DD'", "'DAY'", "'Dy'", "'D'", "'DDD'", "'Q'", "'Q'", "'\"year: \"YYYY'", "'MM.DD,YY'", "'HH24'", "'WW'", "'W'", "'YYYYMMDD'", "''"],
  'TIME AS STRING': ["'HH24:MI:SS'", "'HH12:MI AM'", "'HH:MI:SS P.M.'", "'SSSSS'", "'FF1 FF3 FF6'", "'FF9'", "'hh24mi'", "'MI'", "'YYYY'"],
  'DATETIME AS STRING': ["'YYYY-MM-DD HH24:MI:SS'", "'YYYY-MM-DD\"T\"HH24:MI:SS.FF6'", "'Day, DD Month YYYY HH:MI am'", "'DY'", "'SSSSS'"],
  'TIMESTAMP AS STRING': ["'YYYY-MM-DD HH24:MI:SS TZH:TZM'", "'TZH'", "'TZM'", "'YYYY-MM-DD HH24:MI:SS.FF3'", "'HH12 A.M.'"],
  'INT64 AS STRING': ["'999'", "'000'", "'S999'", "'999MI'", "'$999'", "'9,999'", "'XXXX'", "'xx'", "'9.9EEEE'", "'TM'", "'TM9'", "'TME'", "'FM999'", "'B999'", "'999PR'", "'RN'", "'9.99'", "'C999'", "'L99'", "'99V99'", "'0999'", "'9G999D9'"],
  'FLOAT64 AS STRING': ["'999.99'", "'0.000'", "'S9.9'", "'9.9EEEE'", "'TM'", "'TMe'", "'999,999.0'", "'FM990.9'", "'9999999999'"],
  'NUMERIC AS STRING': ["'999.99'", "'0.000'", "'TM9'", "'9.99EEEE'", "'MI999.9'", "'S000.00'"],
};
const parsing = {
  DATE: [["'2020-02-29'", "'YYYY-MM-DD'"], ["'18-12-03'", "'YY-MM-DD'"], ["'03 jan 2021'", "'DD MON YYYY'"], ["'JANUARY 5 2021'", "'MONTH DD YYYY'"], ["'2020-13-01'", "'YYYY-MM-DD'"], ["'2020 366'", "'YYYY DDD'"], ["'99'", "'RR'"], ["'2020'", "'YYYY'"], ["'1/2/2020'", "'MM/DD/YYYY'"], ["'20200102'", "'YYYYMMDD'"], ["' 2020-01-02 '", "'YYYY-MM-DD'"]],
  TIME: [["'12:34:56'", "'HH24:MI:SS'"], ["'02:30 PM'", "'HH12:MI AM'"], ["'12:00 a.m.'", "'HH:MI A.M.'"], ["'10:11:12.5'", "'HH24:MI:SS.FF1'"], ["'45296'", "'SSSSS'"], ["'25:00'", "'HH24:MI'"], ["'7:5'", "'HH24:MI'"]],
  DATETIME: [["'2020-01-02 03:04:05'", "'YYYY-MM-DD HH24:MI:SS'"], ["'2020-01-02T03:04:05.678'", "'YYYY-MM-DD\"T\"HH24:MI:SS.FF3'"], ["'02.01.2020 11 PM'", "'DD.MM.YYYY HH AM'"], ["'2020 60 5'", "'YYYY DDD HH24'"]],
  TIMESTAMP: [["'2020-01-02 03:04:05+05:30'", "'YYYY-MM-DD HH24:MI:SSTZH:TZM'"], ["'2020-01-02 03:04:05 -8'", "'YYYY-MM-DD HH24:MI:SS TZH'"], ["'2020-01-02'", "'YYYY-MM-DD'"], ["'2020-06-05 03'", "'YYYY-MM-DD HH24'"]],
  BYTES: [["'00ff'", "'HEX'"], ["'YWJj'", "'BASE64'"], ["'ME======'", "'BASE32'"], ["'abc'", "'UTF-8'"], ["'abc'", "'ASCII'"], ["'é'", "'ASCII'"], ["'xyz'", "'HEX'"], ["'0101'", "'BASE2'"]],
};

const formatted = Object.entries(formats).flatMap(([types, list]) =>
  list.map(format => `CAST({${types.split(' ')[0]}} AS STRING FORMAT ${format}) -> STRING`));
const parsed = Object.entries(parsing).flatMap(([type, list]) =>
  list.flatMap(([text, format]) => [`CAST(${text} AS ${type} FORMAT ${format}) -> ${type}`, `SAFE_CAST({STRING} AS ${type} FORMAT ${format}) -> ${type}`]));
const zoned = [
  "CAST({TIMESTAMP} AS STRING FORMAT 'YYYY-MM-DD HH24:MI:SS TZH:TZM' AT TIME ZONE {ZONE}) -> STRING",
  "CAST('2020-06-05 03:04' AS TIMESTAMP FORMAT 'YYYY-MM-DD HH24:MI' AT TIME ZONE {ZONE}) -> TIMESTAMP",
  'CAST({TIMESTAMP} AS STRING FORMAT "TZH:TZM" AT TIME ZONE {ZONE}) -> STRING',
];
const limited = ['CAST({STRING} AS STRING(3)) -> STRING', 'CAST({BYTES} AS BYTES(2)) -> BYTES', 'CAST({NUMERIC} AS NUMERIC(5, 2)) -> NUMERIC', 'CAST({FLOAT64} AS NUMERIC(10)) -> NUMERIC', 'SAFE_CAST({NUMERIC} AS NUMERIC(3, 1)) -> NUMERIC'];

const texts = {
  INT64: ['12', '-0', '+5', ' 7 ', '0x1f', '-0X10', '9223372036854775808', '1e3', '1.0', '0b1', '', '٣', '0x', '- 1', '0x8000000000000000'],
  FLOAT64: ['1e3', '.5', '5.', '-.5e-3', 'inf', '+Infinity', '-INF', 'NaN', '1e400', '1e-400', '0x1p3', ' 2.5 ', '1_000', '1d', '', 'infinit'],
  NUMERIC: ['1.5', '.5', '5.', '1e3', '1e-10', '0.0000000005', '99999999999999999999999999999.9999999999', '-1e28', ' 1 ', '+2', 'nan', '', '1e29', '-.5e1'],
  BOOL: ['true', 'FALSE', 't', 'yes', '1', ' true', 'True', ''],
  DATE: ['2020-01-02', '2020-1-2', '2020-01-02 03:04:05', ' 2020-01-02 ', '2020-02-30', '0000-01-01', '10000-01-01', '2020/01/02', '20200102', '2020-01-02T00:00:00Z', '1-1-1'],
  TIME: ['12:34:56', '1:2:3', '12:34', '24:00:00', '12:34:60', '12:34:56.1234567', '12:34:56.', ' 12:34:56 ', '12:34:56.000000', '12', '12:34:56Z'],
  DATETIME: ['2020-01-02 03:04:05', '2020-01-02T03:04:05.678', '2020-01-02', '2020-01-02 3:4:5', '2020-01-02 24:00:00', '2020-01-02t01:02:03', '2020-01-02  01:02:03', '2020-01-02 01:02', '2020-01-02 01:02:03Z', '2020-1-2 1:2:3.000001', '9999-12-31 23:59:59.9999999', '2020-01-02 01:02:60'],
  TIMESTAMP: ['2020-01-02 03:04:05+00', '2020-01-02 03:04:05Z', '2020-01-02 03:04:05 UTC', '2020-01-02 03:04:05 America/New_York', '2020-01-02T03:04:05.678+05:30', '2020-01-02', '2020-01-02 03:04:05-8', '2020-01-02+01', '2020-01-02 03:04:05+0530', '2020-01-02 03:04:05 Nowhere/City', '2020-01-02 03:04:05+15', '0001-01-01 00:00:00+01',
    '2020-01-02 03:04:05z', '2020-01-02 03:04:05 +01', '2020-01-02 03:04:05.123456789', '2024-03-10 02:30:00 America/New_York', '2024-11-03 01:30:00 America/New_York', '2020-01-02 03:04', '2020-01-02 UTC'],
  INTERVAL: ['1-2 3 4:5:6.7', 'P1Y2M3DT4H5M6S', '1-2', '3', '4:5:6', '-1-2 -3 -4:5:6', '1-2 3', '3 4:5:6', '1:2', 'P1W', 'PT0.5S', 'P-1Y', '', '1-13 0 0:0:0', '0-0 0 0:0:0.000001', '10001-0 0 0:0:0', 'PT36H', '1 year', '+1-2 +3 +4:5:6', '0-0 0 100:61:61', '1-2 3 4:5:6.1234567'],
};
const written = Object.entries(texts).flatMap(([type, list]) => list.flatMap(text =>
  [`CAST('${text}' AS ${type}) -> ${type}`, `SAFE_CAST(IF(TRUE, '${text}', NULL) AS ${type}) -> ${type}`]));

module.exports = { 'casts between types': [...between, ...limited], 'casts with FORMAT': [...formatted, ...parsed, ...zoned], 'casts of texts': written };
