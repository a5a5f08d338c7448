using System.Globalization;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>How a table's rows lie in DuckDB: live rows in data.t_N, replaced and deleted ones in data.h_N.</summary>
internal static class TableLayout
{
    /// <summary>Version that wrote the row.</summary>
    public const string VersionColumn = "_v";

    /// <summary>The row's identity, unique within its table.</summary>
    public const string RowColumn = "_r";

    /// <summary>Version that ended the row, in history only.</summary>
    public const string UntilColumn = "_until";

    public static string Live(long storageId) => string.Create(CultureInfo.InvariantCulture, $"data.t_{storageId}");

    public static string History(long storageId) => string.Create(CultureInfo.InvariantCulture, $"data.h_{storageId}");

    public static string Columns(TableEntry table) => SqlText.List(table.Columns.Select(c => c.PhysicalName));

    /// <summary>Statements that create both DuckDB tables of an entry.</summary>
    public static IEnumerable<string> Create(TableEntry table)
    {
        var columns = string.Concat(table.Columns.Select(c => $"{Definition(c)}, "));
        yield return $"CREATE TABLE {Live(table.StorageId)} ({columns}_v BIGINT, _r BIGINT)";
        yield return $"CREATE TABLE {History(table.StorageId)} ({columns}_v BIGINT, _r BIGINT, _until BIGINT)";
    }

    public static string Definition(ColumnEntry column) => $"{SqlText.Quote(column.PhysicalName)} {column.Type.DuckType}";

    /// <summary>Gives every column a physical name that differs from the hidden ones, the others and the names taken before.</summary>
    public static IReadOnlyList<ColumnEntry> NameColumns(IEnumerable<ColumnEntry> columns, IEnumerable<string>? taken = null)
    {
        var used = new HashSet<string>(["_v", "_r", "_until", "rowid", "__op", "__rid", .. taken ?? []], StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select(c => c.PhysicalName.Length > 0 ? c : c with { PhysicalName = Free(c.Name, used) })];
    }

    static string Free(string name, HashSet<string> used)
    {
        var candidate = name;
        for (var i = 2; !used.Add(candidate); i++) candidate = string.Create(CultureInfo.InvariantCulture, $"{name}__{i}");
        return candidate;
    }
}
