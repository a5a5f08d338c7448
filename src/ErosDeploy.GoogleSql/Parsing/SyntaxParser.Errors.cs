using System.Text;
using ErosDeploy.GoogleSql.Lexing;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Errors in the service's words.</summary>
sealed partial class SyntaxParser
{
    SqlSyntaxException Unexpected() => Fail(ErrorPosition, $"Unexpected {Description(Current)}");

    /// <summary>For a place where only a few tokens may follow; symbols come before keywords, as the service lists them.</summary>
    SqlSyntaxException Expected(params ReadOnlySpan<string> words)
    {
        var wanted = words.ToArray().Order(StringComparer.Ordinal).Select(Described).OrderBy(w => w[0] != '"');
        return Fail(ErrorPosition, $"Expected {string.Join(" or ", wanted)} but got {Description(Current)}");
    }

    SqlSyntaxException ExpectedEndOfInput() => Fail(ErrorPosition, $"Expected end of input but got {Description(Current)}");

    SqlSyntaxException TooDeep() => Error(Here, "Query is nested too deeply");

    /// <summary>An error of the grammar; a token that is none speaks for itself.</summary>
    SqlSyntaxException Fail(int position, string message) =>
        Error(position, "Syntax error: " + (Current.Kind == TokenKind.Error && position == Current.Start ? Current.Word : message));

    SqlSyntaxException Error(int position, string message) => SyntaxError.At(_source ?? new SourceText(_text), position, message);

    int ErrorPosition => AtEnd && _pos > 0 ? Previous.End : Here;

    static string Described(string word) => char.IsAsciiLetterLower(word[0]) ? word : char.IsAsciiLetter(word[0]) ? $"keyword {word}" : $"\"{word}\"";

    string Description(Token token)
    {
        var text = _text[token.Start..token.End];
        return token.Kind switch
        {
            TokenKind.End => "end of script",
            TokenKind.Keyword => $"keyword {token.Word}",
            TokenKind.Identifier => Keywords.IsUnreserved(text.ToUpperInvariant()) ? $"keyword {text.ToUpperInvariant()}" : $"identifier \"{text}\"",
            TokenKind.QuotedIdentifier => $"identifier {text}",
            TokenKind.Integer => $"integer literal \"{text}\"",
            TokenKind.Float => $"floating point literal \"{text}\"",
            TokenKind.String => $"string literal {Shown(text)}",
            TokenKind.Bytes => $"bytes literal {Shown(text)}",
            _ => $"\"{text}\"",
        };
    }

    /// <summary>A literal of several lines is shown on one.</summary>
    static string Shown(string literal) =>
        new StringBuilder(literal).Replace("\r\n", "\\n").Replace("\n", "\\n").Replace("\r", "\\n").ToString();
}
