// BIGNUMERIC: arithmetic, comparison, casts, rounding. EXP, LN, LOG and fractional powers are left out: the reference never answers them.
'use strict';

const big = 'BIGNUMERIC';

const bignumerics = [
  ...['+', '-', '*', '/'].map(sign => `({${big}} ${sign} {${big}}) -> ${big}`), `(- {${big}}) -> ${big}`, `({${big}} * {INT64}) -> ${big}`, `({${big}} + {NUMERIC}) -> ${big}`, `({${big}} - {FLOAT64}) -> FLOAT64`, `({NUMERIC} / {${big}}) -> ${big}`,
  ...['=', '!=', '<', '<=', '>', '>='].map(sign => `({${big}} ${sign} {${big}}) -> BOOL`), `({${big}} < {FLOAT64}) -> BOOL`, `({${big}} = {INT64}) -> BOOL`, `({${big}} BETWEEN {${big}} AND {${big}}) -> BOOL`, `({${big}} IN ({${big}}, {NUMERIC})) -> BOOL`, `({${big}} IS NOT DISTINCT FROM {${big}}) -> BOOL`,
  ...['SAFE_ADD', 'SAFE_SUBTRACT', 'SAFE_MULTIPLY', 'SAFE_DIVIDE', 'DIV', 'MOD'].map(name => `${name}({${big}}, {${big}}) -> ${big}`), `GREATEST({${big}}, {${big}}, {${big}}) -> ${big}`, `LEAST({${big}}, {NUMERIC}) -> ${big}`,
  ...['ABS', 'SIGN', 'SAFE_NEGATE', 'CEIL', 'FLOOR', 'ROUND', 'TRUNC', 'SQRT'].map(name => `${name}({${big}}) -> ${big}`), `ROUND({${big}}, {TINY}) -> ${big}`, `TRUNC({${big}}, {TINY}) -> ${big}`, `ROUND({${big}}, {TINY}, 'ROUND_HALF_EVEN') -> ${big}`, `POW({${big}}, {SMALL}) -> ${big}`,
  ...['INT64', 'FLOAT64', 'NUMERIC', 'STRING'].flatMap(type => [`CAST({${big}} AS ${type}) -> ${type}`, `SAFE_CAST({${big}} AS ${type}) -> ${type}`]), ...['INT64', 'FLOAT64', 'NUMERIC'].map(type => `CAST({${type}} AS ${big}) -> ${big}`), `SAFE_CAST({STRING} AS ${big}) -> ${big}`,
  ...['1.5', '-.5e-3', '1e38', '1e39', '0.000000000000000000000000000000000000005', '5e-39', ' 7 ', 'nan', '0x1', '', '578960446186580977117854925043439539266.34992332820282019728792003956564819967'].map(text => `SAFE_CAST('${text}' AS ${big}) -> ${big}`),
  `CAST({${big}} AS ${big}(10, 2)) -> ${big}`, `SAFE_CAST({${big}} AS ${big}(45, 30)) -> ${big}`, ...['%f', '%.2f', '%e', '%g', '%t', '%T', "%'.1f"].map(pattern => `FORMAT(${JSON.stringify(pattern)}, {${big}}) -> STRING`), `TO_JSON_STRING({${big}}) -> STRING`, `COALESCE({${big}}, {NUMERIC}) -> ${big}`, `IF({BOOL}, {${big}}, {INT64}) -> ${big}`, `NULLIF({${big}}, {${big}}) -> ${big}`,
  `PARSE_BIGNUMERIC({STRING}) -> ${big}`, `CAST({${big}} AS STRING FORMAT '999.99') -> STRING`,
];

module.exports = { bignumerics };
