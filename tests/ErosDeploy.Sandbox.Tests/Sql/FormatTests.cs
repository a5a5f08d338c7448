namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>FORMAT, and CAST with FORMAT.</summary>
public sealed class FormatTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("FORMAT('%5.3d|%+3d|%-3d|%03d|%.0d', 5, 6, 5, 5, 0)", "  005| +6|5  |005|")]
    [InlineData("FORMAT(\"%'d|%'x|%'o|%'.5X\", 987654321, 1234567, 55555, 1)", "987,654,321|12:d687|15,4403|0:0001")]
    [InlineData("FORMAT('%#x|%#o|%#X|%x', 106, 55, 30, -30)", "0x6a|067|0X1E|-1e")]
    [InlineData("FORMAT('%f|%.2f|%8.2f|%F', 1.5, 2.675, -1.1, CAST('inf' AS FLOAT64))", "1.500000|2.67|   -1.10|INF")]
    [InlineData("FORMAT('%.0f|%.0f', 2.5, NUMERIC '2.5')", "2|3")]
    [InlineData("FORMAT('%e|%.2E|%g|%g|%G', 392.65, 1234567.0, 392.65, 39265000.0, 1e20)", "3.926500e+02|1.23E+06|392.65|3.9265e+07|1E+20")]
    [InlineData("FORMAT('%0# 15.5g', -158.49559295148902)", "-00000000158.50")]
    [InlineData("FORMAT(\"% '015.2f\", 1234567.0)", " 001,234,567.00")]
    [InlineData("FORMAT('%*s|%-*s|%.*s|%5.2s', 5, 'abc', 5, 'abc', 2, 'abc', '*€*')", "  abc|abc  |ab|   *€")]
    [InlineData("FORMAT('%t %t %t %t', 15, 15.0, CAST('nan' AS FLOAT64), NUMERIC '3.10')", "15 15.0 nan 3.1")]
    [InlineData("FORMAT('%T %T %T', 'a\"b', b'abc\\x01', 1e10)", "'a\"b' b\"abc\\x01\" 10000000000.0")]
    [InlineData("FORMAT('%T', [STRUCT(1 AS a, 'x' AS b), NULL])", "[(1, \"x\"), NULL]")]
    [InlineData("FORMAT('%t', STRUCT('foo', DATE '2024-01-02', [1, NULL]))", "(foo, 2024-01-02, [1, NULL])")]
    [InlineData("FORMAT('%T', STRUCT('foo'))", "STRUCT(\"foo\")")]
    [InlineData("FORMAT('%T %T', DATETIME '2016-04-26 15:23:27.123456', TIMESTAMP '2001-05-21 13:51:36')", "DATETIME \"2016-04-26 15:23:27.123456\" TIMESTAMP \"2001-05-21 13:51:36+00\"")]
    [InlineData("FORMAT('%T', INTERVAL '1-2 3 4:5:6.789' YEAR TO SECOND)", "INTERVAL \"1-2 3 4:5:6.789\" YEAR TO SECOND")]
    [InlineData("FORMAT('%T %t', NUMERIC '3.14', BIGNUMERIC '1e38')", "NUMERIC \"3.14\" 100000000000000000000000000000000000000")]
    [InlineData("FORMAT('%p|%P', JSON '{\"b\": 1, \"a\": [2]}', JSON '[1]')", "{\"a\":[2],\"b\":1}|[\n  1\n]")]
    [InlineData("FORMAT('%T', JSON '{\"a\": 1}')", "JSON '{\"a\":1}'")]
    [InlineData("FORMAT('00-%t-00', CAST(NULL AS INT64)), FORMAT('%d', CAST(NULL AS INT64)), FORMAT(NULL, 1)", "00-NULL-00|NULL|NULL")]
    [InlineData("FORMAT('%6.3t', 10000)", "   100")]
    [InlineData("SAFE.FORMAT('%d', 'x')", "NULL")]
    [InlineData("CAST(12 AS STRING FORMAT '999'), CAST(-12 AS STRING FORMAT 'S9999'), CAST(-12 AS STRING FORMAT '9999S')", "  12|  -12|  12-")]
    [InlineData("CAST(-12345.678 AS STRING FORMAT '$999,999.999'), CAST(1234567.89 AS STRING FORMAT '$999,999.999')", " -$12,345.678| $###,###.###")]
    [InlineData("CAST(NUMERIC '123.58' AS STRING FORMAT '999D999'), CAST(12 AS STRING FORMAT '000.000')", " 123.580| 012.000")]
    [InlineData("CAST(43981 AS STRING FORMAT '0X0x'), CAST(43981 AS STRING FORMAT '0000000X')", " ABcd| 0000ABCD")]
    [InlineData("CAST(-12 AS STRING FORMAT '9999PR'), CAST(12 AS STRING FORMAT '9999MI'), CAST(-12 AS STRING FORMAT 'C999')", "  <12>|  12 | -USD12")]
    [InlineData("CAST(20 AS STRING FORMAT '9.99EEEE'), CAST(299792458 AS STRING FORMAT 'S9.999EEEE')", " 2.00E+01|+2.998E+08")]
    [InlineData("CAST(12.5 AS STRING FORMAT '999999.000FM'), CAST(2021 AS STRING FORMAT 'RN'), CAST(23.5 AS STRING FORMAT 'S000V00')", "12.5|          MMXXI|+02350")]
    [InlineData("CAST(0.23 AS STRING FORMAT 'B99.999S'), CAST(1.23 AS STRING FORMAT 'B99.999S')", "       | 1.230+")]
    [InlineData("CAST(CAST('inf' AS FLOAT64) AS STRING FORMAT '9999.9'), CAST(CAST('-inf' AS FLOAT64) AS STRING FORMAT '9')", "  INF  |-#")]
    [InlineData("CAST(DATE '2018-01-30' AS STRING FORMAT 'YYYY-MON-DD Day YYY \"wk\" D')", "2018-JAN-30 Tuesday 018 wk 3")]
    [InlineData("CAST(TIMESTAMP '2008-12-25 00:00:00+00' AS STRING FORMAT 'YYYY-MM-DD HH24:MI:SS TZH:TZM' AT TIME ZONE 'Asia/Kolkata')", "2008-12-25 05:30:00 +05:30")]
    [InlineData("CAST(TIME '21:30:25.16' AS STRING FORMAT 'HH12:MI:SS.FF3 A.M. SSSSS')", "09:30:25.160 P.M. 77425")]
    [InlineData("CAST('03:30 P.M.' AS TIME FORMAT 'HH:MI A.M.'), CAST('03723' AS TIME FORMAT 'SSSSS')", "15:30:00|01:02:03")]
    [InlineData("CAST('18-12-03' AS DATE FORMAT 'RR-MM-DD'), CAST('MAY 03, 2018' AS DATE FORMAT 'MON DD, YYYY'), CAST('20181203' AS DATE FORMAT 'YYYYMMDD')", "2018-12-03|2018-05-03|2018-12-03")]
    [InlineData("CAST('18' AS DATE FORMAT 'YY')", "2018-05-01")]
    [InlineData("CAST('06/02/2020 17:00:53.110 +02' AS TIMESTAMP FORMAT 'MM/DD/YYYY HH24:MI:SS.FF3 TZH')", "2020-06-02 15:00:53.11+00")]
    [InlineData("CAST('x' AS DATE FORMAT 'YYYY') IS NULL OR SAFE_CAST('x' AS DATE FORMAT 'YYYY') IS NULL", "")]
    [InlineData("CAST(b'\\x02\\x11\\x3b' AS STRING FORMAT 'BASE8'), CAST('00410473' AS BYTES FORMAT 'BASE8') = b'\\x02\\x11\\x3b', CAST(b'\\x05' AS STRING FORMAT 'BASE2')", "00410473|true|00000101")]
    public void Value(string expression, string value)
    {
        if (value.Length == 0) Assert.StartsWith("Failed to parse input timestamp string", _bench.Error($"SELECT {expression}"), StringComparison.Ordinal);
        else Assert.Equal(value, _bench.Run($"SELECT {expression}"));
    }

    [Theory]
    [InlineData("FORMAT('%d', 'ab')", "Invalid type for argument 2 to FORMAT; Expected integer; Got STRING")]
    [InlineData("FORMAT('%s', 1)", "Invalid type for argument 2 to FORMAT; Expected STRING; Got INT64")]
    [InlineData("FORMAT('%f', 1)", "Invalid type for argument 2 to FORMAT; Expected FLOAT64; Got INT64")]
    [InlineData("FORMAT('%d%d', 1)", "Too few arguments to FORMAT for pattern \"%d%d\"; Expected 3; Got 2")]
    [InlineData("FORMAT('%d', 1, 2)", "Too many arguments to FORMAT for pattern \"%d\"; Expected 2; Got 3")]
    [InlineData("FORMAT('%')", "Invalid FORMAT string: \"%\"")]
    [InlineData("FORMAT('%Z', 1)", "Invalid format specifier character \"Z\" in FORMAT string: \"%Z\"")]
    [InlineData("CAST(1 AS STRING FORMAT '9Q')", "Error in format string: Invalid format element 'Q'")]
    [InlineData("CAST(1 AS STRING FORMAT '9.9.9')", "Error in format string: There can be at most one of '.', 'D', or 'V'")]
    [InlineData("CAST(1 AS STRING FORMAT 'FM')", "Error in format string: Format string must contain at least one of 'X', '0' or '9'")]
    [InlineData("CAST(DATE '2024-01-02' AS STRING FORMAT 'HH24')", "DATE does not support 'HH24'")]
    [InlineData("CAST(DATE '2024-01-02' AS STRING FORMAT 'YYYY?')", "Cannot find matched format element at 4")]
    [InlineData("CAST('10' AS TIME FORMAT 'HH')", "Format element in category MERIDIAN_INDICATOR is required when format element 'HH' exists")]
    [InlineData("CAST('10' AS DATE FORMAT 'HH24')", "Format element in category HOUR ('HH24') is not allowed for output type DATE")]
    [InlineData("CAST('2024' AS DATE FORMAT 'YYYY-MM')", "Entire timestamp string has been parsed before dealing with format element '-'")]
    [InlineData("CAST(TRUE AS STRING FORMAT 'x')", "FORMAT is not allowed for cast from BOOL to STRING at [1:35]")]
    public void Failure(string expression, string message) => Assert.Equal(message, _bench.Error($"SELECT {expression}"));
}
