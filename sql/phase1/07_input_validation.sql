CREATE OR REPLACE FUNCTION `${project}.${dataset}.validate_input`(p_value STRING, p_kind STRING)
RETURNS STRUCT<is_valid BOOL, reason STRING>
OPTIONS (description = 'Whether a value from outside may be used as account_id, schedule_id, lock_id or seed (1 to 64 ASCII letters, digits, underscores, dots and dashes, beginning with a letter or digit), category (1 to 64 ASCII letters, digits, underscores, dashes and spaces between them, beginning with a letter or digit), price_tier (bump, low, budget, mid, high, premium, luxury) or caption_text (1 to 4000 characters, no control characters but tab and line breaks). reason is ok, or says what is wrong. Never NULL: a NULL value is invalid, and so is any value of an unknown kind. Valid text is still bound as a parameter, never put into SQL.')
AS (
  CASE
    WHEN p_kind IS NULL OR p_kind NOT IN ('account_id', 'schedule_id', 'lock_id', 'seed', 'category', 'price_tier', 'caption_text')
      THEN STRUCT(FALSE AS is_valid, 'unknown kind' AS reason)
    WHEN p_value IS NULL THEN STRUCT(FALSE, 'missing')
    WHEN TRIM(p_value) = '' THEN STRUCT(FALSE, 'blank')
    WHEN CHAR_LENGTH(p_value) > IF(p_kind = 'caption_text', 4000, 64) THEN STRUCT(FALSE, 'too long')
    WHEN p_kind = 'price_tier' AND p_value NOT IN ('bump', 'low', 'budget', 'mid', 'high', 'premium', 'luxury')
      THEN STRUCT(FALSE, 'not a price tier')
    WHEN p_kind = 'category' AND NOT REGEXP_CONTAINS(p_value, r'^[A-Za-z0-9]([A-Za-z0-9 _-]*[A-Za-z0-9_-])?$')
      THEN STRUCT(FALSE, 'character not allowed')
    WHEN p_kind = 'caption_text' AND REGEXP_CONTAINS(p_value, r'[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]')
      THEN STRUCT(FALSE, 'character not allowed')
    WHEN p_kind IN ('account_id', 'schedule_id', 'lock_id', 'seed') AND NOT REGEXP_CONTAINS(p_value, r'^[A-Za-z0-9][A-Za-z0-9_.-]*$')
      THEN STRUCT(FALSE, 'character not allowed')
    ELSE STRUCT(TRUE, 'ok')
  END
);
