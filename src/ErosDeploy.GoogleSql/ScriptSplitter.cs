using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Parsing;

namespace ErosDeploy.GoogleSql;

/// <summary>Cuts a script into its top-level statements without cutting blocks, procedure bodies, strings or comments in half.</summary>
public static class ScriptSplitter
{
    /// <summary>
    /// Pieces whose concatenation is the text: each holds one statement with the white space and comments before it and its semicolon; a last piece
    /// may hold only white space and comments. It needs no valid statements, only balanced blocks, and throws <see cref="SqlSyntaxException"/> only
    /// for text that cannot be cut into tokens.
    /// </summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var tokens = Lexer.Tokenize(text);
        if (tokens is [.., { Kind: TokenKind.Error } error, _]) throw SyntaxError.At(text, error.Start, "Syntax error: " + error.Word);
        var pieces = new List<string>();
        var start = 0;
        foreach (var end in new StatementEnds(text, tokens).Find())
        {
            pieces.Add(text[start..end]);
            start = end;
        }
        if (start < text.Length) pieces.Add(text[start..]);
        return pieces;
    }
}
