namespace ErosDeploy.GoogleSql;

/// <summary>Cuts a script into its top-level statements without cutting blocks, procedure bodies, strings or comments in half.</summary>
public static class ScriptSplitter
{
    /// <summary>
    /// Pieces whose concatenation is the text: each holds one statement with the white space and comments before it and its semicolon; a last piece
    /// may hold only white space and comments. Throws <see cref="SqlSyntaxException"/> only for text that cannot be cut into tokens.
    /// </summary>
    public static IReadOnlyList<string> Split(string text) => throw new NotImplementedException();
}
