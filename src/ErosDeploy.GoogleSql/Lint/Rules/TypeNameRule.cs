using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

sealed class TypeNameRule() : LintRule(Unknown)
{
    static readonly LintCode Unknown = new("L110", LintSeverity.Error, "An unknown type", "Use a type of BigQuery: STRING, INT64, FLOAT64, NUMERIC, BOOL, BYTES, DATE, TIMESTAMP, JSON, ...");

    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "BIGDECIMAL", "BIGINT", "BIGNUMERIC", "BOOL", "BOOLEAN", "BYTEINT", "BYTES", "DATE", "DATETIME", "DECIMAL", "FLOAT64", "GEOGRAPHY", "INT", "INT64", "INTEGER",
        "INTERVAL", "JSON", "NUMERIC", "SMALLINT", "STRING", "TIME", "TIMESTAMP", "TINYINT",
    };

    static readonly Dictionary<string, string> Instead = new(StringComparer.OrdinalIgnoreCase)
    {
        ["VARCHAR"] = "STRING", ["NVARCHAR"] = "STRING", ["CHAR"] = "STRING", ["TEXT"] = "STRING", ["UUID"] = "STRING", ["DOUBLE"] = "FLOAT64", ["REAL"] = "FLOAT64", ["FLOAT"] = "FLOAT64",
        ["TIMESTAMPTZ"] = "TIMESTAMP", ["JSONB"] = "JSON", ["SERIAL"] = "INT64", ["MONEY"] = "NUMERIC", ["BLOB"] = "BYTES", ["BYTEA"] = "BYTES",
    };

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<SimpleType>().Where(t => !Known.Contains(t.Name.ToString())).Select(t => Unknown.At(t.Span.Start, Message(t.Name.ToString())));

    static string Message(string name) =>
        Instead.TryGetValue(name, out var known) ? $"BigQuery has no type {name}; it has {known}." : $"BigQuery has no type {name}.";
}
