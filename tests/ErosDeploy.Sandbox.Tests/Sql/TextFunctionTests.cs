namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Strings, bytes, regular expressions and NET functions.</summary>
public sealed class TextFunctionTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("CONCAT('Summer', ' ', 1923), CONCAT('a', NULL), CONCAT(DATE '2024-01-02', TRUE)", "Summer 1923|NULL|2024-01-02true")]
    [InlineData("CODE_POINTS_TO_STRING([65, 255, NULL, 1024]), CODE_POINTS_TO_STRING([65, 66])", "NULL|AB")]
    [InlineData("REGEXP_EXTRACT('ab', '(z)?b'), REGEXP_EXTRACT('xyztb', '(.)+b')", "NULL|t")]
    [InlineData("REGEXP_INSTR('ab@cd-ef', '@[^-]*'), REGEXP_INSTR('ab@cd-ef@gh', '@[^-]*', 1, 2), REGEXP_INSTR('ab@cd-ef', '@[^-]*', 1, 1, 1)", "3|9|6")]
    [InlineData("REGEXP_INSTR('ñ1٣', r'\\d', 2), REGEXP_INSTR('ñ1٣', r'\\d', 3), REGEXP_INSTR('a\\n', 'a$'), REGEXP_INSTR('x[a]', '[[]a[]]')", "2|0|0|2")]
    [InlineData("REGEXP_INSTR('abcd', '(?P<x>c)d'), REGEXP_INSTR('zzz', 'a'), REGEXP_INSTR(NULL, 'a')", "3|0|NULL")]
    [InlineData("REGEXP_SUBSTR('Hello Helloo and Hellooo', 'H?ello+', 1, 2), REGEXP_EXTRACT('Hello Helloo and Hellooo', 'H?ello+', 3, 3)", "Helloo|NULL")]
    [InlineData("NET.HOST('//user:password@a.b:80/path?query'), NET.HOST('https://[::1]:80'), NET.HOST(' www.Example.Co.UK '), NET.HOST('mailto:?to='), NET.HOST('')", "a.b|[::1]|www.Example.Co.UK|mailto|NULL")]
    [InlineData("NET.IP_TO_STRING(NET.IP_FROM_STRING('::1')), NET.IP_FROM_STRING('48.49.50.51') = b'0123', NET.SAFE_IP_FROM_STRING('48.49.50')", "::1|true|NULL")]
    [InlineData("TO_HEX(NET.IP_NET_MASK(4, 20)), TO_HEX(NET.IP_TRUNC(b'\\xAA\\xBB\\xCC\\xDD', 11)), TO_HEX(NET.IPV4_FROM_INT64(-2)), NET.IPV4_TO_INT64(b'\\xff\\xff\\xff\\xff')", "fffff000|aaa00000|fffffffe|4294967295")]
    [InlineData("MAKE_INTERVAL(1, minute => 5, day => 2) = INTERVAL '1-0 2 0:5:0' YEAR TO SECOND, CAST('PT10H20M30,456S' AS INTERVAL) = INTERVAL '10:20:30.456' HOUR TO SECOND", "true|true")]
    [InlineData("EDIT_DISTANCE('abcdefg', 'a', max_distance => 2), EDIT_DISTANCE('a', 'b')", "2|1")]
    [InlineData("TIMESTAMP_TRUNC('2015-06-15 00:00:00+00', ISOYEAR), DATETIME_TRUNC('2015-06-15 00:00:00', ISOYEAR)", "2014-12-29 00:00:00+00|2014-12-29 00:00:00")]
    [InlineData("ARRAY_LENGTH(SPLIT(b'a,b', b','))", "2")]
    [InlineData("CONTAINS_SUBSTR((23, 35, 41), '35'), CONTAINS_SUBSTR(('abc', ['def', 'JKL']), 'jk'), CONTAINS_SUBSTR((23, NULL, 41), '35'), CONTAINS_SUBSTR(['a', 'b'], 'c')", "true|true|NULL|false")]
    [InlineData("CONTAINS_SUBSTR(JSON '{\"lunch\":\"soup\"}', 'lunch'), CONTAINS_SUBSTR(JSON '{\"lunch\":\"soup\"}', 'LUNCH', json_scope => 'JSON_KEYS'), CONTAINS_SUBSTR('the blue house', 'Blue house')", "false|true|true")]
    [InlineData("FORMAT('%T', BAG_OF_WORDS(['I', 'pie', 'like', 'pie', NULL]))", "[(NULL, 1), (\"I\", 1), (\"like\", 1), (\"pie\", 2)]")]
    [InlineData("TRANSLATE(b'abca', b'ab', b'x') = b'xcx', TRANSLATE('abc', 'ab', ''), TRANSLATE(CAST(NULL AS STRING), 'aa', 'b')", "true|c|NULL")]
    [InlineData("REGEXP_CONTAINS(b'\\xc3\\xa9', b'^..$'), REGEXP_CONTAINS(b'a\\x00b', b'\\\\x00'), REGEXP_CONTAINS(b'\\xe9', b'(?i)\\xc9')", "true|true|true")]
    [InlineData("REGEXP_EXTRACT(b'abcabd', b'b(.)', 3) = b'd', REGEXP_EXTRACT(b'abc', b'(x)?') IS NULL, REGEXP_INSTR(b'abcabc', b'b', 1, 2, 1), REGEXP_REPLACE(b'abcb', b'(b)?', b'<\\\\1>') = b'<>a<b>c<b>'", "true|true|6|true")]
    [InlineData("FORMAT('%T', REGEXP_EXTRACT_ALL(b'abc', b'b?')), FORMAT('%T', REGEXP_EXTRACT_ALL('abc', '')), FORMAT('%T', REGEXP_EXTRACT_ALL('abc', '$')), FORMAT('%T', REGEXP_EXTRACT_ALL('😀', '(x)?'))", "[b\"\", b\"b\", b\"\"]|[\"\", \"\", \"\"]|[\"\"]|[\"\"]")]
    [InlineData("UPPER('straße ﬀ ŉ ᾳ'), LOWER('ΑΣ ΣΑ İ'), SOUNDEX('Tymczak'), SOUNDEX('1a'), SAFE.SUBSTR('Hello', -1, -2)", "STRASSE FF ʼN ΑΙ|ας σα i̇|T520|a000|NULL")]
    [InlineData("TO_HEX(CAST(REVERSE(x) AS BYTES)), TO_HEX(CAST(TRIM(CONCAT(' ', x, ' ')) AS BYTES)), LENGTH(REVERSE(CONCAT(x, REPEAT('y', 40)))) FROM UNNEST(['a\\x00b']) AS x", "620061|610062|43")]
    [InlineData("LENGTH(CODE_POINTS_TO_STRING([97, 0, 98])), TO_HEX(CAST(CAST(b'a\\x00b' AS STRING) AS BYTES)), CHR(0)", "3|610062|")]
    [InlineData("JSON_VALUE_ARRAY('1', '$')[ORDINAL(-1)], [1, 2][SAFE_ORDINAL(-1)], [1, 2][SAFE_OFFSET(-2)]", "NULL|NULL|NULL")]
    [InlineData("INSTR(b'abcabc', b'bc', -1), INSTR(b'abc', b''), INSTR('abc', '', -1), INSTR('abcabc', 'bc', 1, 2)", "5|1|4|5")]
    [InlineData("LEFT(CAST(NULL AS STRING), -1), REPEAT(CAST(NULL AS BYTES), -1), SUBSTR('abc', 2, 9007199254740993), INITCAP('\\u00a0x\\u00a0y|z\\\\a')", "NULL|NULL|bc|\u00a0X\u00a0Y|Z\\A")]
    [InlineData("ARRAY_LENGTH(TO_CODE_POINTS('')), ARRAY_LENGTH(SPLIT(b'', b'')), REGEXP_EXTRACT('aaa', r'\\b', 3, 2), LENGTH(SAFE_CONVERT_BYTES_TO_STRING(b'\\x00\\xff'))", "0|1|NULL|2")]
    [InlineData("RANGE_INTERSECT(CAST(NULL AS RANGE<DATE>), RANGE<DATE> '[2020-05-01, 2020-06-01)') IS NULL, 'a\\\\' LIKE 'a\\\\\\\\', b'a' LIKE b'_'", "true|true|true")]
    [InlineData("REGEXP_INSTR('bcd', 'a*'), REGEXP_INSTR('bcd', '$'), REGEXP_INSTR('bcd', ''), REGEXP_INSTR('', 'a*'), REGEXP_INSTR('bcd', '(a*)'), REGEXP_INSTR('Hello World', r'\\b', 1, 2)", "2|4|0|0|1|7")]
    [InlineData("REGEXP_REPLACE(CAST(NULL AS STRING), 'a', '\\\\1'), TO_CODE_POINTS(SAFE_CONVERT_BYTES_TO_STRING(b'a\\xe6\\x97b\\x00'))", "NULL|[97, 65533, 65533, 98, 0]")]
    public void Value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("NET.IP_FROM_STRING('48.49.50.51/32')", "NET.IP_FROM_STRING() encountered an invalid input: 48.49.50.51/32")]
    [InlineData("NET.PUBLIC_SUFFIX('a.com')", "Unimplemented: function NET.PUBLIC_SUFFIX at [1:8]")]
    [InlineData("TEXT_ANALYZE('a')", "Unimplemented: function TEXT_ANALYZE at [1:8]")]
    [InlineData("(SELECT COUNT(*) FROM GAP_FILL(TABLE t, ts_column => 'time'))", "Unimplemented: table function GAP_FILL at [1:30]")]
    [InlineData("TRANSLATE('', 'aba', 'xyz')", "Duplicate character \"a\" in TRANSLATE source characters")]
    [InlineData("TRANSLATE(b'', b'aba', b'xyz')", "Duplicate byte 0x61 in TRANSLATE source bytes")]
    [InlineData("'a' LIKE 'a\\\\'", "LIKE pattern ends with a backslash")]
    [InlineData("'abc' LIKE IF(TRUE, 'x\\\\', '')", "LIKE pattern ends with a backslash")]
    [InlineData("b'a' LIKE b'x\\\\'", "LIKE pattern ends with a backslash")]
    [InlineData("JSON_OBJECT(CAST(NULL AS STRING), 1)", "Invalid input to JSON_OBJECT: A key cannot be NULL")]
    [InlineData("JSON_OBJECT(['a'], CAST(NULL AS ARRAY<INT64>))", "Invalid input to JSON_OBJECT: The values array cannot be NULL")]
    [InlineData("LPAD('abc', 2, '')", "Third argument (pad pattern) for LPAD/RPAD cannot be empty")]
    [InlineData("RPAD(b'abc', 2, b'')", "Third argument (pad pattern) for LPAD/RPAD cannot be empty")]
    [InlineData("REGEXP_REPLACE('a', '$', '\\\\1')", "Invalid REGEXP_REPLACE pattern: Rewrite schema requests 1 matches, but the regexp only has 0 parenthesized subexpressions.")]
    [InlineData("REGEXP_REPLACE('a', IF(TRUE, 'z', ''), '\\\\')", "Invalid REGEXP_REPLACE pattern: Rewrite schema error: '\\' not allowed at end.")]
    [InlineData("REGEXP_CONTAINS(b'abc', b'(')", "missing ): (")]
    [InlineData("CAST(b'\\xff' AS STRING)", "Invalid cast of bytes to UTF8 string")]
    [InlineData("REGEXP_INSTR('a', 'a', 0)", "REGEXP_INSTR position must be positive")]
    [InlineData("REGEXP_INSTR('a', '(a)(b)?')", "Regular expression has more than 1 capturing group")]
    [InlineData("CODE_POINTS_TO_BYTES([256])", "Invalid extended ASCII code points 256")]
    [InlineData("LEFT(b'ab', -1)", "Second argument in LEFT() cannot be negative")]
    public void Failure(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));

    [Fact]
    public void Lookahead_is_no_regular_expression() => Assert.DoesNotContain("no error", _bench.Error("SELECT REGEXP_INSTR('ab', 'a(?=b)')"), StringComparison.Ordinal);
}
