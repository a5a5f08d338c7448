using DuckDB.NET.Data;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Computes the rows of materialized views and stores them.</summary>
internal sealed class ViewRefresh(Warehouse warehouse)
{
    const int Attempts = 3;

    /// <summary>
    /// Refreshes as the service does without being asked: when what the view reads has changed and its interval is over. A failure is noted and shown by
    /// INFORMATION_SCHEMA.MATERIALIZED_VIEWS; the next try is an interval later.
    /// </summary>
    public async Task RunIfDueAsync(TableEntry view, CancellationToken token)
    {
        if (!IsDue(view)) return;
        using var turn = await warehouse.Stored.TakeTurnAsync(view.Name, token);
        if (!IsDue(view)) return;
        BigQueryException? error = null;
        try
        {
            await RefreshAsync(view, token);
        }
        catch (BigQueryException e)
        {
            error = e;
        }
        warehouse.Stored.Note(view, new RefreshAttempt(view.CreatedAt, warehouse.Time.GetUtcNow(), error));
    }

    /// <summary>Refreshes now, unless the rows are what the query gives; throws what stands against it.</summary>
    public async Task RunAsync(TableEntry view, CancellationToken token)
    {
        using var turn = await warehouse.Stored.TakeTurnAsync(view.Name, token);
        await RefreshAsync(view, token);
    }

    bool IsDue(TableEntry view)
    {
        var now = warehouse.Time.GetUtcNow();
        var options = RefreshOptions.Of(view);
        var stored = warehouse.Stored.Find(view);
        if (!options.IsAutomatic || stored?.IsFresh(warehouse.State, now) == true) return false;
        return !(stored?.RefreshedAt + options.Interval > now) && !(warehouse.Stored.LastAttempt(view)?.At + options.Interval > now);
    }

    async Task RefreshAsync(TableEntry view, CancellationToken token)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = warehouse.State;
            if (warehouse.Stored.Find(view)?.IsFresh(state, warehouse.Time.GetUtcNow()) == true) return;
            var rows = Query(view, state);
            if (await StoreAsync(view, rows, state, token)) return;
        }
        throw BigQueryException.InvalidQuery($"Materialized view {view.Name} was not refreshed: the tables that it reads were replaced meanwhile");
    }

    /// <summary>The view's query, which gives every caller the same rows for as long as the tables do not change; throws when it does not.</summary>
    TranslatedQuery Query(TableEntry view, CatalogState state)
    {
        var now = warehouse.Time.GetUtcNow();
        var query = Translate(view, state, now, Caller.Default);
        var other = Translate(view, state, now.AddDays(400).AddMicroseconds(1), new Caller("another@example.com", []));
        var reads = query.References.Reads;
        var why = query.Sql != other.Sql || Binder.IsVolatile(query.Sql) ? "its query is not deterministic"
            : reads.Any(r => r.Table.RowAccessPolicies.Count > 0) ? "a table that it reads has row access policies"
            : query.References is { Routines.Count: > 0 } or { HasWildcards: true } ? "its query calls routines or reads wildcard tables"
            : query.Columns.Any(c => c.Collation is not null) ? "columns of it have a collation"
            : !query.Columns.Select(c => c.Type.Plain).SequenceEqual(view.Columns.Select(c => c.Type.Plain)) ? "its query gives other columns than when it was created"
            : null;
        return why is null ? query : throw Refuse(view, why);
    }

    static BigQueryException Refuse(TableEntry view, string why, Exception? inner = null) =>
        new("invalidQuery", $"Materialized view {view.Name} cannot be refreshed: {why}", "query", inner);

    TranslatedQuery Translate(TableEntry view, CatalogState state, DateTimeOffset now, Caller caller)
    {
        var context = new TranslationContext
        {
            Catalog = new CatalogView(warehouse, state, systemViews: RefuseSystemViews), Project = view.Name.Project, DefaultDataset = view.QueryDefaultDataset,
            Now = now, Caller = caller, IgnoresPartitionFilters = true,
        };
        try
        {
            return new Translator(context, new SourceText(view.Query!)).Query(Parser.ParseQuery(view.Query!));
        }
        catch (BigQueryException e)
        {
            throw Refuse(view, e.Message, e);
        }
    }

    static SystemView? RefuseSystemViews(IReadOnlyList<string> parts, string project, string? dataset) => InformationSchema.IsName(parts)
        ? throw BigQueryException.InvalidQuery($"its query reads {string.Join('.', parts)}")
        : null;

    /// <summary>False when what the query reads is no longer what it was translated for.</summary>
    async Task<bool> StoreAsync(TableEntry view, TranslatedQuery query, CatalogState state, CancellationToken token)
    {
        var id = await warehouse.TakeStorageAsync(token);
        using var connection = warehouse.Connect();
        StoredView? stored;
        try
        {
            stored = await connection.AtomicallyAsync(() => WriteAsync(connection, view, query, state, id, token), token);
        }
        catch (DuckDBException e)
        {
            throw Translation.DuckSession.Explain(e);
        }
        if (stored is null) return false;
        warehouse.Stored.Publish(stored);
        warehouse.Stored.Sweep(connection, warehouse.State);
        return true;
    }

    async Task<StoredView?> WriteAsync(DuckConnection connection, TableEntry view, TranslatedQuery query, CatalogState state, long id, CancellationToken token)
    {
        var version = StoredViewStore.Version(connection, token);
        var sources = query.References.Reads.Select(r => r.Table.Name).Concat(query.References.Views.Select(v => v.Name)).ToList();
        var stored = new StoredView(view.Name, view.CreatedAt, view.Query!, id, version, warehouse.Time.GetUtcNow(), sources);
        var now = await warehouse.StateSinceAsync(version, token);
        if (!(stored with { Version = state.Version }).IsValid(now, stored.RefreshedAt)) return null;
        connection.Execute($"CREATE TABLE {TableLayout.Live(id)} AS SELECT {Columns(view, stored, query)} FROM ({query.Sql}) AS q", token);
        warehouse.Stored.Write(connection, stored, token);
        return stored;
    }

    static string Columns(TableEntry view, StoredView stored, TranslatedQuery query) => string.Join(", ", stored.EntryOf(view).Columns.Zip(query.Columns,
        (column, output) => $"CAST(q.{SqlText.Quote(output.Physical)} AS {column.Type.DuckType}) AS {SqlText.Quote(column.PhysicalName)}"));
}
