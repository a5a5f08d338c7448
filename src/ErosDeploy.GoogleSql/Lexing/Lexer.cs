namespace ErosDeploy.GoogleSql.Lexing;

/// <summary>
/// Cuts text into tokens in one pass. Two tokens that the grammar has are left to the parser, because they depend on the place:
/// `>>` (two adjacent `>`) and dashed project names.
/// </summary>
sealed partial class Lexer
{
    readonly string _text;
    readonly List<Token> _tokens;
    int _at;

    Lexer(string text)
    {
        _text = text;
        _tokens = new List<Token>(text.Length / 5 + 2);
    }

    /// <summary>All tokens, the last of kind End; an Error token comes just before it where the text stops being tokens.</summary>
    public static Token[] Tokenize(string text) => new Lexer(text).Run();

    Token[] Run()
    {
        while (SkipBlanks() && Next()) { }
        _tokens.Add(new Token(TokenKind.End, _text.Length, _text.Length));
        return [.. _tokens];
    }

    bool Next()
    {
        var c = _text[_at];
        if (IsLetter(c)) return NameOrPrefixedString(c);
        if (IsDigit(c)) return AfterDot() ? Name() : Number();
        return c switch
        {
            '\'' or '"' => QuotedText(_at, _at, isRaw: false, isBytes: false),
            '`' => QuotedName(),
            '.' when IsDigit(Peek(1)) && !AfterOperand() => Number(),
            _ => Symbol(),
        };
    }

    bool NameOrPrefixedString(char c)
    {
        var prefix = StringPrefixLength();
        if (prefix == 0) return Name();
        var text = _text.AsSpan(_at, prefix);
        return QuotedText(_at, _at + prefix, text.ContainsAny('r', 'R'), text.ContainsAny('b', 'B'));
    }

    /// <summary>r, b, rb, br before a quote.</summary>
    int StringPrefixLength()
    {
        if (!IsStringPrefix(_text[_at])) return 0;
        if (Peek(1) is '\'' or '"') return 1;
        var isPair = IsStringPrefix(Peek(1)) && char.ToLowerInvariant(Peek(1)) != char.ToLowerInvariant(_text[_at]);
        return isPair && (Peek(2) is '\'' or '"') ? 2 : 0;
    }

    static bool IsStringPrefix(char c) => c is 'r' or 'R' or 'b' or 'B';

    bool Name()
    {
        var start = _at;
        while (_at < _text.Length && IsNamePart(_text[_at])) _at++;
        var reserved = AfterDot() ? null : Keywords.ReservedWord(_text.AsSpan(start, _at - start));
        return Add(reserved is null ? TokenKind.Identifier : TokenKind.Keyword, start, reserved);
    }

    bool Number()
    {
        var start = _at;
        if (_text[_at] == '0' && (Peek(1) is 'x' or 'X') && IsHexDigit(Peek(2))) return HexNumber(start);
        var isFloat = false;
        SkipDigits();
        if (Peek(0) == '.')
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }
        if (ExponentLength() is > 0 and var length)
        {
            isFloat = true;
            _at += length;
            SkipDigits();
        }
        return Add(isFloat ? TokenKind.Float : TokenKind.Integer, start);
    }

    bool HexNumber(int start)
    {
        _at += 2;
        while (IsHexDigit(Peek(0))) _at++;
        return Add(TokenKind.Integer, start);
    }

    int ExponentLength()
    {
        if (Peek(0) is not ('e' or 'E')) return 0;
        if (IsDigit(Peek(1))) return 1;
        return (Peek(1) is '+' or '-') && IsDigit(Peek(2)) ? 2 : 0;
    }

    void SkipDigits()
    {
        while (IsDigit(Peek(0))) _at++;
    }

    /// <summary>A name may start with a digit after the dot of a path.</summary>
    bool AfterDot() => _tokens.Count > 1 && _tokens[^1] is { Kind: TokenKind.Symbol, Word: "." } && IsOperandEnd(_tokens[^2]);

    bool AfterOperand() => _tokens.Count > 0 && IsOperandEnd(_tokens[^1]);

    static bool IsOperandEnd(Token token) =>
        token.IsName || token is { Kind: TokenKind.Symbol, Word: ")" or "]" or "?" } || token is { Kind: TokenKind.Keyword, Word: "IF" or "LEFT" or "RIGHT" or "HASH" };

    bool Add(TokenKind kind, int start, string? word = null)
    {
        _tokens.Add(new Token(kind, start, _at, word));
        return true;
    }

    bool Fail(int at, string message)
    {
        _tokens.Add(new Token(TokenKind.Error, at, _text.Length, message));
        return false;
    }

    char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    static bool IsDigit(char c) => char.IsAsciiDigit(c);

    static bool IsHexDigit(char c) => char.IsAsciiHexDigit(c);

    static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
