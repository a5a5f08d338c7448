using System.Text;
using ErosDeploy.GoogleSql.Lexing;

namespace ErosDeploy.GoogleSql;

/// <summary>Makes a statement about objects of one dataset one about those of another in the same project.</summary>
public static class DatasetRename
{
    /// <summary>Renames the dataset in paths, quoted or not, that begin with it or with its project; strings and comments stay. A name that stands alone, as
    /// an alias, stays too. Text that cannot be cut into tokens is returned as it is.</summary>
    public static string Apply(string sql, string project, string from, string to)
    {
        var tokens = Lexer.Tokenize(sql);
        var (renamed, copied) = (new StringBuilder(sql.Length + 32), 0);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!tokens[i].IsName || Renamed(sql, tokens, i, project, from, to) is not { } text)
                continue;
            renamed.Append(sql, copied, tokens[i].Start - copied).Append(text);
            copied = tokens[i].End;
        }
        return renamed.Append(sql, copied, sql.Length - copied).ToString();
    }

    static string? Renamed(string sql, Token[] tokens, int i, string project, string from, string to)
    {
        var text = sql[tokens[i].Start..tokens[i].End];
        var isQuoted = tokens[i].Kind == TokenKind.QuotedIdentifier;
        var name = isQuoted ? text[1..^1] : text;
        var follows = IsDot(tokens, i + 1);
        var prefix = IsDot(tokens, i - 1) ? BeforeDot(sql, tokens[i - 1].Start) : null;
        if (prefix is not null && prefix != project)
            return null;
        var whole = prefix is null && name.StartsWith(project + ".", StringComparison.Ordinal) ? name[(project.Length + 1)..] : name;
        var start = name[..(name.Length - whole.Length)];
        if (whole != from && !(isQuoted && whole.StartsWith(from + ".", StringComparison.Ordinal)))
            return null;
        if (whole == from && prefix is null && start.Length == 0 && !follows)
            return null;
        var result = start + to + whole[from.Length..];
        return isQuoted ? $"`{result}`" : result;
    }

    static bool IsDot(Token[] tokens, int i) => i >= 0 && i < tokens.Length && tokens[i] is { Kind: TokenKind.Symbol, Word: "." };

    /// <summary>The first part of the path that ends before this dot, which may be a dashed project name.</summary>
    static string BeforeDot(string sql, int dot)
    {
        var start = dot;
        if (start > 0 && sql[start - 1] == '`')
        {
            var quote = sql.LastIndexOf('`', start - 2);
            return quote < 0 ? "" : sql[(quote + 1)..(start - 1)];
        }
        while (start > 0 && (char.IsAsciiLetterOrDigit(sql[start - 1]) || sql[start - 1] is '_' or '-'))
            start--;
        return sql[start..dot];
    }
}
