namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Names, literals and parameters.</summary>
public sealed class LiteralTests
{
    [Theory]
    [InlineData("a.b.c", "a.b.c")]
    [InlineData("a.select", "a.select")]
    [InlineData("`a b`.`c.d`", "`a b`.`c.d`")]
    [InlineData("a.2020", "a.2020")]
    [InlineData("123", "123")]
    [InlineData("0xFF", "0xFF")]
    [InlineData("1.5", "1.5")]
    [InlineData(".5", ".5")]
    [InlineData("1.", "1.")]
    [InlineData("1e10", "1e10")]
    [InlineData("1.e-5", "1.e-5")]
    public void Names_and_numbers_are_read_as_written(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("""'a\nb\x41\101\u00e9\U0001F600\\\''""", "'a\nbAAé😀\\''")]
    [InlineData(@"""dou'ble""", "'dou'ble'")]
    [InlineData("'''tri'ple'''", "'tri'ple'")]
    [InlineData(@"""""""a""b""""""", """'a"b'""")]
    [InlineData("""r'\n'""", """'\n'""")]
    [InlineData(@"R""\d+""", """'\d+'""")]
    [InlineData("""b'abc\xff'""", "b'616263FF'")]
    [InlineData("""rb'\x'""", "b'5C78'")]
    [InlineData(@"bR""\x""", "b'5C78'")]
    [InlineData("b'é'", "b'C3A9'")]
    [InlineData("''", "''")]
    [InlineData("''''''", "''")]
    public void Quoted_text_is_decoded(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("NULL", "NULL")]
    [InlineData("true", "TRUE")]
    [InlineData("DATE '2020-01-01'", "(TypedLiteral Date 2020-01-01)")]
    [InlineData(@"TIMESTAMP ""2020-01-01 00:00:00+00""", "(TypedLiteral Timestamp 2020-01-01 00:00:00+00)")]
    [InlineData("DATETIME '2020-01-01T00:00:00'", "(TypedLiteral Datetime 2020-01-01T00:00:00)")]
    [InlineData("TIME '12:00:00'", "(TypedLiteral Time 12:00:00)")]
    [InlineData("NUMERIC '1.5'", "(TypedLiteral Numeric 1.5)")]
    [InlineData("DECIMAL '1.5'", "(TypedLiteral Numeric 1.5)")]
    [InlineData("BIGNUMERIC '1.5'", "(TypedLiteral BigNumeric 1.5)")]
    [InlineData("BIGDECIMAL '1.5'", "(TypedLiteral BigNumeric 1.5)")]
    [InlineData("""JSON '{"a": 1}'""", """(TypedLiteral Json {"a": 1})""")]
    [InlineData("RANGE<DATE> '[2020-01-01, UNBOUNDED)'", "(RangeLiteral (RangeType DATE) [2020-01-01, UNBOUNDED))")]
    [InlineData("date", "date")]
    [InlineData("INTERVAL 5 DAY", "(IntervalExpression 5 DAY)")]
    [InlineData("INTERVAL -x + 1 HOUR", "(IntervalExpression (BinaryExpression Add (UnaryExpression Minus x) 1) HOUR)")]
    [InlineData("INTERVAL '1-2' YEAR TO MONTH", "(IntervalExpression '1-2' YEAR MONTH)")]
    [InlineData(
        "TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 7 DAY)",
        "(FunctionCall TIMESTAMP_SUB [(FunctionCall CURRENT_TIMESTAMP) (IntervalExpression 7 DAY)])")]
    public void Typed_literals_keep_kind_and_text(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("@p", "(NamedParameter p)")]
    [InlineData("@select", "(NamedParameter select)")]
    [InlineData("? + ?", "(BinaryExpression Add (PositionalParameter 1) (PositionalParameter 2))")]
    [InlineData("@@error.message", "(SystemVariable [error message])")]
    [InlineData("@@query_label", "(SystemVariable [query_label])")]
    public void Parameters_and_system_variables(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));
}
