using System.Globalization;
using System.Text;

namespace ErosDeploy.GoogleSql.Lexing;

/// <summary>The value of quoted text. Positions in errors are offsets into the whole text.</summary>
static class Unescaper
{
    internal delegate Exception Failure(int position, string message);

    /// <summary>The value of a string token, `token` being its text with prefix and quotes.</summary>
    public static string String(string text, Token token, Failure fail)
    {
        var (start, end) = Inner(text, token);
        if (token.Word == "r" || text.AsSpan(start, end - start).IndexOfAny('\\', '\r') < 0) return Lines(text[start..end]);
        var value = new StringBuilder(end - start);
        for (var at = start; at < end;)
        {
            if (text[at] == '\\') at = Escape(text, at, end, fail, isBytes: false, value, null);
            else at = Plain(text, at, value);
        }
        return value.ToString();
    }

    public static byte[] Bytes(string text, Token token, Failure fail)
    {
        var (start, end) = Inner(text, token);
        if (token.Word == "r") return Encoding.UTF8.GetBytes(Lines(text[start..end]));
        var bytes = new List<byte>(end - start);
        var plain = new StringBuilder();
        for (var at = start; at < end;)
        {
            if (text[at] != '\\')
            {
                at = Plain(text, at, plain);
                continue;
            }
            Flush(plain, bytes);
            at = Escape(text, at, end, fail, isBytes: true, plain, bytes);
        }
        Flush(plain, bytes);
        return [.. bytes];
    }

    /// <summary>The name between back-ticks.</summary>
    public static string Name(string text, Token token, Failure fail)
    {
        var inner = text.AsSpan(token.Start + 1, token.Length - 2);
        if (!inner.Contains('\\')) return inner.ToString();
        var value = new StringBuilder(inner.Length);
        for (var at = token.Start + 1; at < token.End - 1;)
        {
            if (text[at] == '\\') at = Escape(text, at, token.End - 1, fail, isBytes: false, value, null);
            else value.Append(text[at++]);
        }
        return value.ToString();
    }

    static (int Start, int End) Inner(string text, Token token)
    {
        var quoteAt = token.Start;
        while (text[quoteAt] is not ('\'' or '"')) quoteAt++;
        var isTriple = token.End - quoteAt >= 6 && text[quoteAt + 1] == text[quoteAt] && text[quoteAt + 2] == text[quoteAt];
        var quotes = isTriple ? 3 : 1;
        return (quoteAt + quotes, token.End - quotes);
    }

    /// <summary>A line break inside a literal is one \n, whatever the file's line ends.</summary>
    static string Lines(string value) => value.Contains('\r') ? value.Replace("\r\n", "\n").Replace('\r', '\n') : value;

    static int Plain(string text, int at, StringBuilder value)
    {
        var isCarriageReturn = text[at] == '\r';
        value.Append(isCarriageReturn ? '\n' : text[at]);
        return at + (isCarriageReturn && text[at + 1] == '\n' ? 2 : 1);
    }

    static int Escape(string text, int at, int end, Failure fail, bool isBytes, StringBuilder value, List<byte>? bytes)
    {
        var c = text[at + 1];
        switch (c)
        {
            case 'x' or 'X':
                return Number(at, 2, 2, 16);
            case >= '0' and <= '3':
                return Number(at, 1, 3, 8);
            case 'u' or 'U' when !isBytes:
                return Number(at, 2, c == 'u' ? 4 : 8, 16);
            default:
                if (Simple(c) is not { } plain) throw fail(at, Illegal(c));
                value.Append(plain);
                return at + 2;
        }

        int Number(int escapeAt, int skip, int digits, int radix)
        {
            var code = Digits(text, escapeAt + skip, digits, radix, end);
            if (code < 0) throw fail(escapeAt, Malformed(text, escapeAt, digits, radix, end));
            if (isBytes) bytes!.Add((byte)code);
            else value.Append(Character(code) ?? throw fail(escapeAt, $"Illegal escape sequence: Unicode value {text[escapeAt..(escapeAt + skip + digits)]} is invalid"));
            return escapeAt + skip + digits;
        }
    }

    static string Illegal(char c) => c is 'u' or 'U'
        ? $"Illegal escape sequence: Unicode escape sequence \\{c} cannot be used in bytes literals"
        : $"Illegal escape sequence: \\{c}";

    static char? Simple(char c) => c switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' or '?' or '"' or '\'' or '`' => c,
        _ => null,
    };

    static string Malformed(string text, int at, int digits, int radix, int end)
    {
        var seen = text[at..Math.Min(at + digits + (radix == 8 ? 1 : 2), end)];
        return radix == 8
            ? $"Illegal escape sequence: Octal escape must be followed by 3 octal digits but saw: {seen}"
            : $"Illegal escape sequence: {(digits == 2 ? "Hex escape" : "\\" + text[at + 1])} must be followed by {digits} hex digits but saw: {seen}";
    }

    static long Digits(string text, int at, int count, int radix, int end)
    {
        long code = 0;
        for (var i = at; i < at + count; i++)
        {
            if (i >= end || DigitOf(text[i]) is var digit && digit >= radix) return -1;
            code = code * radix + digit;
        }
        return code;
    }

    static int DigitOf(char c) => char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(CultureInfo.InvariantCulture), 16) : int.MaxValue;

    static string? Character(long code) =>
        code is >= 0 and <= 0x10ffff and not (>= 0xd800 and <= 0xdfff) ? char.ConvertFromUtf32((int)code) : null;

    static void Flush(StringBuilder plain, List<byte> bytes)
    {
        bytes.AddRange(Encoding.UTF8.GetBytes(plain.ToString()));
        plain.Clear();
    }
}
