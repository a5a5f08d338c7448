// Arithmetic, comparison, logic, bits, conditions.
'use strict';

const numbers = ['INT64', 'FLOAT64', 'NUMERIC'];
const comparable = [...numbers, 'BOOL', 'STRING', 'BYTES', 'DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'INTERVAL', 'RANGE<DATE>'];

const arithmetic = [
  ...numbers.flatMap(type => [...['+', '-', '*'].map(sign => `({${type}} ${sign} {${type}}) -> ${type}`), `(- {${type}}) -> ${type}`]),
  ...numbers.map(type => `({${type}} / {${type}}) -> ${type === 'NUMERIC' ? 'NUMERIC' : 'FLOAT64'}`),
  '({INT64} + {FLOAT64}) -> FLOAT64', '({INT64} * {NUMERIC}) -> NUMERIC', '({NUMERIC} + {FLOAT64}) -> FLOAT64', '({NUMERIC} - {INT64}) -> NUMERIC',
  ...numbers.flatMap(type => ['SAFE_ADD', 'SAFE_SUBTRACT', 'SAFE_MULTIPLY'].map(name => `${name}({${type}}, {${type}}) -> ${type}`)),
  ...numbers.flatMap(type => [`SAFE_NEGATE({${type}}) -> ${type}`, `ABS({${type}}) -> ${type}`, `SIGN({${type}}) -> ${type}`]),
  'SAFE_DIVIDE({INT64}, {INT64}) -> FLOAT64', 'SAFE_DIVIDE({FLOAT64}, {FLOAT64}) -> FLOAT64', 'SAFE_DIVIDE({NUMERIC}, {NUMERIC}) -> NUMERIC',
  'DIV({INT64}, {INT64}) -> INT64', 'DIV({NUMERIC}, {NUMERIC}) -> NUMERIC', 'MOD({INT64}, {INT64}) -> INT64', 'MOD({NUMERIC}, {NUMERIC}) -> NUMERIC',
  'IEEE_DIVIDE({FLOAT64}, {FLOAT64}) -> FLOAT64', 'SAFE.DIV({INT64}, {INT64}) -> INT64',
];

const comparison = [
  ...comparable.flatMap(type => ['=', '!=', '<', '<=', '>', '>='].filter(sign => type !== 'RANGE<DATE>' || '=!='.includes(sign)).map(sign => `({${type}} ${sign} {${type}}) -> BOOL`)),
  ...comparable.flatMap(type => [`({${type}} IS NOT DISTINCT FROM {${type}}) -> BOOL`, `({${type}} IN ({${type}}, {${type}})) -> BOOL`]),
  ...['INT64', 'FLOAT64', 'STRING', 'DATE', 'TIMESTAMP', 'NUMERIC', 'BYTES'].flatMap(type => [`({${type}} BETWEEN {${type}} AND {${type}}) -> BOOL`, `({${type}} NOT BETWEEN {${type}} AND {${type}}) -> BOOL`,
    `GREATEST({${type}}, {${type}}, {${type}}) -> ${type}`, `LEAST({${type}}, {${type}}) -> ${type}`]),
  '({INT64} < {FLOAT64}) -> BOOL', '({INT64} = {FLOAT64}) -> BOOL', '({NUMERIC} > {INT64}) -> BOOL', '({NUMERIC} = {FLOAT64}) -> BOOL', '({STRUCT} = {STRUCT}) -> BOOL', '({STRUCT} IN ({STRUCT}, {STRUCT})) -> BOOL',
  '({INT64} NOT IN ({INT64}, {INT64})) -> BOOL', '({INT64} IN UNNEST({ARRAY<INT64>})) -> BOOL', '({STRING} NOT IN UNNEST({ARRAY<STRING>})) -> BOOL',
  '({STRING} LIKE {LIKE}) -> BOOL', '({STRING} NOT LIKE {LIKE}) -> BOOL', '({BYTES} LIKE {BLIKE}) -> BOOL', '({STRING} LIKE ANY ({LIKE}, {LIKE})) -> BOOL', '({STRING} LIKE ALL ({LIKE}, {LIKE})) -> BOOL', '({STRING} NOT LIKE SOME ({LIKE}, {LIKE})) -> BOOL',
];

const logic = [
  '({BOOL} AND {BOOL}) -> BOOL', '({BOOL} OR {BOOL}) -> BOOL', '(NOT {BOOL}) -> BOOL', '({BOOL} IS TRUE) -> BOOL', '({BOOL} IS NOT TRUE) -> BOOL', '({BOOL} IS FALSE) -> BOOL', '({BOOL} IS NULL) -> BOOL', '({INT64} IS NOT NULL) -> BOOL', '({BOOL} AND {BOOL} OR NOT {BOOL}) -> BOOL',
  ...['INT64', 'STRING', 'FLOAT64', 'DATE', 'NUMERIC'].flatMap(type => [`IF({BOOL}, {${type}}, {${type}}) -> ${type}`, `COALESCE({${type}}, {${type}}, {${type}}) -> ${type}`, `IFNULL({${type}}, {${type}}) -> ${type}`, `NULLIF({${type}}, {${type}}) -> ${type}`,
    `(CASE WHEN {BOOL} THEN {${type}} WHEN {BOOL} THEN {${type}} ELSE {${type}} END) -> ${type}`, `(CASE {${type}} WHEN {${type}} THEN 'a' WHEN {${type}} THEN 'b' END) -> STRING`]),
  'COALESCE({INT64}, {FLOAT64}) -> FLOAT64', 'IF({BOOL}, {NUMERIC}, {INT64}) -> NUMERIC', 'IF({BOOL}, {INT64}, 1.5) -> FLOAT64',
];

const bits = [
  '({INT64} & {INT64}) -> INT64', '({INT64} | {INT64}) -> INT64', '({INT64} ^ {INT64}) -> INT64', '(~ {INT64}) -> INT64', '({INT64} << {SHIFT}) -> INT64', '({INT64} >> {SHIFT}) -> INT64',
  '({BYTES} << {SHIFT}) -> BYTES', '({BYTES} >> {SHIFT}) -> BYTES', '(~ {BYTES}) -> BYTES', "(b'\\x0f\\xf0' & b'\\x3c\\x3c') -> BYTES", '({BYTES} ^ {BYTES}) -> BYTES', '({BYTES} | {BYTES}) -> BYTES', 'BIT_COUNT({INT64}) -> INT64', 'BIT_COUNT({BYTES}) -> INT64',
];

const ranges = [
  'RANGE({DATE}, {DATE}) -> RANGE<DATE>', 'RANGE_START({RANGE<DATE>}) -> DATE', 'RANGE_END({RANGE<DATE>}) -> DATE', 'RANGE_CONTAINS({RANGE<DATE>}, {DATE}) -> BOOL', 'RANGE_CONTAINS({RANGE<DATE>}, {RANGE<DATE>}) -> BOOL',
  'RANGE_OVERLAPS({RANGE<DATE>}, {RANGE<DATE>}) -> BOOL', 'RANGE_INTERSECT({RANGE<DATE>}, {RANGE<DATE>}) -> RANGE<DATE>', "RANGE_BUCKET({INT64}, [0, 10, 100]) -> INT64", 'RANGE_BUCKET({FLOAT64}, [0.0, 1.5, 100.0]) -> INT64',
];

module.exports = { arithmetic, comparison, logic, bits, ranges };
