using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>What COLLATE says of columns, and what DEFAULT COLLATE of a table or dataset makes of those that say nothing.</summary>
internal static class Collations
{
    const string IgnoreCase = "und:ci";

    /// <summary>There are none (an empty text says so) and the one that ignores case.</summary>
    public static string? Checked(string? collation) => collation is null or "" || Ignores(collation)
        ? collation
        : throw BigQueryException.Invalid($"Collation '{collation}' is not supported.", "collation");

    public static string? Checked(Expression? collation) => collation switch
    {
        null => null,
        StringLiteral text => Checked(text.Value),
        _ => throw BigQueryException.InvalidQuery("COLLATE must be followed by a string literal"),
    };

    public static bool Ignores(string? collation) => string.Equals(collation, IgnoreCase, StringComparison.OrdinalIgnoreCase);

    /// <summary>As INFORMATION_SCHEMA writes it.</summary>
    public static string Shown(string? collation) => string.IsNullOrEmpty(collation) ? "NULL" : collation;

    /// <summary>A column as COLLATE leaves it: only text has a collation, and only a column of its own can have one here.</summary>
    public static ColumnEntry Apply(ColumnEntry column, string? collation)
    {
        if (string.IsNullOrEmpty(collation)) return column with { Collation = collation };
        if (column.Type.Kind == TypeKind.String) return column with { Collation = collation };
        throw HoldsText(column.Type)
            ? BigQueryException.Unimplemented($"COLLATE in {column.Type.Kind.ToString().ToUpperInvariant()} column {column.Name}")
            : BigQueryException.InvalidQuery($"COLLATE can only be applied to columns of type STRING, but {column.Name} has type {column.Type}");
    }

    /// <summary>A new table in its dataset: the default collation is its own, else the dataset's, and goes to the columns that say nothing.</summary>
    public static TableEntry Inherited(TableEntry table, DatasetEntry? dataset)
    {
        var collation = table.DefaultCollation ?? dataset?.DefaultCollation;
        return table with { DefaultCollation = collation, Columns = [.. table.Columns.Select(c => Defaulted(c, collation))] };
    }

    public static ColumnEntry Defaulted(ColumnEntry column, string? collation) =>
        column.Collation is null && !column.IsPseudo && !string.IsNullOrEmpty(collation) && HoldsText(column.Type) ? Apply(column, collation) : column;

    static bool HoldsText(SqlType type) => type.Kind switch
    {
        TypeKind.String => true,
        TypeKind.Array => HoldsText(type.Element!),
        TypeKind.Struct => type.Fields.Any(field => HoldsText(field.Type)),
        _ => false,
    };
}
