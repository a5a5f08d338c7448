namespace ErosDeploy.GoogleSql.Parsing;

static class SyntaxError
{
    internal static SqlSyntaxException At(string text, int position, string message, string advice = "")
    {
        return At(new SourceText(text), position, message, advice);
    }

    internal static SqlSyntaxException At(SourceText source, int position, string message, string advice = "")
    {
        var (line, column) = source.PositionOf(position);
        return new SqlSyntaxException(message, position, line, column, advice);
    }
}
