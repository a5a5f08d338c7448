// Strings, bytes, regular expressions, hashes, FORMAT.
'use strict';

const strings = [
  'CONCAT({STRING}, {STRING}) -> STRING', '({STRING} || {STRING}) -> STRING', 'CONCAT({STRING}, {STRING}, {STRING}) -> STRING', 'LENGTH({STRING}) -> INT64', 'CHAR_LENGTH({STRING}) -> INT64', 'BYTE_LENGTH({STRING}) -> INT64',
  'SUBSTR({STRING}, {SMALL}) -> STRING', 'SUBSTR({STRING}, {SMALL}, {SMALL}) -> STRING', 'SUBSTRING({STRING}, {INT64}, {INT64}) -> STRING', 'LEFT({STRING}, {SMALL}) -> STRING', 'RIGHT({STRING}, {SMALL}) -> STRING', 'REPEAT({STRING}, {SMALL}) -> STRING', 'REVERSE({STRING}) -> STRING',
  'REPLACE({STRING}, {PIECE}, {PIECE}) -> STRING', 'TRANSLATE({STRING}, {PIECE}, {PIECE}) -> STRING', "TRANSLATE({STRING}, 'abé', 'x') -> STRING", "TRANSLATE({STRING}, 'aba', 'xyz') -> STRING", 'UPPER({STRING}) -> STRING', 'LOWER({STRING}) -> STRING', 'INITCAP({STRING}) -> STRING', 'INITCAP({STRING}, {PIECE}) -> STRING',
  'TRIM({STRING}) -> STRING', 'LTRIM({STRING}) -> STRING', 'RTRIM({STRING}) -> STRING', 'TRIM({STRING}, {PIECE}) -> STRING', 'LTRIM({STRING}, {STRING}) -> STRING', 'RTRIM({STRING}, {PIECE}) -> STRING', 'LPAD({STRING}, {SMALL}) -> STRING', 'RPAD({STRING}, {SMALL}) -> STRING', 'LPAD({STRING}, {SMALL}, {PIECE}) -> STRING', 'RPAD({STRING}, {SMALL}, {STRING}) -> STRING',
  'STRPOS({STRING}, {PIECE}) -> INT64', 'INSTR({STRING}, {PIECE}) -> INT64', 'INSTR({STRING}, {PIECE}, {SMALL}) -> INT64', 'INSTR({STRING}, {PIECE}, {SMALL}, {SMALL}) -> INT64', 'STARTS_WITH({STRING}, {PIECE}) -> BOOL', 'ENDS_WITH({STRING}, {PIECE}) -> BOOL',
  'SPLIT({STRING}) -> ARRAY<STRING>', 'SPLIT({STRING}, {DELIMITER}) -> ARRAY<STRING>', 'ASCII({STRING}) -> INT64', 'UNICODE({STRING}) -> INT64', 'CHR({CODE}) -> STRING', 'SOUNDEX({STRING}) -> STRING', 'TO_CODE_POINTS({STRING}) -> ARRAY<INT64>', 'CODE_POINTS_TO_STRING([{CODE}, {CODE}]) -> STRING', 'CODE_POINTS_TO_STRING({ARRAY<INT64>}) -> STRING',
  'NORMALIZE({STRING}) -> STRING', 'NORMALIZE({STRING}, {FORM}) -> STRING', 'NORMALIZE_AND_CASEFOLD({STRING}) -> STRING', 'NORMALIZE_AND_CASEFOLD({STRING}, {FORM}) -> STRING', 'COLLATE({STRING}, "") -> STRING', 'OCTET_LENGTH({STRING}) -> INT64', 'CHARACTER_LENGTH({STRING}) -> INT64',
  'SAFE.SUBSTR({STRING}, {SMALL}, {SMALL}) -> STRING', 'SAFE.LEFT({STRING}, {SMALL}) -> STRING', 'SAFE.REPEAT({STRING}, {SMALL}) -> STRING', 'SAFE.CHR({CODE}) -> STRING',
];

const bytes = [
  'CONCAT({BYTES}, {BYTES}) -> BYTES', 'LENGTH({BYTES}) -> INT64', 'BYTE_LENGTH({BYTES}) -> INT64', 'SUBSTR({BYTES}, {SMALL}) -> BYTES', 'SUBSTR({BYTES}, {SMALL}, {SMALL}) -> BYTES', 'LEFT({BYTES}, {SMALL}) -> BYTES', 'RIGHT({BYTES}, {SMALL}) -> BYTES', 'REPEAT({BYTES}, {SMALL}) -> BYTES', 'REVERSE({BYTES}) -> BYTES', 'REPLACE({BYTES}, {BPIECE}, {BPIECE}) -> BYTES',
  'TRANSLATE({BYTES}, b"ab", b"x") -> BYTES', 'UPPER({BYTES}) -> BYTES', 'LOWER({BYTES}) -> BYTES', 'TRIM({BYTES}, {BPIECE}) -> BYTES', 'LTRIM({BYTES}, {BPIECE}) -> BYTES', 'RTRIM({BYTES}, {BPIECE}) -> BYTES', 'LPAD({BYTES}, {SMALL}) -> BYTES', 'RPAD({BYTES}, {SMALL}, {BPIECE}) -> BYTES', 'LPAD({BYTES}, {SMALL}, {BPIECE}) -> BYTES',
  'STRPOS({BYTES}, {BPIECE}) -> INT64', 'INSTR({BYTES}, {BPIECE}, {SMALL}, {SMALL}) -> INT64', 'STARTS_WITH({BYTES}, {BPIECE}) -> BOOL', 'ENDS_WITH({BYTES}, {BPIECE}) -> BOOL', 'SPLIT({BYTES}, {BPIECE}) -> ARRAY<BYTES>', 'ASCII({STRING}) -> INT64', 'TO_CODE_POINTS({BYTES}) -> ARRAY<INT64>', 'CODE_POINTS_TO_BYTES([{CODE}, {CODE}]) -> BYTES',
  'TO_HEX({BYTES}) -> STRING', 'FROM_HEX({HEX}) -> BYTES', 'TO_BASE64({BYTES}) -> STRING', 'FROM_BASE64({BASE64}) -> BYTES', 'TO_BASE32({BYTES}) -> STRING', 'FROM_BASE32({BASE32}) -> BYTES', 'SAFE_CONVERT_BYTES_TO_STRING({BYTES}) -> STRING', 'FROM_HEX({STRING}) -> BYTES', 'SAFE.FROM_BASE64({STRING}) -> BYTES', 'SAFE.FROM_BASE32({STRING}) -> BYTES',
];

const expressions = [
  'REGEXP_CONTAINS({STRING}, {REGEX}) -> BOOL', 'REGEXP_EXTRACT({STRING}, {REGEX}) -> STRING', 'REGEXP_EXTRACT({STRING}, {REGEX}, {SMALL}) -> STRING', 'REGEXP_EXTRACT({STRING}, {REGEX}, {SMALL}, {SMALL}) -> STRING', 'REGEXP_EXTRACT_ALL({STRING}, {REGEX}) -> ARRAY<STRING>', 'REGEXP_REPLACE({STRING}, {REGEX}, {REWRITE}) -> STRING',
  'REGEXP_INSTR({STRING}, {REGEX}) -> INT64', 'REGEXP_INSTR({STRING}, {REGEX}, {SMALL}) -> INT64', 'REGEXP_INSTR({STRING}, {REGEX}, {SMALL}, {SMALL}) -> INT64', 'REGEXP_INSTR({STRING}, {REGEX}, 1, 1, {SMALL}) -> INT64', 'REGEXP_SUBSTR({STRING}, {REGEX}) -> STRING',
  "REGEXP_CONTAINS({BYTES}, b'a+') -> BOOL", "REGEXP_EXTRACT({BYTES}, b'[a-z]+') -> BYTES", "REGEXP_REPLACE({BYTES}, b'a', b'-') -> BYTES", "REGEXP_EXTRACT_ALL({BYTES}, b'.') -> ARRAY<BYTES>",
];

const hashes = ['MD5', 'SHA1', 'SHA256', 'SHA512'].flatMap(name => [`${name}({STRING}) -> BYTES`, `${name}({BYTES}) -> BYTES`]).concat('FARM_FINGERPRINT({STRING}) -> INT64', 'FARM_FINGERPRINT({BYTES}) -> INT64');

const patterns = {
  INT64: ['%d', '%5d', '%-5d|', '%05d', '%+d', '% d', "%'d", '%x', '%X', '%#x', '%o', '%#o', '%i', '%t', '%T', '%10t|', '%.3d', '%*d', "%+'d", '%-+6d|', '%s', '%f', '%p', '%u', "%'x"],
  FLOAT64: ['%f', '%.2f', '%10.3f', '%-10.1f|', '%+f', '%e', '%.0e', '%E', '%g', '%G', '%.3g', '%#g', '%t', '%T', "%'.2f", '%08.2f', '%F', '%.0f', '%#.0f', '%a', '% f', '%d', '%.20f'],
  NUMERIC: ['%f', '%.2f', '%e', '%g', '%t', '%T', '%.12f', "%'.1f", '%10.2f', '%.3e', '%G', '%d'],
  STRING: ['%s', '%10s', '%-10s|', '%.2s', '%t', '%T', '%q', '%%', '%5.1s', '%d', '%010s'],
  BYTES: ['%t', '%T', '%s'], BOOL: ['%t', '%T', '%d', '%6t'], DATE: ['%t', '%T', '%s', '%12t'], TIME: ['%t', '%T'], DATETIME: ['%t', '%T'], TIMESTAMP: ['%t', '%T'], INTERVAL: ['%t', '%T'],
  JSON: ['%t', '%T', '%p', '%P'], 'RANGE<DATE>': ['%t', '%T'], 'ARRAY<INT64>': ['%t', '%T'], 'ARRAY<STRING>': ['%t', '%T'], STRUCT: ['%t', '%T'], 'ARRAY<FLOAT64>': ['%t', '%T'], 'ARRAY<DATE>': ['%T'],
};
const formatting = [
  ...Object.entries(patterns).flatMap(([type, list]) => list.map(pattern => `FORMAT(${JSON.stringify(pattern)}, ${pattern.includes('*') ? '{SMALL}, ' : ''}{${type}}) -> STRING`)),
  "FORMAT('%d-%s', {INT64}, {STRING}) -> STRING", "FORMAT('%s', {STRING}, {STRING}) -> STRING", "FORMAT('%s %s', {STRING}) -> STRING", "FORMAT('%.*f', {SMALL}, {FLOAT64}) -> STRING", "FORMAT('%*s', {SMALL}, {STRING}) -> STRING", "FORMAT('') -> STRING", "FORMAT('%') -> STRING", "FORMAT('a%%b') -> STRING", "FORMAT({STRING}) -> STRING",
  "FORMAT('%t %T', {NUMERIC}, {FLOAT64}) -> STRING", "FORMAT('%t', [{STRUCT}]) -> STRING", "FORMAT('%T', STRUCT({DATE}, {FLOAT64}, {BYTES})) -> STRING",
];

module.exports = { strings, bytes, 'regular expressions': expressions, hashes, formatting };
