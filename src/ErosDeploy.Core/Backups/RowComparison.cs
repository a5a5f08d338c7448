using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

sealed record RowDifference(long Added, long Removed, long Changed);

/// <summary>Has the warehouse count the rows that two tables do not share.</summary>
static class RowComparison
{
    /// <summary>With a key: keys that only one has, and keys whose rows differ. Without: rows as a multiset.</summary>
    /// <param name="before">A quoted table or a query in parentheses; likewise <paramref name="now"/>.</param>
    public static string Query(string before, string now, IReadOnlyList<string> columns, IReadOnlyList<string> key) =>
        $"""
        WITH before_rows AS ({Grouped(before, columns, key)}), now_rows AS ({Grouped(now, columns, key)})
        SELECT
          COALESCE(SUM({(key.Count == 0 ? "GREATEST(COALESCE(n.row_count, 0) - COALESCE(b.row_count, 0), 0)" : "IF(b.row_key IS NULL, n.row_count, 0)")}), 0) AS added,
          COALESCE(SUM({(key.Count == 0 ? "GREATEST(COALESCE(b.row_count, 0) - COALESCE(n.row_count, 0), 0)" : "IF(n.row_key IS NULL, b.row_count, 0)")}), 0) AS removed,
          COALESCE(SUM({(key.Count == 0 ? "0" : "IF(b.row_count != n.row_count OR b.high_sum != n.high_sum OR b.low_sum != n.low_sum, 1, 0)")}), 0) AS changed
        FROM before_rows AS b FULL JOIN now_rows AS n ON b.row_key = n.row_key
        """;

    public static RowDifference Read(QueryAnswer answer)
    {
        var row = answer.Single();
        return new RowDifference(row.Get<long>("added"), row.Get<long>("removed"), row.Get<long>("changed"));
    }

    static string Grouped(string table, IReadOnlyList<string> columns, IReadOnlyList<string> key) =>
        $"""
        SELECT row_key, COUNT(*) AS row_count, SUM((fingerprint >> 32) & 4294967295) AS high_sum, SUM(fingerprint & 4294967295) AS low_sum
        FROM (SELECT {Json(key.Count == 0 ? columns : key)} AS row_key, FARM_FINGERPRINT({Json(columns)}) AS fingerprint FROM {table})
        GROUP BY row_key
        """;

    static string Json(IEnumerable<string> columns) => $"TO_JSON_STRING(STRUCT({string.Join(", ", columns.Select(Identifiers.QuoteColumn))}))";
}
