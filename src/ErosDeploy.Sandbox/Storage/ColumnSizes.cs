using System.Collections.Concurrent;
using System.Globalization;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>
/// Logical bytes of columns by BigQuery's rule: fixed sizes by type, STRING and BYTES two bytes and their length, NULL nothing. Measured when first
/// asked for and kept until the table is written to.
/// </summary>
internal sealed class ColumnSizes
{
    readonly ConcurrentDictionary<(long Storage, string Column, long Version), long> _known = new();

    const string RowCount = "";

    /// <summary>Rows of a stored table.</summary>
    public long Rows(DuckConnection connection, CatalogState state, TableEntry table, CancellationToken token) =>
        Measure(connection, state, table, [RowCount], token)[0];

    /// <summary>Bytes of the named columns of a stored table; all of them with null.</summary>
    public long Bytes(DuckConnection connection, CatalogState state, TableEntry table, IReadOnlyCollection<string>? columns, CancellationToken token)
    {
        var physical = table.Columns.Where(c => columns?.Contains(c.Name, StringComparer.OrdinalIgnoreCase) ?? true).Select(c => c.PhysicalName).ToList();
        return Measure(connection, state, table, physical, token).Sum();
    }

    long[] Measure(DuckConnection connection, CatalogState state, TableEntry table, IReadOnlyList<string> columns, CancellationToken token)
    {
        var version = state.ActivityOf(table.StorageId).LastWrite;
        var missing = columns.Where(c => !_known.ContainsKey((table.StorageId, c, version))).ToList();
        if (missing.Count > 0) Scan(connection, table, version, missing, token);
        return [.. columns.Select(c => _known[(table.StorageId, c, version)])];
    }

    void Scan(DuckConnection connection, TableEntry table, long version, List<string> columns, CancellationToken token)
    {
        var relation = table.IsTemporary ? TempObjects.Relation(table.StorageId) : TableLayout.Live(table.StorageId);
        var sums = string.Join(", ", columns.Select(c => $"CAST({Sum(table, c)} AS BIGINT)"));
        var sizes = connection.Read($"SELECT {sums} FROM {relation}", reader =>
        {
            reader.Read();
            return columns.Select((_, i) => reader.GetInt64(i)).ToArray();
        }, token);
        for (var i = 0; i < columns.Count; i++) _known[(table.StorageId, columns[i], version)] = sizes[i];
    }

    static string Sum(TableEntry table, string column) =>
        column == RowCount ? "count(*)" : $"coalesce(sum({Size(Column(table, column).Type, SqlText.Quote(column))}), 0)";

    static ColumnEntry Column(TableEntry table, string physical) => table.Columns.First(c => c.PhysicalName == physical);

    static string Size(SqlType type, string value) => type.Kind switch
    {
        TypeKind.String or TypeKind.Geography => $"coalesce(2 + strlen({value}), 0)",
        TypeKind.Json => $"coalesce(strlen(CAST({value} AS VARCHAR)), 0)",
        TypeKind.Bytes => $"coalesce(2 + octet_length({value}), 0)",
        TypeKind.Array => $"coalesce(list_sum(list_transform({value}, e -> {Size(type.Element!, "e")})), 0)",
        TypeKind.Struct => type.Fields.Count == 0 ? "0" : string.Join(" + ", Fields(type, value)),
        TypeKind.Range => $"CASE WHEN {value} IS NULL THEN 0 ELSE 16 END",
        _ => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {value} IS NULL THEN 0 ELSE {Width(type.Kind)} END"),
    };

    static IEnumerable<string> Fields(SqlType type, string value) =>
        type.PhysicalFieldNames.Zip(type.Fields, (name, field) => Size(field.Type, $"struct_extract({value}, {SqlText.Literal(name)})"));

    static int Width(TypeKind kind) => kind switch
    {
        TypeKind.Bool => 1,
        TypeKind.Numeric or TypeKind.Interval => 16,
        TypeKind.BigNumeric => 32,
        _ => 8,
    };
}
