using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>DuckDB SQL that reads a stored table, now or at an earlier version.</summary>
internal static class TableVersions
{
    /// <summary>A relation of the table's columns and _r as they were when the version was the last one.</summary>
    public static string At(TableEntry table, long version) => $"({Rows(table, version)})";

    /// <summary>The same as a query, without brackets.</summary>
    public static string Rows(TableEntry table, long version)
    {
        var columns = string.Join(", ", table.Columns.Select(Read).Append("_r"));
        var at = SqlText.Literal(version);
        return $"SELECT {columns} FROM {TableLayout.Live(table.StorageId)} WHERE _v <= {at} "
            + $"UNION ALL SELECT {columns} FROM {TableLayout.History(table.StorageId)} WHERE _v <= {at} AND _until > {at}";
    }

    // a column may have been widened since
    static string Read(ColumnEntry column)
    {
        var name = SqlText.Quote(column.PhysicalName);
        return $"CAST({name} AS {column.Type.DuckType}) AS {name}";
    }
}
