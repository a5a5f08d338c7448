namespace ErosDeploy.GoogleSql.Parsing;

static class SyntaxError
{
    internal static SqlSyntaxException At(string text, int position, string message, string advice = "")
    {
        var (line, column) = new SourceText(text).PositionOf(position);
        return new SqlSyntaxException(message, position, line, column, advice);
    }
}
