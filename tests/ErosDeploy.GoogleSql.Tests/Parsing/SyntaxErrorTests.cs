namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Messages and offsets as the GoogleSQL reference parser gives them for the same text.</summary>
public sealed class SyntaxErrorTests
{
    [Theory]
    public void Expressions_and_literals(string sql, int position, string message) => AssertRefused(sql, position, message);

    [Theory]
    public void Queries(string sql, int position, string message) => AssertRefused(sql, position, message);

    [Theory]
    public void Statements(string sql, int position, string message) => AssertRefused(sql, position, message);

    static void AssertRefused(string sql, int position, string message)
    {
        var error = Assert.Throws<SqlSyntaxException>(() => Parser.ParseScript(sql));
        Assert.Equal((message, position), (error.Message, error.Position));
    }
}
