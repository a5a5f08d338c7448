using System.Text;

namespace ErosDeploy.GoogleSql.Lexing;

/// <summary>Quoted text, white space and comments, punctuation.</summary>
sealed partial class Lexer
{
    static readonly string[] Symbols =
    [
        "<<", "<=", "<>", ">=", "!=", "||", "|>", "=>", "->", "@@", "+=", "-=",
        "(", ")", "[", "]", "{", "}", ",", ";", ".", "+", "-", "*", "/", "%", "=", "<", ">", "|", "&", "^", "~", "@", "?", ":", "!", "$",
    ];

    static readonly string[]?[] SymbolsByFirst = Enumerable.Range(0, 128)
        .Select(c => Symbols.Where(s => s[0] == c).ToArray() is { Length: > 0 } found ? found : null).ToArray();

    bool Symbol()
    {
        var c = _text[_at];
        foreach (var symbol in c < 128 ? SymbolsByFirst[c] ?? [] : [])
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0) continue;
            var start = _at;
            _at += symbol.Length;
            return Add(TokenKind.Symbol, start, symbol);
        }
        return Fail(_at, $"Illegal input character \"{Escaped(c)}\"");
    }

    /// <summary>As the service shows it: the first byte of the UTF-8 form.</summary>
    static string Escaped(char c) => c switch
    {
        '\\' => "\\\\",
        > ' ' and < (char)127 => c.ToString(),
        _ => "\\" + Convert.ToString(char.IsSurrogate(c) ? 0xf0 : Encoding.UTF8.GetBytes([c])[0], 8).PadLeft(3, '0'),
    };

    bool QuotedName()
    {
        var start = _at++;
        for (; _at < _text.Length && _text[_at] != '\n'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] != '\n') _at++;
            else if (_text[_at] == '`') return CloseQuotedName(start);
        }
        return Fail(start, "Unclosed identifier literal");
    }

    bool CloseQuotedName(int start)
    {
        _at++;
        return _at - start > 2 ? Add(TokenKind.QuotedIdentifier, start) : Fail(start, "Invalid empty identifier");
    }

    bool QuotedText(int start, int quoteAt, bool isRaw, bool isBytes)
    {
        var quote = _text[quoteAt];
        var isTriple = quoteAt + 2 < _text.Length && _text[quoteAt + 1] == quote && _text[quoteAt + 2] == quote;
        _at = quoteAt + (isTriple ? 3 : 1);
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == quote && (!isTriple || Peek(1) == quote && Peek(2) == quote))
            {
                _at += isTriple ? 3 : 1;
                return Add(isBytes ? TokenKind.Bytes : TokenKind.String, start, isRaw ? "r" : null);
            }
            if (!isTriple && (c is '\n' or '\r')) break;
            _at += c == '\\' && (isTriple || Peek(1) is not ('\n' or '\r')) ? 2 : 1;
        }
        return Fail(start, Unclosed(isTriple, isRaw, isBytes));
    }

    static string Unclosed(bool isTriple, bool isRaw, bool isBytes) =>
        $"Unclosed {(isTriple ? "triple-quoted " : "")}{(isRaw ? "raw " : "")}{(isBytes ? "bytes" : "string")} literal";

    /// <summary>False at the end of the text and after an unclosed comment.</summary>
    bool SkipBlanks()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsWhiteSpace(c)) _at++;
            else if (c == '#' || c == '-' && Peek(1) == '-') SkipLine();
            else if (c == '/' && Peek(1) == '*')
            {
                if (!SkipBlockComment()) return false;
            }
            else if (c == '\ufeff' && _at == 0) _at++;
            else return true;
        }
        return false;
    }

    void SkipLine()
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r')) _at++;
    }

    bool SkipBlockComment()
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0) return Fail(_at, "Unclosed comment");
        _at = end + 2;
        return true;
    }
}
