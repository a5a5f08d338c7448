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
}
