namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class ExpressionTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("7 / 2", "3.5")]
    [InlineData("NUMERIC '1' / 3", "0.333333333")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("0xFF", "255")]
    [InlineData("5 IN (1, NULL)", "NULL")]
    [InlineData("1 IN UNNEST([1, 2])", "true")]
    [InlineData("CAST(2.5 AS INT64)", "3")]
    [InlineData("CAST(-2.5 AS INT64)", "-3")]
    [InlineData("CAST('0x1A' AS INT64)", "26")]
    [InlineData("SAFE_CAST('x' AS INT64)", "NULL")]
    [InlineData("CAST(1.0 AS STRING)", "1")]
    [InlineData("CAST(1e20 AS STRING)", "1e+20")]
    [InlineData("CAST(0.1 AS STRING)", "0.1")]
    [InlineData("CAST(TIMESTAMP '2024-01-02 03:04:05.5+00' AS STRING)", "2024-01-02 03:04:05.500+00")]
    [InlineData("CAST(DATE '2024-01-02' AS STRING FORMAT 'DD/MM/YYYY')", "02/01/2024")]
    [InlineData("TIMESTAMP '2024-01-02 03:04:05+02'", "2024-01-02 01:04:05+00")]
    [InlineData("TIMESTAMP '2024-07-02 03:04:05 America/New_York'", "2024-07-02 07:04:05+00")]
    [InlineData("DATE '2024-01-31' < '2024-02-01'", "true")]
    [InlineData("DATE_ADD(DATE '2024-01-31', INTERVAL 1 MONTH)", "2024-02-29")]
    [InlineData("DATE_ADD(DATE '2024-01-31', INTERVAL 1 DAY)", "2024-02-01")]
    [InlineData("DATE '2024-01-31' + 1", "2024-02-01")]
    [InlineData("DATE '9999-12-30' + 1, DATE_SUB(DATE '0001-01-31', INTERVAL 30 DAY), TIMESTAMP_SECONDS(253402300799)", "9999-12-31|0001-01-01|9999-12-31 23:59:59+00")]
    [InlineData("CAST(INTERVAL '2 -3 4:5' MONTH TO MINUTE AS STRING), CAST(INTERVAL '-2 3 4' MONTH TO HOUR AS STRING)", "0-2 -3 4:5:0|-0-2 3 4:0:0")]
    [InlineData("FORMAT_DATETIME('%r', DATETIME '2020-01-01 00:05:06'), FORMAT_TIME('%r', TIME '13:05:06')", "12:05:06 AM|01:05:06 PM")]
    [InlineData("CAST(TIME '00:00:00' - TIME '12:34:56' AS STRING)", "0-0 0 -12:34:56")]
    [InlineData("CAST(DATETIME '1970-01-01 00:00:00' - DATETIME '2065-02-10 01:02:47.5' AS STRING)", "0-0 -34739 -1:2:47.500")]
    [InlineData("DATE_DIFF(DATE '2024-02-01', DATE '2024-01-31', MONTH)", "1")]
    [InlineData("DATE_TRUNC(DATE '2024-01-03', WEEK(MONDAY))", "2024-01-01")]
    [InlineData("DATE_TRUNC(DATE '2024-01-03', WEEK)", "2023-12-31")]
    [InlineData("EXTRACT(WEEK FROM DATE '2024-01-07')", "1")]
    [InlineData("EXTRACT(DAYOFWEEK FROM DATE '2024-01-07')", "1")]
    [InlineData("EXTRACT(HOUR FROM TIMESTAMP '2024-01-07 12:00:00+00' AT TIME ZONE 'America/New_York')", "7")]
    [InlineData("TIMESTAMP_DIFF(TIMESTAMP '2024-01-01 01:59:00', TIMESTAMP '2024-01-01 00:00:00', HOUR)", "1")]
    [InlineData("TIMESTAMP_TRUNC(TIMESTAMP '2024-03-05 10:11:12', MONTH)", "2024-03-01 00:00:00+00")]
    [InlineData("FORMAT_DATE('%A %d %b %Y', DATE '2024-01-02')", "Tuesday 02 Jan 2024")]
    [InlineData("PARSE_DATE('%d/%m/%Y', '03/02/2024')", "2024-02-03")]
    [InlineData("PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%S%z', '2024-01-01 10:00:00+0200')", "2024-01-01 08:00:00+00")]
    [InlineData("LAST_DAY(DATE '2024-02-10')", "2024-02-29")]
    [InlineData("LAST_DAY(DATE '2024-02-10', YEAR)", "2024-12-31")]
    [InlineData("LENGTH('a\\x00b')", "3")]
    [InlineData("FROM_HEX('4142'), SUBSTR(b'abc', 2), TO_BASE32(b'abc')", "AB|bc|MFRGG===")]
    [InlineData("POW(2, 3)", "8.0")]
    [InlineData("CURRENT_DATE()", "2024-05-06")]
    [InlineData("FARM_FINGERPRINT('foo')", "6150913649986995171")]
    [InlineData("TO_HEX(MD5('a'))", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("SUBSTR('héllo', -3, 2)", "ll")]
    [InlineData("SUBSTR('hello', 2)", "ello")]
    [InlineData("STRPOS('héllo', 'l')", "3")]
    [InlineData("REGEXP_EXTRACT('a1b2', r'b(\\d)')", "2")]
    [InlineData("REGEXP_EXTRACT('zzz', r'b(\\d)')", "NULL")]
    [InlineData("REGEXP_REPLACE('abc', 'b', r'[\\0]')", "a[b]c")]
    [InlineData("SPLIT('a,b,,c')", "[a, b, '', c]")]
    [InlineData("LPAD('7', 3, '0')", "007")]
    [InlineData("CONCAT('a', 'b', 'c')", "abc")]
    [InlineData("TO_JSON_STRING(STRUCT(1 AS a, 'x\"y' AS b, [1.0, 2.5] AS c, DATE '2024-01-02' AS d, CAST(NULL AS STRING) AS e))", "{\"a\":1,\"b\":\"x\\\"y\",\"c\":[1,2.5],\"d\":\"2024-01-02\",\"e\":null}")]
    [InlineData("JSON_VALUE('{\"a\":{\"b\":[1,2]}}', '$.a.b[1]')", "2")]
    [InlineData("JSON_QUERY('{\"a\": {\"b\": [1, 2]}}', '$.a')", "{\"b\":[1,2]}")]
    [InlineData("GENERATE_ARRAY(1, 5, 2)", "[1, 3, 5]")]
    [InlineData("GENERATE_DATE_ARRAY('2024-01-01', '2024-01-03')", "[2024-01-01, 2024-01-02, 2024-01-03]")]
    [InlineData("[1, 2, 3][OFFSET(1)]", "2")]
    [InlineData("[1, 2, 3][SAFE_OFFSET(9)]", "NULL")]
    [InlineData("ARRAY_TO_STRING(['a', NULL, 'b'], '-')", "a-b")]
    [InlineData("GREATEST(1, NULL, 3)", "NULL")]
    [InlineData("GREATEST(1, 2.5)", "2.5")]
    [InlineData("IF(1 > 2, 'a', NULL)", "NULL")]
    [InlineData("SAFE_DIVIDE(1, 0)", "NULL")]
    [InlineData("IEEE_DIVIDE(1, 0)", "inf")]
    [InlineData("SAFE.LN(-1)", "NULL")]
    [InlineData("SAFE.PARSE_DATE('%Y', 'x')", "NULL")]
    [InlineData("MOD(-7, 2)", "-1")]
    [InlineData("DIV(-7, 2)", "-3")]
    [InlineData("ROUND(2.5), ROUND(-2.5), ROUND(2.675, 2)", "3.0|-3.0|2.68")]
    [InlineData("1 << 3, 5 & 4, 5 ^ 1, ~0", "8|4|4|-1")]
    [InlineData("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b")]
    [InlineData("COALESCE(NULL, 3)", "3")]
    [InlineData("STRUCT(1 AS a, 'b' AS c).c", "b")]
    [InlineData("FORMAT('%05d|%.2f|%s|%t', 42, 2.345, 'x', DATE '2024-01-01')", "00042|2.35|x|2024-01-01")]
    [InlineData("CAST('nan' AS FLOAT64) = CAST('nan' AS FLOAT64)", "false")]
    [InlineData("'abc' LIKE 'a%'", "true")]
    [InlineData("'ABC' LIKE 'a%'", "false")]
    [InlineData("INTERVAL '1-2 3 4:5:6' YEAR TO SECOND = MAKE_INTERVAL(1, 2, 3, 4, 5, 6)", "true")]
    [InlineData("RANGE_CONTAINS(RANGE<DATE> '[2024-01-01, UNBOUNDED)', DATE '2024-05-01')", "true")]
    [InlineData("(SELECT APPROX_QUANTILES(x, 2) FROM UNNEST([1, 2, 3]) x)", "[1, 2, 3]")]
    [InlineData("(SELECT STRING_AGG(x, '-' ORDER BY x DESC LIMIT 2) FROM UNNEST(['a', 'b', 'c']) x)", "c-b")]
    [InlineData("(SELECT ARRAY_AGG(x IGNORE NULLS ORDER BY x DESC) FROM UNNEST([1, NULL, 3]) x)", "[3, 1]")]
    [InlineData("(SELECT COUNTIF(x > 1) FROM UNNEST([1, 2, 3]) x)", "2")]
    [InlineData("(SELECT LOGICAL_AND(x) FROM UNNEST([TRUE, NULL, FALSE]) x)", "false")]
    [InlineData("(SELECT MAX_BY(x, -x) FROM UNNEST([1, 2, 3]) x)", "1")]
    [InlineData("(SELECT ANY_VALUE(x HAVING MAX x) FROM UNNEST([1, 2, 3]) x)", "3")]
    public void Expression_has_value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("1 / 0", "division by zero: 1 / 0")]
    [InlineData("SAFE.LN(1 / 0)", "division by zero: 1 / 0")]
    [InlineData("9223372036854775807 + 1", "int64 overflow: 9223372036854775807 + 1")]
    [InlineData("DATE '9999-12-31' + 5", "Adding 5 DAY to date 9999-12-31 causes overflow")]
    [InlineData("DATE_SUB(DATE '0001-01-01', INTERVAL 1 DAY)", "Subtracting 1 DAY from date 0001-01-01 causes overflow")]
    [InlineData("DATETIME_SUB(DATETIME '1955-08-25 05:59:43.5', INTERVAL 2000 YEAR)", "Subtracting INTERVAL 2000-0 0 0:0:0 from datetime 1955-08-25 05:59:43.500 causes overflow")]
    [InlineData("TIMESTAMP_ADD(TIMESTAMP '9999-12-31 23:59:59+00', INTERVAL 1 SECOND)", "Adding INTERVAL 0-0 0 0:0:1 to timestamp 9999-12-31 23:59:59+00 causes overflow")]
    [InlineData("TIMESTAMP '2024-01-01' + INTERVAL 3 QUARTER", "TIMESTAMP +/- INTERVAL is not supported for intervals with non-zero MONTH or YEAR part.")]
    [InlineData("TIMESTAMP_SECONDS(253402300800)", "Input value 253402300800 cannot be converted into a TIMESTAMP, because it would be out of the allowed range between -62135596800000000 to 253402300799999999 (microseconds)")]
    [InlineData("DATE(TIMESTAMP '0001-01-01 00:00:00+00', 'America/New_York')", "Invalid date extracted from timestamp 0001-01-01 00:00:00+00 in time zone America/New_York")]
    [InlineData("INTERVAL 10000 YEAR + INTERVAL 3 QUARTER", "Interval field months '120009' is out of range -120000 to 120000")]
    [InlineData("INTERVAL 10001 YEAR", "Interval field months '120012' is out of range -120000 to 120000")]
    [InlineData("INTERVAL '1-2 3' YEAR TO HOUR", "Invalid INTERVAL value '1-2 3' at [1:8]")]
    [InlineData("INTERVAL 2 WEEK / 0", "Interval division by zero")]
    [InlineData("CAST('x' AS INT64)", "Bad int64 value: x")]
    [InlineData("ERROR('boom')", "boom")]
    [InlineData("IF(TRUE, ERROR('boom'), 'a')", "boom")]
    [InlineData("[1][OFFSET(3)]", "Array index 3 is out of bounds")]
    [InlineData("(SELECT x FROM UNNEST([1, 2]) x)", "Scalar subquery produced more than one element")]
    [InlineData("SQRT(-1)", "Argument to SQRT cannot be negative: -1")]
    [InlineData("ARRAY_LAST(CAST([] AS ARRAY<INT64>))", "ARRAY_LAST cannot get the last element of an empty array")]
    public void Expression_fails(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));

    [Fact]
    public void Function_is_inlined_and_evaluates_an_argument_once()
    {
        _bench.Function("twice", "x INT64", "x + x");
        _bench.Function("pick", "a ANY TYPE; b ANY TYPE", "IF(a > b, a, b)");
        Assert.Equal("true|2.5|6", _bench.Run("SELECT d.twice(CAST(RAND() * 100 AS INT64)) IN UNNEST(GENERATE_ARRAY(0, 200, 2)), d.pick(1, 2.5), twice(1 + 2)"));
    }

    [Fact]
    public void Random_argument_is_drawn_for_every_row_also_through_subqueries_in_the_body()
    {
        _bench.Function("inner_key", "k STRING", "(SELECT CONCAT(r.key, r.key) FROM (SELECT q.*, 1 AS one FROM (SELECT k AS key) AS q) AS r)");
        _bench.Function("outer_key", "k STRING; n INT64", "d.inner_key(CONCAT(k, CAST(n AS STRING)))");
        Assert.Equal("100", _bench.Run("SELECT COUNT(DISTINCT k) FROM (SELECT outer_key(GENERATE_UUID(), 1) AS k FROM UNNEST(GENERATE_ARRAY(1, 100)))"));
    }

    [Fact]
    public void Variables_and_parameters_are_read()
    {
        _bench.Variables["v"] = new(Sandbox.Sql.Types.SqlType.Int64, "41");
        _bench.Parameters.Add(new("n", Sandbox.Sql.Types.SqlType.String, "'2024-01-01'"));
        Assert.Equal("42|true", _bench.Run("SELECT v + 1, DATE '2024-01-01' = @n"));
    }
}
