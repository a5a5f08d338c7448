using ErosDeploy.GoogleSql.Lexing;

namespace ErosDeploy.GoogleSql;

/// <summary>The words of a statement that may name something.</summary>
public static class NameWords
{
    /// <summary>Every part of every name, quoted or not; strings and comments give none. Among them are aliases and columns: who looks for objects looks up each.</summary>
    public static IReadOnlySet<string> Of(string sql)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in Lexer.Tokenize(sql))
        {
            if (token.Kind == TokenKind.Identifier)
                words.Add(sql[token.Start..token.End]);
            else if (token.Kind == TokenKind.QuotedIdentifier)
                words.UnionWith(sql[(token.Start + 1)..(token.End - 1)].Split('.'));
        }
        return words;
    }

    /// <summary>Whether a string says a name, as text that is run as a statement may: as a word of its own.</summary>
    public static bool IsSaidInString(string sql, string name) =>
        Lexer.Tokenize(sql).Where(t => t.Kind == TokenKind.String).Any(t => Says(sql.AsSpan(t.Start, t.Length), name));

    static bool Says(ReadOnlySpan<char> text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; text = text[(at + 1)..], at = text.IndexOf(name, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsWord(text[at - 1])) && (at + name.Length == text.Length || !IsWord(text[at + name.Length])))
                return true;
        }
        return false;
    }

    static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
