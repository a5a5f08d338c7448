using ErosDeploy.GoogleSql.Lexing;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Statements that BigQuery's grammar does not have; those of other databases get what to write instead.</summary>
sealed class SyntaxRule() : LintRule(Invalid, Conflict, ElseIf, Index, Returning, CastMark)
{
    static readonly LintCode Invalid = new("L101", LintSeverity.Error, "Not GoogleSQL", "Correct the statement.");
    static readonly LintCode Conflict = new("L102", LintSeverity.Error, "ON CONFLICT and its kin", "Use MERGE with WHEN MATCHED and WHEN NOT MATCHED.");
    static readonly LintCode ElseIf = new("L103", LintSeverity.Error, "ELSIF", "Write ELSEIF.");
    static readonly LintCode Index = new("L104", LintSeverity.Error, "CREATE INDEX", "Cluster or partition the table by the columns that are searched for; only SEARCH and VECTOR indexes exist.");
    static readonly LintCode Returning = new("L105", LintSeverity.Error, "RETURNING", "Read @@row_count, or select the rows in the same transaction.");
    static readonly LintCode CastMark = new("L106", LintSeverity.Error, "A cast by ::", "Write CAST(value AS type).");

    static readonly (LintCode Code, string[] Words, string What)[] Foreign =
    [
        (Conflict, ["ON", "CONFLICT"], "BigQuery has no ON CONFLICT."),
        (Conflict, ["ON", "DUPLICATE"], "BigQuery has no ON DUPLICATE KEY."),
        (ElseIf, ["ELSIF"], "BigQuery has no ELSIF."),
        (ElseIf, ["ELIF"], "BigQuery has no ELIF."),
        (Index, ["CREATE", "INDEX"], "BigQuery has no such index."),
        (Index, ["CREATE", "UNIQUE", "INDEX"], "BigQuery has no unique index."),
        (Returning, ["RETURNING"], "BigQuery has no RETURNING."),
        (CastMark, [":", ":"], "BigQuery has no cast by '::'."),
    ];

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.Broken.Select(broken => Hit(script, broken)).Concat(script.All<Syntax.Insert>().Where(i => i.Mode is not null).Select(i => Conflict.At(i.Span.Start, $"BigQuery has no INSERT OR {i.Mode}.")));

    static LintHit Hit(LintScript script, BrokenStatement broken)
    {
        foreach (var (code, words, what) in Foreign)
        {
            if (Find(script.Text, broken.Tokens, words) is { } position) return code.At(position, what);
        }
        return Invalid.At(broken.Error.Position, $"{broken.Error.Message}{broken.Error.Advice}.");
    }

    static int? Find(string text, ArraySegment<Token> tokens, string[] words)
    {
        for (var i = 0; i + words.Length <= tokens.Count; i++)
        {
            if (words.Select((word, ahead) => tokens[i + ahead].Is(word, text)).All(found => found)) return tokens[i].Start;
        }
        return null;
    }
}
