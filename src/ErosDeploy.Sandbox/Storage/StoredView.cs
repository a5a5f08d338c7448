using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>The rows of a materialized view as a refresh of it made them, in DuckDB table data.t_N; never changed, only replaced.</summary>
/// <param name="CreatedAt">With the query, what tells the view from another of its name.</param>
/// <param name="Version">The version of the sources that the rows are of.</param>
/// <param name="Sources">Tables and views that the query reads.</param>
internal sealed record StoredView(
    TableName View, DateTimeOffset CreatedAt, string Query, long StorageId, long Version, DateTimeOffset RefreshedAt, IReadOnlyList<TableName> Sources)
{
    public bool IsOf(TableEntry? view) => view is not null && View == view.Name && CreatedAt == view.CreatedAt && Query == view.Query;

    /// <summary>The view as a table that holds its rows.</summary>
    public TableEntry EntryOf(TableEntry view) => view with { StorageId = StorageId, Columns = TableLayout.NameColumns(view.Columns) };

    /// <summary>The rows are what the query gives now.</summary>
    public bool IsFresh(CatalogState state, DateTimeOffset now) => IsValid(state, now)
        && Sources.Select(s => state.Table(s)!).All(s => !s.HoldsRows || state.ActivityOf(s.StorageId).LastWrite <= Version);

    /// <summary>The rows are what the query gave once, and what it reads has not been dropped, replaced or altered since.</summary>
    public bool IsValid(CatalogState state, DateTimeOffset now) =>
        Sources.All(s => state.Tables.GetValueOrDefault(s) is { } source && source.Since <= Version && !(source.Entry.ExpiresAt <= now));
}
