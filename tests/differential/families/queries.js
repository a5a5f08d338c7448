// Aggregates, window functions, grouping and joins, as subqueries over arrays.
'use strict';

const over = (type, call, from = `UNNEST({ARRAY<${type}>}) x`) => `(SELECT ${call} FROM ${from})`;

/** What is INEXACT is no argument of other expressions. */
const summed = type => type === 'FLOAT64' ? 'INEXACT' : type;
const averaged = type => type.endsWith('NUMERIC') ? type : 'INEXACT';

const aggregates = [
  ...['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'].flatMap(type => [`${over(type, 'SUM(x)')} -> ${summed(type)}`, `${over(type, 'AVG(x)')} -> ${averaged(type)}`, `${over(type, 'SUM(DISTINCT x)')} -> ${summed(type)}`, `${over(type, 'AVG(DISTINCT x)')} -> ${averaged(type)}`,
    ...['STDDEV', 'STDDEV_POP', 'VAR_SAMP', 'VAR_POP'].map(name => `${over(type, `${name}(x)`)} -> INEXACT`), `${over(type, 'CORR(x, x * x)')} -> INEXACT`, `${over(type, 'COVAR_POP(x, -x)')} -> INEXACT`, `${over(type, 'COVAR_SAMP(x, x)')} -> INEXACT`]),
  ...['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'STRING', 'BYTES', 'DATE', 'BOOL'].flatMap(type => [`${over(type, 'MIN(x)')} -> ${type}`, `${over(type, 'MAX(x)')} -> ${type}`, `${over(type, 'COUNT(x)')} -> INT64`, `${over(type, 'COUNT(DISTINCT x)')} -> INT64`,
    `${over(type, 'ARRAY_AGG(x IGNORE NULLS ORDER BY x DESC LIMIT 2)')} -> ARRAY<${type}>`, `${over(type, 'ARRAY_AGG(DISTINCT x IGNORE NULLS ORDER BY x)')} -> ARRAY<${type}>`]),
  `${over('INT64', 'COUNT(*)')} -> INT64`, `${over('INT64', 'COUNTIF(x > 1)')} -> INT64`, `${over('BOOL', 'COUNTIF(x)')} -> INT64`, `${over('BOOL', 'LOGICAL_AND(x)')} -> BOOL`, `${over('BOOL', 'LOGICAL_OR(x)')} -> BOOL`,
  ...['AND', 'OR', 'XOR'].map(name => `${over('INT64', `BIT_${name}(x)`)} -> INT64`), `${over('INT64', 'BIT_XOR(DISTINCT x)')} -> INT64`,
  ...['STRING', 'BYTES'].flatMap(type => [`${over(type, 'STRING_AGG(x ORDER BY x)')} -> ${type}`, `${over(type, `STRING_AGG(DISTINCT x, ${type === 'BYTES' ? 'b' : ''}'-' ORDER BY x DESC LIMIT 2)`)} -> ${type}`]),
  `${over('STRING', "STRING_AGG(x, ', ' ORDER BY LENGTH(x), x)")} -> STRING`, `${over('INT64', 'MAX_BY(x, -x)')} -> INT64`, `${over('INT64', 'MIN_BY(x, ABS(x))')} -> INT64`, `${over('FLOAT64', 'MAX_BY(x, x)')} -> FLOAT64`, `${over('INT64', 'ANY_VALUE(x HAVING MAX x)')} -> INT64`,
  '(SELECT ARRAY_CONCAT_AGG([x, x] ORDER BY x DESC) FROM UNNEST({ARRAY<INT64>}) x WHERE x IS NOT NULL) -> ARRAY<INT64>', '(SELECT SUM(x) FROM UNNEST({ARRAY<INT64>}) x WHERE x < {INT64}) -> INT64', '(SELECT SUM(x) FROM UNNEST({ARRAY<INT64>}) x HAVING COUNT(*) > 2) -> INT64',
  '(SELECT SUM(IF(x > {INT64}, x, NULL)) FROM UNNEST({ARRAY<INT64>}) x) -> INT64', '(SELECT SUM(x) / COUNT(*) FROM UNNEST({ARRAY<INT64>}) x) -> FLOAT64', '(SELECT MAX(x) - MIN(x) FROM UNNEST({ARRAY<INT64>}) x) -> INT64', '(SELECT CONCAT(MIN(x), MAX(x)) FROM UNNEST({ARRAY<STRING>}) x) -> STRING',
  '(SELECT SUM(INTERVAL x DAY) FROM UNNEST([1, NULL, 3]) x) -> INTERVAL', '(SELECT MAX(x) FROM UNNEST([{INTERVAL}, {INTERVAL}]) x) -> INTERVAL', '(SELECT MIN(x) FROM UNNEST([{TIMESTAMP}, {TIMESTAMP}, {TIMESTAMP}]) x) -> TIMESTAMP', '(SELECT COUNT(DISTINCT x) FROM UNNEST([{DATETIME}, {DATETIME}]) x) -> INT64', '(SELECT MAX(x) FROM UNNEST([{TIME}, {TIME}]) x) -> TIME',
];

/** Rows in the array's order; what may be NULL is shown as text, since a result's array holds none. */
const rows = (type, call, orderBy = 'o') => `ARRAY(SELECT FORMAT('%T', ${call}) FROM UNNEST({ARRAY<${type}>}) x WITH OFFSET o ORDER BY ${orderBy}) -> ARRAY<STRING>`;

const windows = [
  ...['INT64', 'FLOAT64', 'STRING', 'NUMERIC', 'DATE'].flatMap(type => [
    ...['RANK()', 'DENSE_RANK()', 'PERCENT_RANK()', 'CUME_DIST()', 'COUNT(*)', 'MIN(x)', 'MAX(x)'].map(call => rows(type, `${call} OVER (ORDER BY x)`)),
    ...['ROW_NUMBER()', 'NTILE(2)', 'LAG(x)', 'LEAD(x, 2)', 'FIRST_VALUE(x)', 'LAST_VALUE(x)', 'NTH_VALUE(x, 2)', 'FIRST_VALUE(x IGNORE NULLS)', 'LAST_VALUE(x IGNORE NULLS)', 'NTH_VALUE(x, 2 IGNORE NULLS)'].map(call => rows(type, `${call} OVER (ORDER BY x DESC, o)`)),
    rows(type, 'COUNT(x) OVER (ORDER BY o ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)'), rows(type, 'MAX(x) OVER (ORDER BY o ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)'), rows(type, 'ARRAY_AGG(x IGNORE NULLS) OVER (ORDER BY o ROWS UNBOUNDED PRECEDING)'),
    rows(type, 'RANK() OVER (PARTITION BY MOD(o, 2) ORDER BY x NULLS LAST)'), rows(type, 'x', 'x, o'), rows(type, 'x', 'x DESC, o'), rows(type, 'x', 'x ASC NULLS LAST, o'),
  ]),
  ...['INT64', 'NUMERIC'].flatMap(type => [rows(type, 'SUM(x) OVER (ORDER BY o)'), rows(type, 'AVG(x) OVER (ORDER BY o ROWS 2 PRECEDING)'), rows(type, 'SUM(x) OVER (ORDER BY SAFE_CAST(x AS INT64) RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING)'), rows(type, 'COUNT(*) OVER (ORDER BY x DESC RANGE BETWEEN 5 PRECEDING AND CURRENT ROW)')]),
  rows('INT64', 'LAG(x, 1, -7) OVER (ORDER BY o)'), rows('INT64', 'LEAD(x, 1, 99) OVER (PARTITION BY x IS NULL ORDER BY o)'), rows('INT64', 'SUM(DISTINCT x) OVER (PARTITION BY MOD(o, 2))'), rows('INT64', 'PERCENTILE_DISC(x, 0.5) OVER ()'), rows('INT64', 'PERCENTILE_CONT(x, 0.25) OVER ()'), rows('FLOAT64', 'PERCENTILE_CONT(x, 0.5) OVER ()'),
  rows('STRING', "STRING_AGG(x, '-') OVER (ORDER BY o)"), rows('BOOL', 'LOGICAL_AND(x) OVER (ORDER BY o)'), rows('INT64', 'COUNTIF(x > 0) OVER (ORDER BY o)'), rows('INT64', 'SUM(SUM(x)) OVER ()', 'o').replace(' ORDER BY o)', ' GROUP BY o ORDER BY o)'),
  "ARRAY(SELECT x FROM UNNEST({ARRAY<INT64>}) x WITH OFFSET o WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY x ORDER BY o) = 1 ORDER BY o) -> ARRAY<INT64>",
];

const grouped = (type, select, by) => `ARRAY(SELECT FORMAT('%T', t) FROM (SELECT ${select} FROM UNNEST({ARRAY<${type}>}) x WITH OFFSET o GROUP BY ${by}) t ORDER BY 1) -> ARRAY<STRING>`;

const grouping = [
  ...['INT64', 'STRING', 'NUMERIC', 'BIGNUMERIC', 'DATE', 'BOOL', 'BYTES', 'FLOAT64'].flatMap(type => [grouped(type, 'x, COUNT(*) n, MIN(o) m', 'x'), grouped(type, 'x IS NULL k, COUNT(*) n, COUNT(x) m', 'k'), `ARRAY(SELECT DISTINCT x FROM UNNEST({ARRAY<${type}>}) x WHERE x IS NOT NULL ORDER BY x DESC) -> ARRAY<${type}>`]),
  grouped('INT64', 'MOD(x, 2) k, SUM(x) s', 'k'), grouped('INT64', 'x > 1 k, SUM(o) s, MAX(x) m', '1'), grouped('STRING', 'LENGTH(x) k, STRING_AGG(x ORDER BY x) s', 'LENGTH(x)'), grouped('INT64', 'x, MOD(o, 2) k, COUNT(*) n', 'ROLLUP(x, k)'), grouped('INT64', 'x, MOD(o, 2) k, GROUPING(x) g, COUNT(*) n', 'CUBE(x, k)'), grouped('INT64', 'x, o, COUNT(*) n', 'GROUPING SETS (x, o, ())'),
  "ARRAY(SELECT x FROM UNNEST({ARRAY<INT64>}) x WHERE x IS NOT NULL GROUP BY x HAVING COUNT(*) > 1 ORDER BY x) -> ARRAY<INT64>",
  ...['UNION ALL', 'UNION DISTINCT', 'INTERSECT DISTINCT', 'EXCEPT DISTINCT'].flatMap(word => ['INT64', 'STRING'].map(type => `ARRAY(SELECT FORMAT('%T', x) FROM (SELECT x FROM UNNEST({ARRAY<${type}>}) x ${word} SELECT x FROM UNNEST({ARRAY<${type}>}) x) ORDER BY x) -> ARRAY<STRING>`)),
  "ARRAY(SELECT x FROM UNNEST({ARRAY<INT64>}) x WHERE x IS NOT NULL ORDER BY x LIMIT 2 OFFSET 1) -> ARRAY<INT64>", "(SELECT AS STRUCT COUNT(*) AS n, MAX(x) AS m FROM UNNEST({ARRAY<INT64>}) x) -> ANY",
];

const joined = (type, kind, on, order = 'a, b') => `ARRAY(SELECT FORMAT('%T', (a, b)) FROM UNNEST({ARRAY<${type}>}) a ${kind} JOIN UNNEST({ARRAY<${type}>}) b${on} ORDER BY ${order}) -> ARRAY<STRING>`;

const joins = [
  ...['INT64', 'STRING', 'NUMERIC', 'DATE', 'FLOAT64'].flatMap(type => ['INNER', 'LEFT', 'RIGHT', 'FULL'].map(kind => joined(type, kind, ' ON a = b'))),
  ...['INNER', 'LEFT', 'RIGHT'].flatMap(kind => [joined('INT64', kind, ' ON a < b'), joined('INT64', kind, ' ON a = b AND a > 1')]), joined('INT64', 'CROSS', ''), joined('STRING', 'INNER', ' ON STARTS_WITH(a, b)'),
  'ARRAY(SELECT a FROM UNNEST({ARRAY<INT64>}) a WHERE a IN (SELECT b FROM UNNEST({ARRAY<INT64>}) b) ORDER BY a) -> ARRAY<INT64>', 'ARRAY(SELECT a FROM UNNEST({ARRAY<INT64>}) a WHERE a NOT IN (SELECT b FROM UNNEST({ARRAY<INT64>}) b) ORDER BY a) -> ARRAY<INT64>', 'ARRAY(SELECT a FROM UNNEST({ARRAY<STRING>}) a WHERE EXISTS(SELECT 1 FROM UNNEST({ARRAY<STRING>}) b WHERE a = b) ORDER BY a) -> ARRAY<STRING>',
  "ARRAY(SELECT FORMAT('%T', (a, (SELECT COUNT(*) FROM UNNEST({ARRAY<INT64>}) b WHERE b < a))) FROM UNNEST({ARRAY<INT64>}) a ORDER BY a) -> ARRAY<STRING>", "ARRAY(SELECT FORMAT('%T', (t.x, u.x)) FROM (SELECT x FROM UNNEST({ARRAY<INT64>}) x) t JOIN (SELECT x FROM UNNEST({ARRAY<INT64>}) x) u USING (x) ORDER BY 1) -> ARRAY<STRING>",
  "(WITH t AS (SELECT x FROM UNNEST({ARRAY<INT64>}) x) SELECT COUNT(*) FROM t a, t b WHERE a.x <= b.x) -> INT64", "ARRAY(SELECT FORMAT('%T', (p, q)) FROM UNNEST({ARRAY<INT64>}) p WITH OFFSET i, UNNEST([p, i]) q ORDER BY i, q) -> ARRAY<STRING>",
];

module.exports = { aggregates, windows, grouping, joins };
