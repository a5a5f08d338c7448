using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests;

/// <summary>What the dataset holds, comparable as a whole: digests of tables, definitions of the rest.</summary>
sealed record ShopState(IReadOnlyDictionary<string, string> Objects)
{
    public IEnumerable<string> Lines => Objects.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}");
}

/// <summary>The shop of <see cref="ShopCatalogue"/> installed with its sample in a sandbox.</summary>
sealed class Shop : IDisposable
{
    readonly ShopCatalogue _catalogue = new();

    public SandboxServices Sandbox { get; private init; } = null!;

    public ErosServices Services { get; private set; } = null!;

    public ShopCatalogue Catalogue => _catalogue;

    /// <summary>As if no table had been updated yet: tests that repeat themselves need not wait for the quota, which the sandbox has not.</summary>
    public ErosServices Unpaced => Services with { Pace = new TablePace(Services.Time) };

    public PhaseService Phases => new(Unpaced);

    public BackupService Backups => new(Services);

    public RestoreService Restores => new(Services);

    /// <summary>The same by another clock, with a pace of their own.</summary>
    public ErosServices ServicesAt(TimeProvider time) => Sandbox.Services(Services.Catalogue, time);

    public static async Task<Shop> OpenAsync(CancellationToken cancellationToken, TimeSpan? tryTimeout = null)
    {
        var shop = new Shop { Sandbox = new SandboxServices(tryTimeout) };
        shop.Services = shop.Sandbox.Services(await shop._catalogue.OpenAsync(cancellationToken));
        await new BaselineService(shop.Services).InstallAsync(sampleScale: 1, cancellationToken);
        return shop;
    }

    /// <summary>After its files were written anew.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken) => Services = Services with { Catalogue = await _catalogue.OpenAsync(cancellationToken) };

    public async Task<BackupInfo> BackUpAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var outcome = await Backups.RunAsync(request, cancellationToken);
        return outcome.Error is null ? outcome.Backup : throw outcome.Error;
    }

    public Task RunAsync(string sql, CancellationToken cancellationToken) =>
        Services.Warehouse.QueryAsync(JobNames.ForReading("test").Next("sql"), sql, QueryTypes.Reporting, cancellationToken);

    public async Task<ShopState> StateAsync(CancellationToken cancellationToken)
    {
        var jobs = JobNames.ForReading("state");
        var live = await new LiveCatalogueReader(Services.Warehouse).ReadAsync(jobs, cancellationToken);
        var state = live.Objects.ToDictionary(o => $"{o.Kind} {o.Name}", o => o.Ddl);
        foreach (var table in live.Tables)
        {
            var digest = await new DigestReader(Services.Warehouse, jobs).ReadAsync("digest", Services.Target.QuotedTable(table.Name), table.ColumnNames, cancellationToken);
            state[$"Table {table.Name}"] = $"{digest.Digest} {table.Layout} {string.Join(", ", table.Shape.Columns.Select(c => $"{c.Name} {c}"))}";
        }
        return new ShopState(state);
    }

    /// <summary>Makes the lease of a process that was killed look as it does when its time is over.</summary>
    public async Task AgeLeaseAsync(CancellationToken cancellationToken)
    {
        var name = Services.Names.Lease;
        if (await Services.Bucket.ReadAsync(name, cancellationToken) is not { } stored)
            return;
        var old = LeaseJson.Read(stored.Content)! with { ExpiresAt = DateTimeOffset.UnixEpoch };
        await Services.Bucket.TryReplaceAsync(name, LeaseJson.Write(old), stored.Generation, cancellationToken);
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        _catalogue.Dispose();
    }
}
