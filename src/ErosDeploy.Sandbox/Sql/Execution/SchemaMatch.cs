using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Whether rows of one schema may go to a table of another, and what the table becomes.</summary>
internal static class SchemaMatch
{
    /// <summary>For appending: missing columns are fine; new ones and looser modes only where allowed.</summary>
    public static TableEntry Append(TableEntry table, IReadOnlyList<ColumnEntry> source, bool allowAddition, bool allowRelaxation)
    {
        foreach (var column in source.Where(c => Find(table, c) is not null)) CheckType(table, Find(table, column)!, column);
        var added = source.Where(c => Find(table, c) is null).ToList();
        if (added.Count > 0 && !allowAddition) throw Mismatch(table, $"Cannot add fields (field: {added[0].Name})");
        var kept = table.Columns.Select(c => Relax(table, c, source, allowRelaxation));
        return table with { Columns = [.. kept, .. added.Select(c => c with { PhysicalName = "", Mode = Loosest(c.Mode) })] };
    }

    /// <summary>For replacing the data alone: the same columns.</summary>
    public static TableEntry Same(TableEntry table, IReadOnlyList<ColumnEntry> source)
    {
        foreach (var column in source) CheckType(table, Find(table, column) ?? throw Mismatch(table, $"Cannot add fields (field: {column.Name})"), column);
        var missing = table.Columns.FirstOrDefault(c => !c.IsPseudo && !source.Any(s => SameName(s, c)));
        return missing is null ? table : throw Mismatch(table, $"Field {missing.Name} is missing in new schema");
    }

    public static bool Differs(TableEntry before, TableEntry after) => !before.Columns.SequenceEqual(after.Columns);

    static ColumnEntry Relax(TableEntry table, ColumnEntry column, IReadOnlyList<ColumnEntry> source, bool allowed)
    {
        var given = source.FirstOrDefault(c => SameName(c, column));
        if (column.Mode != ColumnMode.Required || given is { Mode: ColumnMode.Required }) return column;
        if (allowed) return column with { Mode = ColumnMode.Nullable };
        if (given is null) throw Mismatch(table, $"Field {column.Name} is missing in new schema");
        return column;
    }

    static void CheckType(TableEntry table, ColumnEntry column, ColumnEntry given)
    {
        if (!Fits(given.Type.Plain, column.Type.Plain))
            throw Mismatch(table, $"Field {column.Name} has changed type from {LegacyName(column.Type)} to {LegacyName(given.Type)}");
        if (column.Mode == ColumnMode.Repeated != (given.Mode == ColumnMode.Repeated))
            throw Mismatch(table, $"Field {column.Name} has changed mode from {Upper(column.Mode)} to {Upper(given.Mode)}");
    }

    static bool Fits(SqlType from, SqlType to) => from == to || (from.Kind, to.Kind) switch
    {
        (TypeKind.Int64, TypeKind.Float64 or TypeKind.Numeric or TypeKind.BigNumeric) => true,
        (TypeKind.Numeric, TypeKind.BigNumeric or TypeKind.Float64) => true,
        _ => false,
    };

    static ColumnMode Loosest(ColumnMode mode) => mode == ColumnMode.Required ? ColumnMode.Nullable : mode;

    static ColumnEntry? Find(TableEntry table, ColumnEntry column) => table.Columns.FirstOrDefault(c => SameName(c, column));

    static bool SameName(ColumnEntry a, ColumnEntry b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    static string Upper(ColumnMode mode) => mode.ToString().ToUpperInvariant();

    static string LegacyName(SqlType type) => type.Kind switch
    {
        TypeKind.Array => LegacyName(type.Element!),
        TypeKind.Int64 => "INTEGER",
        TypeKind.Float64 => "FLOAT",
        TypeKind.Bool => "BOOLEAN",
        TypeKind.Struct => "RECORD",
        _ => type.Plain.ToString(),
    };

    static BigQueryException Mismatch(TableEntry table, string why) =>
        BigQueryException.Invalid($"Provided Schema does not match Table {table.Name}. {why}");
}
