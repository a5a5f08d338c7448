namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Errors where the service differs from the reference parser, and positions by line and column.</summary>
public sealed class OwnErrorTests
{
    [Theory]
    [InlineData("SELCT 1", "Syntax error: Unexpected identifier \"SELCT\" at [1:1]")]
    [InlineData("SELECT 1;;", "Syntax error: Unexpected \";\" at [1:10]")]
    [InlineData("UPDATE t SET a = 1", "UPDATE must have a WHERE clause at [1:1]")]
    [InlineData("SELECT 1;\n  DELETE FROM t;", "DELETE must have a WHERE clause at [2:3]")]
    [InlineData("SELECT 1 UNION ALL SELECT 2 UNION DISTINCT SELECT 3", "Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping at [1:29]")]
    [InlineData("CREATE TABLE t (a INT64) PARTITION BY a, b", "Only a single PARTITION BY expression is supported but found 2 at [1:39]")]
    [InlineData("SELECT * FROM [p:d.t]", "Syntax error: Unexpected \"[\" at [1:15]. If this is a table identifier, escape the name with `, e.g. `table.name` rather than [table.name].")]
    [InlineData("CREATE EXTERNAL TABLE d.t", "Syntax error: Expected keyword OPTIONS at [1:26]")]
    [InlineData("CREATE MODEL m TRANSFORM(a OPTIONS(x=1) AS SELECT 1", "Syntax error: Expected \")\" but got end of script at [1:52]")]
    [InlineData("SELECT é", "Syntax error: Illegal input character \"\\303\" at [1:8]")]
    [InlineData("SELECT \u0001", "Syntax error: Illegal input character \"\\001\" at [1:8]")]
    [InlineData("CREATE FUNCTION f() AS (SELECT 1)", "The body of each CREATE FUNCTION statement is an expression, not a query; to use a query as an expression, the query must be wrapped with additional parentheses to make it a scalar subquery expression at [1:25]")]
    [InlineData("SELECT 'x\\q'", "Syntax error: Illegal escape sequence: \\q at [1:10]")]
    public void Messages_end_with_line_and_column(string sql, string message)
    {
        var error = Assert.Throws<SqlSyntaxException>(() => Parser.ParseScript(sql));
        Assert.Equal(message, error.MessageWithPosition);
    }

    [Theory]
    [InlineData("SELECT\n\t)", 2, 9)]
    [InlineData("SELECT\n a\t)", 2, 9)]
    [InlineData("SELECT\r\n  )", 2, 3)]
    [InlineData("SELECT\r)", 2, 1)]
    [InlineData("SELECT '😀', )x", 1, 13)]
    public void Columns_count_characters_and_tab_stops(string sql, int line, int column)
    {
        var error = Assert.Throws<SqlSyntaxException>(() => Parser.ParseScript(sql));
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("1 2", "Syntax error: Expected end of input but got integer literal \"2\" at [1:3]")]
    [InlineData("", "Syntax error: Unexpected end of script at [1:1]")]
    public void An_expression_must_be_the_whole_text(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SqlSyntaxException>(() => Parser.ParseExpression(text)).MessageWithPosition);
}
