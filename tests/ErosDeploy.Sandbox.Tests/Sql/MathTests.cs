namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Mathematical and bit functions, operators and comparisons at the edges of their domains.</summary>
public sealed class MathTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("SIN(CAST('inf' AS FLOAT64)), COS(CAST('-inf' AS FLOAT64))", "nan|nan")]
    [InlineData("SAFE.COT(0), SAFE.CSC(0), SAFE.ACOS(2), SAFE.ATANH(1)", "NULL|NULL|NULL|NULL")]
    [InlineData("IS_NAN(LOG(CAST('-inf' AS FLOAT64), 2)), IS_NAN(LOG(2, CAST('inf' AS FLOAT64))), IS_NAN(LOG10(CAST('-inf' AS FLOAT64)))", "true|true|true")]
    [InlineData("SQRT(NUMERIC '2'), EXP(NUMERIC '20'), LN(NUMERIC '2'), POW(NUMERIC '2.5', 3), LOG(NUMERIC '8', 2)", "1.414213562|485165195.409790278|0.693147181|15.625000000|3.000000000")]
    [InlineData("POW(NUMERIC '-2', 3), POW(NUMERIC '2', -2), POW(NUMERIC '0', 0)", "-8.000000000|0.250000000|1.000000000")]
    [InlineData("MOD(-9223372036854775808, -1), MOD(NUMERIC '-5.5', 2), DIV(NUMERIC '-5.5', 2)", "0|-1.500000000|-2.000000000")]
    [InlineData("SAFE_DIVIDE(1e308, 1e-10), SAFE_DIVIDE(CAST('inf' AS FLOAT64), 2)", "NULL|inf")]
    [InlineData("SAFE_MULTIPLY(NUMERIC '99999999999999999999999999999', 10), SAFE_DIVIDE(NUMERIC '99999999999999999999999999999', NUMERIC '0.1')", "NULL|NULL")]
    [InlineData("SAFE_ADD(NUMERIC '1.5', 1) + 1, SAFE_SUBTRACT(NUMERIC '-99999999999999999999999999999', NUMERIC '1')", "3.500000000|NULL")]
    [InlineData("ROUND(NUMERIC '2.25', 1, 'ROUND_HALF_EVEN'), ROUND(NUMERIC '-2.5', 0, 'ROUND_HALF_AWAY_FROM_ZERO')", "2.200000000|-3.000000000")]
    [InlineData("CAST(0.1 AS NUMERIC), CAST(2.0000000005 AS NUMERIC)", "0.100000000|2.000000001")]
    [InlineData("CAST(NUMERIC '2.5' AS INT64), CAST(NUMERIC '-2.5' AS INT64)", "3|-3")]
    [InlineData("RANGE_BUCKET(CAST('nan' AS FLOAT64), [1.0]), RANGE_BUCKET(20, [0, 10, 20, 20]), RANGE_BUCKET(80, [])", "NULL|4|0")]
    [InlineData("COSINE_DISTANCE([(1, 1.0), (2, 2.0)], [(2, 4.0), (1, 3.0)]) - COSINE_DISTANCE([1.0, 2.0], [3.0, 4.0]) < 1e-12", "true")]
    [InlineData("EUCLIDEAN_DISTANCE([('a', 3.0)], [('b', 4.0)])", "5.0")]
    [InlineData("b'\\x0f' & b'\\x03', b'\\x01\\x80' << 1, b'\\xff\\x00' >> 4, ~b'\\x0f', b'\\x01' << 9", "\\x03|\\x03\\x00|\\x0F\\xF0|\\xF0|\\x00")]
    [InlineData("CAST('nan' AS FLOAT64) IN (CAST('nan' AS FLOAT64), 1), CAST('nan' AS FLOAT64) NOT IN (1.0), NULLIF(CAST('nan' AS FLOAT64), CAST('nan' AS FLOAT64)) IS NULL", "false|true|false")]
    [InlineData("(1, NULL) = (1, 2), (1, NULL) = (2, NULL), (1, 2) != (1, 3), (1, 2) IN ((1, 2), (3, 4)), (1, NULL) IN ((1, 2))", "NULL|false|true|true|NULL")]
    [InlineData("[10, 20][0], [10, 20][OFFSET(1)], [10, 20][SAFE_OFFSET(-1)], [10, 20][ORDINAL(1)]", "10|20|NULL|10")]
    [InlineData("WITH(a AS 2, b AS a * 3, a + b), WITH(r AS RAND(), r - r)", "8|0.0")]
    [InlineData("(SELECT WITH(s AS SUM(x), c AS COUNT(x), s / c) FROM UNNEST([1.0, 2.0, 3.0]) AS x)", "2.0")]
    [InlineData("ARRAY_LENGTH(NULL), ARRAY_FIRST(CAST(NULL AS ARRAY<INT64>)), ARRAY_CONCAT([1], NULL) IS NULL", "NULL|NULL|true")]
    [InlineData("ARRAY_TO_STRING([b'a', NULL, b'c'], b'-'), ARRAY_TO_STRING([b'a', NULL], b'-', b'z'), ARRAY_TO_STRING(['a'], NULL)", "a-c|a-z|NULL")]
    [InlineData("PARSE_NUMERIC(' - 1,2,,3.45 '), PARSE_NUMERIC('12.34e-1-')", "-123.450000000|-1.234000000")]
    [InlineData("GENERATE_ARRAY(NUMERIC '1', 2, NUMERIC '0.5'), GENERATE_ARRAY(1, 5, -1)", "[1.000000000, 1.500000000, 2.000000000]|[]")]
    public void Expression_has_value(string expression, string value) => Assert.Equal(value, _bench.Run($"SELECT {expression}"));

    [Theory]
    [InlineData("NUMERIC '99999999999999999999999999999.999999999' + NUMERIC '0.5'", "numeric overflow: 99999999999999999999999999999.999999999 + 0.5")]
    [InlineData("NUMERIC '-99999999999999999999999999999.999999999' - 1", "numeric overflow: -99999999999999999999999999999.999999999 - 1")]
    [InlineData("NUMERIC '99999999999999999999999999999' / NUMERIC '0.001'", "numeric overflow: 99999999999999999999999999999 / 0.001")]
    [InlineData("ROUND(NUMERIC '99999999999999999999999999999.9', 0)", "numeric overflow: ROUND(99999999999999999999999999999.9, 0)")]
    [InlineData("POW(NUMERIC '10', 30)", "numeric overflow: POW(10, 30)")]
    [InlineData("ROUND(NUMERIC '2.25', 1, 'UP')", "Invalid rounding mode: UP")]
    [InlineData("CAST(NUMERIC '9223372036854775808' AS INT64)", "int64 out of range: 9223372036854775808")]
    [InlineData("CAST(1e30 AS NUMERIC)", "numeric out of range: 1e+30")]
    [InlineData("CAST('yes' AS BOOL)", "Bad bool value: yes")]
    [InlineData("ABS(-9223372036854775808)", "int64 overflow: ABS(-9223372036854775808)")]
    [InlineData("DIV(-9223372036854775808, -1)", "int64 overflow: -9223372036854775808 / -1")]
    [InlineData("ACOS(2)", "Floating point error in function: ACOS(2)")]
    [InlineData("COTH(0)", "Floating point error in function: COTH(0)")]
    [InlineData("SINH(1000)", "Floating point error in function: SINH(1000)")]
    [InlineData("b'ab' & b'a'", "Bitwise binary operator for BYTES requires equal length of the inputs. Got 2 bytes on the left hand side and 1 bytes on the right hand side.")]
    [InlineData("RANGE_BUCKET(1, [3, 1])", "Elements in input array to RANGE_BUCKET must be in ascending order.")]
    [InlineData("RANGE_BUCKET(1, [3, NULL])", "Elements in input array to RANGE_BUCKET must not be NULL or NaN.")]
    [InlineData("[1] = [1]", "Equality is not defined for arguments of type ARRAY<INT64> at [1:8]")]
    [InlineData("(1, 2) < (1, 3)", "Less than is not defined for arguments of type STRUCT<INT64, INT64> at [1:8]")]
    [InlineData("(1, 2) = (1, 2, 3)", "No matching signature for operator =\n  Argument types: STRUCT<INT64, INT64>, STRUCT<INT64, INT64, INT64>\n  Signature: T1 = T1\n    Unable to find common supertype for templated argument <T1>\n      Input types for <T1>: {STRUCT<INT64, INT64, INT64>, STRUCT<INT64, INT64>} at [1:8]")]
    [InlineData("GREATEST([1], [2])", "GREATEST is not defined for arguments of type ARRAY<INT64> at [1:8]")]
    [InlineData("1 + NULL", "Operands of + cannot be literal NULL at [1:12]")]
    [InlineData("NOT NULL", "Operands of NOT cannot be literal NULL at [1:12]")]
    [InlineData("COUNT(*)", "SELECT without FROM clause cannot use aggregation at [1:1]")]
    [InlineData("1 WHERE TRUE", "Query without FROM clause cannot have a WHERE clause at [1:16]")]
    [InlineData("1 & 2.0", "Bitwise operator & requires two integer/BYTES arguments of the same type, but saw INT64 and DOUBLE at [1:8]")]
    [InlineData("TRUE / 'a'", "No matching signature for operator /\n  Argument types: BOOL, STRING\n  Signature: FLOAT64 / FLOAT64\n    Argument 1: Unable to coerce type BOOL to expected type FLOAT64\n"
        + "  Signature: NUMERIC / NUMERIC\n    Argument 1: Unable to coerce type BOOL to expected type NUMERIC\n  Signature: BIGNUMERIC / BIGNUMERIC\n    Argument 1: Unable to coerce type BOOL to expected type BIGNUMERIC\n"
        + "  Signature: INTERVAL / INT64\n    Argument 1: Unable to coerce type BOOL to expected type INTERVAL at [1:8]")]
    [InlineData("DATE '2020-01-01' < TIMESTAMP '2020-01-02'", "No matching signature for operator <\n  Argument types: DATE, TIMESTAMP\n  Signature: T1 < T1\n    Unable to find common supertype for templated argument <T1>\n      Input types for <T1>: {DATE, TIMESTAMP} at [1:8]")]
    [InlineData("MOD(1.5, 2)", "No matching signature for function MOD\n  Argument types: FLOAT64, INT64\n  Signature: MOD(INT64, INT64)\n    Argument 1: Unable to coerce type FLOAT64 to expected type INT64\n"
        + "  Signature: MOD(NUMERIC, NUMERIC)\n    Argument 1: Unable to coerce type FLOAT64 to expected type NUMERIC\n  Signature: MOD(BIGNUMERIC, BIGNUMERIC)\n    Argument 1: Unable to coerce type FLOAT64 to expected type BIGNUMERIC at [1:8]")]
    [InlineData("CASE WHEN 1 THEN 2 END", "No matching signature for operator CASE; all WHEN argument types must be BOOL but found: INT64; actual argument types (WHEN THEN) ELSE: (INT64 INT64) NULL at [1:8]")]
    [InlineData("IF(TRUE, 1, 'a')", "No matching signature for function IF\n  Argument types: BOOL, INT64, STRING\n  Signature: IF(BOOL, T1, T1)\n    Unable to find common supertype for templated argument <T1>\n      Input types for <T1>: {INT64, STRING} at [1:8]")]
    [InlineData("CAST(1 AS NUMERIC(40))", "In NUMERIC(P), P must be between 1 and 29 at [1:18]")]
    [InlineData("CAST(1 AS NUMERIC(10, 12))", "In NUMERIC(P, S), S must be between 0 and 9 at [1:18]")]
    [InlineData("CAST('a' AS STRING(0))", "STRING length must be greater than 0 at [1:20]")]
    [InlineData("CAST(1234 AS NUMERIC(3))", "NUMERIC(3, 0) has precision 3 and scale 0 but got a value that is not in range: 1234")]
    [InlineData("GENERATE_ARRAY(1.0, 2.0, 0.0)", "Sequence step cannot be 0.")]
    [InlineData("GENERATE_DATE_ARRAY('2016-01-01', '2016-02-01', INTERVAL 1 HOUR)", "Unsupported step of GENERATE_DATE_ARRAY")]
    [InlineData("[1, 2][2]", "Array index 2 is out of bounds")]
    public void Expression_fails(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));

    [Theory]
    [InlineData("FIRST_VALUE(x) OVER (PARTITION BY x)", "Window ORDER BY is required for analytic function first_value at [1:28]")]
    [InlineData("LAG(x, x) OVER (ORDER BY x)", "Argument 2 to LAG must be a literal or query parameter at [1:15]")]
    [InlineData("LAG(x, -1) OVER (ORDER BY x)", "Argument 2 to LAG must be non-negative at [1:15]")]
    [InlineData("NTILE(0) OVER (ORDER BY x)", "The argument to NTILE must be at least 1 at [1:14]")]
    [InlineData("PERCENTILE_DISC(x, 1.5) OVER ()", "Argument 2 to PERCENTILE_DISC must be between 0 and 1 at [1:27]")]
    [InlineData("LAG(x IGNORE NULLS) OVER (ORDER BY x)", "IGNORE NULLS and RESPECT NULLS are not allowed for analytic function LAG at [1:8]")]
    [InlineData("SUM(ROW_NUMBER() OVER ()) OVER ()", "Analytic function cannot be an argument of another analytic function at [1:12]")]
    [InlineData("SUM(x) OVER (ORDER BY x RANGE 1.5 PRECEDING)", "Window framing expression has type FLOAT64 that cannot coerce to the type of the ORDER BY expression, which is INT64 at [1:38]")]
    [InlineData("RANK() OVER ()", "Window ORDER BY is required for analytic function rank at [1:20]")]
    [InlineData("ROW_NUMBER() OVER (ORDER BY x ROWS 1 PRECEDING)", "Window framing clause is not allowed for analytic function row_number at [1:38]")]
    [InlineData("PERCENTILE_CONT(x, 0.5) OVER (ORDER BY x)", "Window ORDER BY is not allowed for analytic function percentile_cont at [1:47]")]
    [InlineData("COUNT(DISTINCT x) OVER (ORDER BY x)", "Window ORDER BY is not allowed if DISTINCT is specified at [1:8]")]
    [InlineData("SUM(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND 1 PRECEDING)", "Starting window framing expression cannot be CURRENT ROW when the ending window framing expression is OFFSET PRECEDING at [1:61]")]
    [InlineData("SUM(x) OVER (ORDER BY x ROWS BETWEEN -1 PRECEDING AND CURRENT ROW)", "Window framing expression cannot evaluate to a negative value at [1:45]")]
    [InlineData("SUM(x) OVER (ORDER BY CAST(x AS STRING) RANGE 1 PRECEDING)", "ORDER BY key must be numeric in a RANGE-based window with OFFSET PRECEDING or OFFSET FOLLOWING boundaries, but has type STRING at [1:8]")]
    [InlineData("SUM(x) OVER (PARTITION BY x / 2)", "Partitioning by expressions of type FLOAT64 is not allowed at [1:34]")]
    [InlineData("SUM(x) OVER (PARTITION BY [x])", "Partitioning by expressions of type ARRAY<INT64> is not allowed at [1:34]")]
    public void Window_is_refused(string call, string message) => Assert.Equal(message, _bench.Error($"SELECT {call} FROM UNNEST([1, 2]) AS x"));

    [Fact]
    public void Arrays_and_structs_are_grouped() => Assert.Equal(
        "2|1|1", _bench.Run("SELECT COUNTIF(n = 2), COUNTIF(n = 1), COUNTIF(a IS NULL) FROM (SELECT a, s, COUNT(*) AS n FROM (SELECT [1, NULL] AS a, (1, NULL) AS s UNION ALL SELECT [1, NULL], (1, NULL) "
            + "UNION ALL SELECT NULL, (2, 3) UNION ALL SELECT [2], (0, 0) UNION ALL SELECT [2], (0, 0)) GROUP BY a, s)"));
}
