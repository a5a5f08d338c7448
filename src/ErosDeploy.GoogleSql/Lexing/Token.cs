namespace ErosDeploy.GoogleSql.Lexing;

enum TokenKind
{
    /// <summary>An unquoted name that is not reserved; it may still be a keyword by its place.</summary>
    Identifier,
    QuotedIdentifier,
    /// <summary>A reserved word; <see cref="Token.Word"/> is its upper case.</summary>
    Keyword,
    /// <summary>Punctuation; <see cref="Token.Word"/> is its text.</summary>
    Symbol,
    Integer,
    Float,
    String,
    Bytes,
    End,
    /// <summary>Text that is no token; <see cref="Token.Word"/> is the message. Nothing follows but the end.</summary>
    Error,
}

readonly record struct Token(TokenKind Kind, int Start, int End, string? Word = null)
{
    public int Length => End - Start;

    public bool IsName => Kind is TokenKind.Identifier or TokenKind.QuotedIdentifier;

    public bool Is(string word, string text) => Kind switch
    {
        TokenKind.Keyword or TokenKind.Symbol => Word == word,
        TokenKind.Identifier => Length == word.Length && text.AsSpan(Start, Length).Equals(word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
