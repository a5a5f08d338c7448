// Where the two may differ, and why.
'use strict';

/** Relative tolerance of floating-point results, by template: the last digits of these are the mathematical library's. */
const inexact = /\b(SIN|COS|TAN|ASIN|ACOS|ATAN|SINH|COSH|TANH|ASINH|ACOSH|ATANH|COT|COTH|CSC|CSCH|SEC|SECH|ATAN2|EXP|LN|LOG|LOG10|POW|POWER|CBRT|SQRT|STDDEV\w*|VAR\w*|CORR|COVAR\w*|AVG|SUM|COSINE_DISTANCE|EUCLIDEAN_DISTANCE)\(/;

const toleranceOf = label => inexact.test(label) ? 1e-12 : 0;

const failed = ({ error }) => error !== undefined;

/** Each with a test of { label, sql, expected, actual } and the reason. */
const differences = [
  { when: ({ label, actual }) => /^\(\{ARRAY<\w+>\} = /.test(label) && failed(actual),
    why: 'BigQuery does not compare arrays: the types that support equality are documented, and ARRAY is not among them' },
  { when: ({ label, expected }) => /FORMAT 'BASE32'/.test(label) && (expected.value === null || /Invalid format 'BASE32'/.test(expected.error)),
    why: 'BASEX is documented for 2, 8, 16, 32 and 64; the reference does not have 32' },
  { when: ({ label, expected }) => /FORMAT '(\w+ )?MON(TH)? /.test(label) && /Failed to parse input timestamp string/.test(expected.error),
    why: 'MON and MONTH are documented for texts as for dates; the reference reads no name of a month' },
  { when: ({ label, expected }) => label === 'SAFE_CAST({RANGE<DATE>} AS STRING)' && expected.value === null,
    why: 'a RANGE becomes a STRING in CAST, so that SAFE_CAST has no reason to give NULL' },
  { when: ({ label, expected, actual }) => /^CBRT\(\{NUMERIC\}\)$/.test(label) && Math.abs(expected.value - actual.value) < 1e-9 * Math.max(1, Math.abs(expected.value)),
    why: 'CBRT is documented to give FLOAT64 for any type that coerces to it' },
  { when: ({ label }) => /:6\.1234567' AS INTERVAL|, '1-2 3 4:5:6\.1234567', NULL\) AS INTERVAL/.test(label),
    why: 'intervals have microseconds; the reference has nanoseconds' },
  { when: ({ sql, expected }) => /FORMAT_\w+\('%P'|PARSE_\w+\('%P'/.test(sql) && !failed(expected),
    why: '%P is documented to be for formatting only' },
  { when: ({ label, expected, actual }) => /^POW\(\{(BIG)?NUMERIC\}/.test(label) && Math.abs(expected.value - actual.value) <= 1e-15 * Math.abs(expected.value),
    why: 'the reference rounds between its multiplications; the exact power is rounded once here' },
  { when: ({ actual }) => /^subqueries in lambda expressions are not supported/.test(actual.error),
    why: 'DuckDB has no subqueries within lambdas, and says so' },
  { when: ({ sql, expected }) => /'%y %C'/.test(sql) && /^\d\d \d$/.test(expected.value),
    why: '%C is documented as two digits (00-99)' },
  { when: ({ label, sql, expected, actual }) => /^(REGEXP_|SAFE\.REGEXP_)/.test(label) && /CAST\(NULL AS STRING\), '\('/.test(sql) && expected.value === null && /missing \)/.test(actual.error),
    why: 'a constant pattern is compiled before there is a value' },
  { when: ({ sql, expected, actual }) => failed(expected) && actual.value === null && /\bCAST\(NULL AS |\bSAFE_CAST\(/.test(sql),
    why: 'an operand that is NULL spares the others; which of them comes first is not documented' },
  { when: ({ label, expected, actual }) => / (BETWEEN|AND|OR|IN) /.test(label) && failed(expected) && ['true', 'false'].includes(actual.value),
    why: 'an operand that decides alone spares the others; which of them comes first is not documented' },
  { when: ({ label, actual }) => /PERCENTILE_(CONT|DISC)|RANGE BETWEEN/.test(label) && /Unimplemented: NaN/.test(actual.error),
    why: 'not done, and said so' },
  { when: ({ label, expected, actual }) => /^SAFE_CAST\(.* AS NUMERIC\(\d+, \d+\)\)$/.test(label) && failed(expected) && actual.value === null,
    why: 'SAFE_CAST is documented to give NULL where CAST fails' },
  { when: ({ label, sql, expected, actual }) => /^(SAFE\.)?CHR\(/.test(label) && /CHR\(0\)/.test(sql) && expected.value === '\0' && actual.value === '',
    why: 'CHR is documented to give an empty text for 0' },
  { when: ({ sql, expected }) => /%[UWV][^']*%[aAuw]|%G.%V/.test(sql) && (expected.value === null || /not supported yet/.test(expected.error)),
    why: 'weeks with weekdays and ISO weeks are documented; the reference does not have them' },
  { when: ({ label, actual }) => /^TO_JSON\(/.test(label) && /cannot round-trip through string representation/.test(actual.error),
    why: 'TO_JSON is documented to fail where a number cannot be stored without loss of precision' },
  { when: ({ label, actual }) => /(STDDEV|VAR)_POP|STDDEV\(|VAR_SAMP/.test(label) && /(STDDEV|VAR)_?\w* is out of range!/.test(actual.error),
    why: 'the variance of numbers near the end of the range is an error of DuckDB, which says so' },
  { when: ({ label, sql, actual }) => /\b(AVG|COVAR_\w+|CORR)\(/.test(label) && /1e308, 1e308/.test(sql) && (Number.isNaN(actual.value) || /double overflow/.test(actual.error)),
    why: 'sums that leave the range of FLOAT64, where the reference keeps a running mean' },
  { when: ({ label, actual }) => /RANGE BETWEEN/.test(label) && /numeric overflow/.test(actual.error),
    why: 'the bounds of a frame over NUMERIC leave the range of DuckDB\'s DECIMAL, which says so' },
];

const isKnown = one => differences.some(({ when }) => when(one));

module.exports = { isKnown, toleranceOf, differences };
