using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>What no result of a query can hold: arrays with a NULL in them, which are an error when a field is written.</summary>
internal static class ResultChecks
{
    /// <summary>The query, failing for rows with such an array.</summary>
    public static string Query(TranslatedQuery query) => Checked(query, $"({query.Sql})") is var relation && relation.StartsWith($"({query.Sql})", StringComparison.Ordinal) ? query.Sql : $"FROM {relation}";

    /// <summary>As above, of a relation with the query's columns.</summary>
    public static string Checked(TranslatedQuery query, string relation)
    {
        var checks = query.Columns.Select(c => (Column: c, Violations: Violations(c.Type, SqlText.Quote(c.Physical), c.Name).ToList())).Where(c => c.Violations.Count > 0).ToList();
        if (checks.Count == 0) return relation;
        var replaced = checks.Select(c => $"CASE {string.Concat(c.Violations.Select(v => $"WHEN {v.Condition} THEN bq_fail({SqlText.Literal($"Array cannot have a null element; error in writing field {v.Path}")})::{c.Column.Type.DuckType} "))}"
            + $"ELSE {SqlText.Quote(c.Column.Physical)} END AS {SqlText.Quote(c.Column.Physical)}");
        return $"(SELECT * REPLACE ({string.Join(", ", replaced)}) FROM {relation})";
    }

    static IEnumerable<(string Condition, string Path)> Violations(SqlType type, string value, string path, int depth = 0)
    {
        if (type.IsArray)
        {
            var item = FormattableString.Invariant($"e{depth}");
            yield return ($"len(list_filter({value}, lambda {item}: {item} IS NULL)) > 0", path);
            foreach (var (condition, inner) in Violations(type.Element!, item, path, depth + 1)) yield return ($"len(list_filter({value}, lambda {item}: {condition})) > 0", inner);
        }
        if (!type.IsStruct) yield break;
        foreach (var (field, name) in type.Fields.Zip(type.PhysicalFieldNames))
        {
            foreach (var violation in Violations(field.Type, $"struct_extract({value}, {SqlText.Literal(name)})", $"{path}.{field.Name}", depth)) yield return violation;
        }
    }
}
