using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>Which changes of a table's schema a patch or update may make: new columns that are not REQUIRED, and looser modes.</summary>
internal static class SchemaChange
{
    public static void Require(TableEntry before, TableEntry after)
    {
        if (before.HoldsRows)
            Require(before.Name, before.Columns, after.Columns, "");
    }

    static void Require(TableName table, IReadOnlyList<ColumnEntry> before, IReadOnlyList<ColumnEntry> after, string path)
    {
        foreach (var column in before)
        {
            var changed = AvroTypes.Find(after, column.Name) ?? throw Mismatch(table, $"Field {path}{column.Name} is missing in new schema");
            RequireColumn(table, column, changed, path + column.Name);
        }

        if (after.FirstOrDefault(column => column.Mode == ColumnMode.Required && AvroTypes.Find(before, column.Name) is null) is { } required)
            throw Mismatch(table, $"Cannot add required fields to an existing schema. (field: {path}{required.Name})");
    }

    static void RequireColumn(TableName table, ColumnEntry before, ColumnEntry after, string path)
    {
        if (after.Mode != before.Mode && (before.Mode, after.Mode) != (ColumnMode.Required, ColumnMode.Nullable))
            throw Mismatch(table, $"Field {path} has changed mode from {Name(before.Mode)} to {Name(after.Mode)}");
        if (before.Fields.Count > 0)
            Require(table, before.Fields, after.Fields, path + ".");
        else if (!Widens(SchemaResource.TypeName(before.Type), SchemaResource.TypeName(after.Type)))
            throw Mismatch(table, $"Field {path} has changed type from {SchemaResource.TypeName(before.Type)} to {SchemaResource.TypeName(after.Type)}");
    }

    static bool Widens(string before, string after) => before == after || (before, after) is
        ("INTEGER", "NUMERIC" or "BIGNUMERIC" or "FLOAT") or ("NUMERIC", "BIGNUMERIC" or "FLOAT");

    static string Name(ColumnMode mode) => mode.ToString().ToUpperInvariant();

    static BigQueryException Mismatch(TableName table, string what) => BigQueryException.Invalid($"Provided Schema does not match Table {table}. {what}");
}
