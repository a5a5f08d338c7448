-- Legacy. A one-sided normal around the rate: never below it, not clamped to 1, not repeatable.

CREATE OR REPLACE FUNCTION `${project}.${dataset}.thompson_sample`(successes INT64, failures INT64)
RETURNS FLOAT64
OPTIONS (description = 'Thompson sample of successes and failures.')
AS (
  (successes + 1) / (successes + failures + 2)
    + ABS(SQRT(-2 * LN(1 - RAND())) * COS(6.283185307179586 * RAND()))
      * SQRT((successes + 1) * (failures + 1) / (POW(successes + failures + 2, 2) * (successes + failures + 3)))
);
