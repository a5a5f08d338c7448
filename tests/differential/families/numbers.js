// Mathematical functions. EXP, LN, LOG, LOG10 and fractional powers of NUMERIC are left out: the reference never answers them.
'use strict';

const trigonometric = ['SIN', 'COS', 'TAN', 'ASIN', 'ACOS', 'ATAN', 'SINH', 'COSH', 'TANH', 'ASINH', 'ACOSH', 'ATANH', 'COT', 'COTH', 'CSC', 'CSCH', 'SEC', 'SECH'].map(name => `${name}({FLOAT64}) -> FLOAT64`);

const mathematics = [
  ...trigonometric, 'ATAN2({FLOAT64}, {FLOAT64}) -> FLOAT64',
  ...['FLOAT64', 'NUMERIC'].flatMap(type => [...['CEIL', 'CEILING', 'FLOOR', 'ROUND', 'TRUNC', 'SQRT', 'CBRT'].map(name => `${name}({${type}}) -> ${type}`), `ROUND({${type}}, {TINY}) -> ${type}`, `TRUNC({${type}}, {TINY}) -> ${type}`]),
  'EXP({FLOAT64}) -> FLOAT64', 'LN({FLOAT64}) -> FLOAT64', 'LOG10({FLOAT64}) -> FLOAT64', 'LOG({FLOAT64}) -> FLOAT64', 'LOG({FLOAT64}, {FLOAT64}) -> FLOAT64', 'POW({FLOAT64}, {FLOAT64}) -> FLOAT64',
  "ROUND({NUMERIC}, {TINY}, 'ROUND_HALF_EVEN') -> NUMERIC", "ROUND({NUMERIC}, {TINY}, 'ROUND_HALF_AWAY_FROM_ZERO') -> NUMERIC",
  'POWER({INT64}, {INT64}) -> FLOAT64', 'SQRT({INT64}) -> FLOAT64', 'ROUND({INT64}) -> FLOAT64', 'CEIL({INT64}) -> FLOAT64', 'LN({INT64}) -> FLOAT64', 'ROUND({INT64}, {TINY}) -> FLOAT64',
  'IS_NAN({FLOAT64}) -> BOOL', 'IS_INF({FLOAT64}) -> BOOL', 'POW({NUMERIC}, {SMALL}) -> NUMERIC', 'SAFE.POW({FLOAT64}, {FLOAT64}) -> FLOAT64', 'SAFE.LN({FLOAT64}) -> FLOAT64', 'SAFE.EXP({FLOAT64}) -> FLOAT64',
];

module.exports = { mathematics };
