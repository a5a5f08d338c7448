namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Numbers from text and to text, in JSON too; the expected values are those of the GoogleSQL reference evaluator.</summary>
public sealed class NumberTextTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("INT64", "0x8000000000000000", "NULL")]
    [InlineData("INT64", "-0x8000000000000000", "-9223372036854775808")]
    [InlineData("INT64", "+0x00000000000000000001", "1")]
    [InlineData("INT64", "0x", "NULL")]
    [InlineData("INT64", "-+5", "NULL")]
    [InlineData("INT64", " 7\\n", "7")]
    [InlineData("INT64", "\\u00a07", "NULL")]
    [InlineData("FLOAT64", "0x1.8p3", "12.0")]
    [InlineData("FLOAT64", "-0x.8", "-0.5")]
    [InlineData("FLOAT64", "0x", "NULL")]
    [InlineData("FLOAT64", "0x1fffffffffffff80000000000000001", "2.658455991569832e+36")]
    [InlineData("FLOAT64", "-1e400", "-inf")]
    [InlineData("FLOAT64", "1e", "NULL")]
    [InlineData("NUMERIC", " 5.5\\n", "5.500000000")]
    [InlineData("NUMERIC", "\\u00a05.5", "NULL")]
    [InlineData("BOOL", "TRUE", "true")]
    [InlineData("BOOL", " true", "NULL")]
    public void Text_is_cast(string type, string text, string value) => Assert.Equal(value, _bench.Run($"SELECT SAFE_CAST('{text}' AS {type})"));

    [Theory]
    [InlineData("2 / 3", "0.66666666666666663")]
    [InlineData("9.223372036854775807e18", "9.2233720368547758e+18")]
    [InlineData("1e15", "1e+15")]
    [InlineData("123456789012345.0", "123456789012345")]
    [InlineData("12345678901234567.0", "12345678901234568")]
    [InlineData("1e23", "1e+23")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("5e-324", "4.94065645841247e-324")]
    [InlineData("CEIL(-0.5)", "0")]
    [InlineData("1e400", "inf")]
    public void Float_is_cast_to_text(string number, string text) => Assert.Equal($"{text}|{(text == "inf" ? "\"Infinity\"" : text)}", _bench.Run($"SELECT CAST({number} AS STRING), TO_JSON_STRING({number})"));

    [Fact]
    public void Quotient_overflows() => Assert.Equal("double overflow: 1e+308 / 0.5", _bench.Error("SELECT IF(TRUE, 1e308, NULL) / IF(TRUE, 0.5, NULL)"));

    [Theory]
    [InlineData("TO_JSON([1.0, 2.5, 1e15, 1e-5, 2 / 3])", "[1.0,2.5,1e+15,1e-05,0.6666666666666666]")]
    [InlineData("JSON_OBJECT('a', 1.0), JSON_ARRAY(1e14), TO_JSON(CEIL(-0.5)), JSON '-0.0'", "{\"a\":1.0}|[100000000000000.0]|0.0|-0.0")]
    [InlineData("LAX_STRING(JSON '18446744073709551615'), LAX_STRING(JSON '9.2233720368547758e+18'), LAX_STRING(JSON '1.0')", "18446744073709551615|9.2233720368547758e+18|1")]
    [InlineData("TO_JSON_STRING(NUMERIC '123.5'), TO_JSON_STRING(NUMERIC '123'), TO_JSON_STRING([NUMERIC '9007199254740993'])", "\"123.5\"|123|[\"9007199254740993\"]")]
    [InlineData("CAST(4503599627370497.5 AS NUMERIC), SAFE_CAST(-9.223372036854775807e18 AS NUMERIC), CAST(0.1 AS BIGNUMERIC) = BIGNUMERIC '0.1'", "4503599627370497.500000000|-9223372036854775807.000000000|true")]
    [InlineData("TRUNC(123456789.125, 17), ROUND(123456789.125, 2), ROUND(2.5, 300)", "123456789.125|123456789.13|2.5")]
    [InlineData("FORMAT('%#o %#x', 0, 0), IS_NAN(LOG(0.0, CAST('-inf' AS FLOAT64)))", "00 0|true")]
    [InlineData("CAST(NULL AS FLOAT64) < CAST('nan' AS FLOAT64), CAST('nan' AS FLOAT64) = CAST(NULL AS FLOAT64), IF(TRUE, CAST('nan' AS FLOAT64), 0) != IF(TRUE, CAST(NULL AS FLOAT64), 0), IF(TRUE, CAST('nan' AS FLOAT64), 0) IN (1.5, NULL)", "NULL|NULL|NULL|NULL")]
    [InlineData("FORMAT('%T %t', CEIL(-0.5), 1e16), FORMAT('%T', [1.0]), FORMAT('%f %g %e', CEIL(-0.5), 1e-7, 1e23)", "-0.0 1e+16|[1.0]|0.000000 1e-07 1.000000e+23")]
    public void Number_is_written(string expression, string text) => Assert.Equal(text, _bench.Run($"SELECT {expression}"));
}
