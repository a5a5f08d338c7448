using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The stored rows that one query reads in place of its materialized views.</summary>
internal sealed class StoredReads
{
    readonly StatementContext _context;
    readonly Dictionary<TableName, (TableEntry View, StoredView Rows)> _views;

    StoredReads(StatementContext context, Dictionary<TableName, (TableEntry View, StoredView Rows)> views) => (_context, _views) = (context, views);

    /// <summary>Null when every view that the query reads is computed: there is none, none has rows that will do, or a transaction sees its own.</summary>
    public static async Task<StoredReads?> FindAsync(StatementContext context, References references)
    {
        if (references.Views.Count == 0 || context.Job.Transaction is not null) return null;
        var found = new Dictionary<TableName, (TableEntry, StoredView)>();
        foreach (var view in references.Views.Where(v => v.Kind == TableKind.MaterializedView))
        {
            if (!context.Job.Request.DryRun) await new ViewRefresh(context.Job.Warehouse).RunIfDueAsync(view, context.Token);
            if (Usable(context.Job.Warehouse, view, context.Job.Warehouse.State) is { } rows) found[view.Name] = (view, rows);
        }
        return found.Count == 0 ? null : new StoredReads(context, found);
    }

    /// <summary>The table that stands for a view in the translation.</summary>
    public TableEntry? EntryOf(TableEntry view) => _views.TryGetValue(view.Name, out var found) && found.Rows.IsOf(view) ? found.Rows.EntryOf(view) : null;

    /// <summary>Within the DuckDB transaction that reads: whether the rows are still those of the views, in the very snapshot that it sees.</summary>
    public async Task<bool> HoldAsync()
    {
        var warehouse = _context.Job.Warehouse;
        var state = await warehouse.StateSinceAsync(StoredViewStore.Version(_context.Connection, _context.Token), _context.Token);
        return _views.Values.All(v => Usable(warehouse, v.View, state) == v.Rows);
    }

    static StoredView? Usable(Warehouse warehouse, TableEntry view, CatalogState state)
    {
        var now = warehouse.Time.GetUtcNow();
        if (warehouse.Stored.Find(view) is not { } rows) return null;
        return rows.IsFresh(state, now) || now - rows.RefreshedAt <= RefreshOptions.Of(view).MaxStaleness && rows.IsValid(state, now) ? rows : null;
    }
}
