using System.Globalization;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>What a transaction has added to and taken from one table, in temp tables of its connection.</summary>
internal sealed record Overlay(TableEntry Table, string Inserted, string Deleted)
{
    /// <summary>Held once the transaction has changed or removed rows of the table.</summary>
    public IDisposable? Lock { get; set; }
}

/// <summary>
/// A multi-statement transaction. It reads the data of one version, with its own changes laid over, and writes to private tables until it
/// commits; so a statement that fails leaves it as it was.
/// </summary>
internal sealed class OpenTransaction(string id, CatalogState snapshot) : IDisposable
{
    readonly Dictionary<long, Overlay> _overlays = [];
    long _lastRow;

    public string Id { get; } = id;

    public CatalogState Snapshot { get; } = snapshot;

    public IReadOnlyCollection<Overlay> Overlays => _overlays.Values;

    /// <summary>Why nothing but a rollback is possible any more, or null.</summary>
    public BigQueryException? Failure { get; set; }

    public Overlay? Find(long storageId) => _overlays.GetValueOrDefault(storageId);

    /// <summary>The table's overlay, made when there is none yet.</summary>
    public Overlay Of(TableEntry table, DuckConnection connection, CancellationToken token)
    {
        if (Find(table.StorageId) is { } known) return known;
        var overlay = new Overlay(table, "temp." + connection.NewName("ti"), "temp." + connection.NewName("td"));
        var columns = string.Concat(table.Columns.Select(c => $"{TableLayout.Definition(c)}, "));
        connection.Execute($"CREATE TEMP TABLE {overlay.Inserted} ({columns}_r BIGINT)", token);
        connection.Execute($"CREATE TEMP TABLE {overlay.Deleted} (_r BIGINT)", token);
        return _overlays[table.StorageId] = overlay;
    }

    /// <summary>Reserves identities for rows that only this transaction sees: negative ones; the first of them, to be counted down.</summary>
    public long TakeRows(long count)
    {
        var first = _lastRow - 1;
        _lastRow -= count;
        return first;
    }

    /// <summary>The table's rows as the transaction sees them.</summary>
    public string Relation(TableEntry table)
    {
        var source = table.IsTemporary ? TempObjects.Relation(table.StorageId) : TableVersions.At(table, Snapshot.Version);
        if (Find(table.StorageId) is not { } overlay) return source;
        var columns = TableLayout.Columns(table) + ", _r";
        return string.Create(CultureInfo.InvariantCulture,
            $"(SELECT {columns} FROM {source} AS b WHERE NOT EXISTS (SELECT 1 FROM {overlay.Deleted} AS d WHERE d._r = b._r) UNION ALL SELECT {columns} FROM {overlay.Inserted})");
    }

    /// <summary>Drops the private tables; the locks go too.</summary>
    public void Discard(DuckConnection connection)
    {
        foreach (var overlay in _overlays.Values)
        {
            connection.Execute($"DROP TABLE IF EXISTS {overlay.Inserted}", CancellationToken.None);
            connection.Execute($"DROP TABLE IF EXISTS {overlay.Deleted}", CancellationToken.None);
        }
        Dispose();
        _overlays.Clear();
    }

    /// <summary>Lets the tables go that others may wait for.</summary>
    public void Dispose()
    {
        foreach (var overlay in _overlays.Values) overlay.Lock?.Dispose();
    }
}
