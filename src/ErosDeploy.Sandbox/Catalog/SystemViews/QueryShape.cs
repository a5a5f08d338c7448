using System.Text;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>A query without comments, with white space as single blanks and literals as ?: what queries that differ in values alone share.</summary>
internal static class QueryShape
{
    public static string Of(string query)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < query.Length;) i = Step(query, i, shape);
        return shape.ToString().Trim();
    }

    static int Step(string text, int at, StringBuilder shape)
    {
        var c = text[at];
        if (char.IsWhiteSpace(c)) return Blank(shape, at + 1);
        if (c == '#' || text.AsSpan(at).StartsWith("--", StringComparison.Ordinal)) return Blank(shape, After(text, at, "\n"));
        if (text.AsSpan(at).StartsWith("/*", StringComparison.Ordinal)) return Blank(shape, After(text, at + 2, "*/"));
        if (c is '\'' or '"') return Literal(shape, EndOfString(text, at));
        if (char.IsAsciiDigit(c) && !EndsInName(shape)) return Literal(shape, EndOfNumber(text, at));
        shape.Append(char.ToUpperInvariant(c));
        return at + 1;
    }

    static int Blank(StringBuilder shape, int next)
    {
        if (shape.Length > 0 && shape[^1] != ' ') shape.Append(' ');
        return next;
    }

    static int Literal(StringBuilder shape, int next)
    {
        shape.Append('?');
        return next;
    }

    static int After(string text, int at, string end) => text.IndexOf(end, at, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : text.Length;

    static int EndOfString(string text, int at)
    {
        var quote = text[at];
        var triple = at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote;
        if (triple) return After(text, at + 3, new string(quote, 3));
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote) return i + 1;
        }
        return text.Length;
    }

    static int EndOfNumber(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.')) at++;
        return at;
    }

    static bool EndsInName(StringBuilder shape) => shape.Length > 0 && (char.IsAsciiLetterOrDigit(shape[^1]) || shape[^1] is '_' or '@' or '$');
}
