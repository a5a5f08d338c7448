using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Tables that others are made of.</summary>
internal static class SourceTables
{
    /// <summary>The table of a path, as it is or was; errors name what is missing.</summary>
    public static TableEntry Find(StatementContext context, ObjectPath path, DateTimeOffset? asOf = null)
    {
        if (context.Names.TempTable(path) is { } temporary) return temporary;
        var name = context.Names.Table(path);
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        var table = asOf is { } instant ? context.Catalog.FindTable(name, instant) : context.Catalog.FindTable(name);
        return table ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, context.Names.Location);
    }

    /// <summary>A new, empty table with the columns and physical design of another.</summary>
    public static TableEntry Like(TableEntry source, TableName name) => Bare(source, name) with { Kind = TableKind.Table };

    /// <summary>A copy's entry: everything but rows, policies and what belongs to the source alone.</summary>
    public static TableEntry Copy(TableEntry source, TableName name, TableKind kind, DateTimeOffset? at) => Bare(source, name) with
    {
        Kind = kind,
        BaseTable = kind == TableKind.Table ? null : source.Name,
        BaseTime = kind == TableKind.Table ? null : at,
        RowAccessPolicies = kind == TableKind.Table ? [] : source.RowAccessPolicies,
    };

    static TableEntry Bare(TableEntry source, TableName name) => source with
    {
        Name = name,
        Columns = [.. source.Columns.Select(c => c with { PhysicalName = "" })],
        StorageId = 0,
        IsTemporary = false,
        RowAccessPolicies = [],
        SearchIndexes = [],
        BaseTable = null,
        BaseTime = null,
        ExpiresAt = null,
        Ddl = null,
    };
}
