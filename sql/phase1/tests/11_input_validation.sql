WITH
  hostile AS (
    SELECT value
    FROM UNNEST([
      'x; DROP TABLE caption_bank', '\'; DROP TABLE caption_bank; --', '\' OR \'1\'=\'1', '" OR ""="', '1 OR 1=1', 'admin\'--', 'admin\' #',
      'admin\'/*', '\' UNION SELECT * FROM caption_bank --', '\') OR (\'a\'=\'a', '`caption_bank`', '\x24{project}', '\x24{dataset}.caption_bank',
      '\x24(rm -rf /)', '`id`', 'a|b', 'a&b', 'a;b', 'a\\b', '..', '../..', '../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'C:\\temp', '%00',
      '%27%20OR%201', 'a\x00b', 'a\tb', 'a\nb', 'a\rb', 'account\n', '\naccount', ' account', 'account ', 'a b', '@@project_id', '@parameter', '?',
      '{{7*7}}', '{0}', '<script>alert(1)</script>', '<b>', 'a,b', 'a=b', 'a+b', 'a*b', 'a(b)', '[a]', '{a}', 'a\'b', 'a"b', 'a`b', 'a~b', 'a!b',
      'a^b', 'a#b', 'a%b', 'a<b', 'a>b', 'a?b', 'a:b', '/*comment*/', '--comment', '#comment', '-leading', '_leading', '.leading', '\u00e9',
      '\u00df', '\uff41\uff43\uff43\uff4f\uff55\uff4e\uff54', '\u0430ccount', '\u05e9\u05dc\u05d5\u05dd', '\u0645\u0631\u062d\u0628\u0627',
      '\u65e5\u672c', '\U0001f600', 'a\u200bb', 'a\u00a0b', 'a\u202eb', '\ufeffaccount', 'a\u2028b', 'NULL;', 'SELECT * FROM x',
      'DELETE FROM caption_bank WHERE TRUE', 'TRUNCATE TABLE caption_bank', 'EXECUTE IMMEDIATE "x"', 'CALL release_caption_lock(1)',
      'BEGIN TRANSACTION;', '\'||\'', 'a\'||\'b', 'CHAR(39)', '0x27;', '1;SELECT pg_sleep(9)', 'waitfor delay \'0:0:9\'', 'xp_cmdshell(\'dir\')',
      '\'; EXPORT DATA', 'INFORMATION_SCHEMA.TABLES;', 'project:dataset.table', 'project.dataset.table*', 'a\x07b', 'a\x1bb', 'a\x7fb', 'tab\t',
      '=cmd|\' /C calc\'!A0', '@SUM(1+1)', '+1+1', '\\\' OR 1=1 --', '\\\\', 'a/../b', 'http://example.com/?a=b', '\u0130nput']) AS value
  ),
  expectations AS (
    SELECT CONCAT(kind, ' refuses ', FORMAT('%T', value)) AS check_name, value, kind, FALSE AS is_valid
    FROM hostile
    CROSS JOIN UNNEST(['account_id', 'seed']) AS kind
    UNION ALL
    SELECT CONCAT('price_tier refuses ', FORMAT('%T', value)), value, 'price_tier', FALSE
    FROM hostile
    UNION ALL
    SELECT CONCAT(e.kind, ' ', IF(e.is_valid, 'accepts ', 'refuses '), FORMAT('%T', SUBSTR(e.value, 1, 40))), e.value, e.kind, e.is_valid
    FROM UNNEST([
      STRUCT('account_007' AS value, 'account_id' AS kind, TRUE AS is_valid),
      STRUCT('A.b-c_9', 'account_id', TRUE), STRUCT(REPEAT('a', 64), 'account_id', TRUE), STRUCT(REPEAT('a', 65), 'account_id', FALSE),
      STRUCT('', 'account_id', FALSE), STRUCT('   ', 'account_id', FALSE), STRUCT(NULL, 'account_id', FALSE),
      STRUCT('schedule_01', 'schedule_id', TRUE), STRUCT('0b8f3a52-1c5e-4c6b-9a53-0d9ce4f0a111', 'lock_id', TRUE),
      STRUCT('weekend offer', 'category', TRUE), STRUCT('weekend; offer', 'category', FALSE), STRUCT(NULL, 'category', FALSE),
      STRUCT('luxury', 'price_tier', TRUE), STRUCT('LUXURY', 'price_tier', FALSE), STRUCT('gold', 'price_tier', FALSE),
      STRUCT('It\'s "new" \U0001F600\nReally; \x24' || '5', 'caption_text', TRUE), STRUCT('bell \x07', 'caption_text', FALSE),
      STRUCT(REPEAT('a', 4000), 'caption_text', TRUE), STRUCT(REPEAT('a', 4001), 'caption_text', FALSE),
      STRUCT('account_007', 'table', FALSE), STRUCT('account_007', NULL, FALSE)]) AS e
  ),
  answers AS (
    SELECT e.check_name, e.is_valid, `${project}.${dataset}.validate_input`(e.value, e.kind) AS verdict
    FROM expectations AS e
  )
SELECT
  COALESCE(a.check_name, 'NULL value or kind is refused') AS check_name,
  COALESCE(a.verdict.is_valid = a.is_valid AND (a.verdict.reason = 'ok') = a.is_valid, FALSE) AS passed,
  IF(a.is_valid, 'ok', 'refused') AS expected,
  a.verdict.reason AS actual
FROM answers AS a;
