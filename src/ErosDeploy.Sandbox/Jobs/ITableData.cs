using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Rows of stored tables, as load, copy, extract, insertAll and tabledata.list need them. Refusals are <see cref="BigQueryException"/>.</summary>
internal interface ITableData
{
    /// <summary>
    /// Writes the rows of a relation in one commit and gives their number. The relation is DuckDB SQL (a SELECT over files) that yields
    /// the columns by name in order, each already in its type's DuckDB form. Creates the table after the disposition, with these
    /// columns; checks REQUIRED; columns of the table that the relation lacks get their default or NULL.
    /// </summary>
    Task<long> WriteAsync(WriteTarget target, IReadOnlyList<ColumnEntry> columns, string relation, CancellationToken token);

    /// <summary>Copies tables into one, or makes a snapshot or clone, or restores one; gives the number of rows.</summary>
    Task<long> CopyAsync(CopyRequest request, CancellationToken token);

    /// <summary>
    /// Reads rows in a stable order. The reader's columns are the named ones (all if null), each put through the projection
    /// (type, DuckDB SQL) -> DuckDB SQL.
    /// </summary>
    Task<T> ReadAsync<T>(TableRows rows, Func<DuckDBDataReader, CancellationToken, Task<T>> read, CancellationToken token);

    /// <summary>Runs a query over files, outside any table: for the columns and types that DuckDB finds in them.</summary>
    Task<T> QueryAsync<T>(string sql, Func<DuckDBDataReader, T> read, CancellationToken token);

    /// <summary>Rows and logical bytes by BigQuery's size rule; of a materialized view those that the last refresh stored.</summary>
    Task<TableFigures> FiguresAsync(TableEntry table, CancellationToken token);
}

internal enum CopyOperation
{
    Copy,
    Snapshot,
    Clone,
    Restore,
}

/// <summary>A copy job; a source's instant reads it as it was then.</summary>
internal sealed record CopyRequest(
    IReadOnlyList<(TableName Table, DateTimeOffset? AsOf)> Sources, WriteTarget Destination, CopyOperation Operation, DateTimeOffset? ExpiresAt);

/// <summary>Which rows and columns of a table.</summary>
internal sealed record TableRows(TableEntry Table)
{
    public IReadOnlyList<string>? Columns { get; init; }

    public long Offset { get; init; }

    public long? Limit { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public Func<SqlType, string, string>? Projection { get; init; }

    public Caller Caller { get; init; } = Caller.Default;
}

internal sealed record TableFigures(long Rows, long Bytes)
{
    /// <summary>When a materialized view was last refreshed; null: never.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }
}
