using System.Globalization;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>A dataset beside the target's for the snapshots and staged tables of one run: nothing of it shows in the target's own catalogue. Its tables
/// expire by themselves, should the run die before it drops them.</summary>
sealed class ScratchDataset(ErosServices services, string name)
{
    /// <summary>Seconds since 1970 at which it was made: a list of datasets tells labels, but not times.</summary>
    const string MadeLabel = "eros_made";

    /// <summary>How long its tables are kept.</summary>
    public static readonly TimeSpan Expiration = TimeSpan.FromDays(3);

    public string Name => Identifiers.Validate(IdentifierKind.Dataset, name);

    public string Quoted(string table) =>
        Identifiers.Quote((IdentifierKind.Project, services.Target.Project), (IdentifierKind.Dataset, name), (IdentifierKind.Table, table));

    public async Task CreateAsync(CancellationToken cancellationToken, TimeSpan? expiration = null)
    {
        var location = await services.Warehouse.LocationAsync(cancellationToken);
        var labels = new Dictionary<string, string> { [MadeLabel] = services.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
        await services.Warehouse.CreateDatasetAsync(Name, location, expiration ?? Expiration, cancellationToken, labels);
    }

    public Task DropAsync(CancellationToken cancellationToken) => services.Warehouse.DeleteDatasetAsync(Name, cancellationToken);

    /// <summary>Answers what could not be dropped: it expires.</summary>
    public static async Task<IReadOnlyList<string>> DropAllAsync(ErosServices services, IEnumerable<string> names)
    {
        var notes = new List<string>();
        foreach (var name in names)
            notes.AddRange(await Cleanup.TryAsync($"dataset {name} was not dropped", () => new ScratchDataset(services, name).DropAsync(CancellationToken.None)));
        return notes;
    }

    /// <summary>Whether all these tables are in it.</summary>
    public async Task<bool> HoldsAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            if (await services.Warehouse.TableAsync(Name, table, cancellationToken) is null)
                return false;
        }
        return true;
    }

    /// <summary>Drops those of finished runs whose tables have expired by now: datasets themselves do not.</summary>
    public static async Task DropExpiredAsync(ErosServices services, CancellationToken cancellationToken)
    {
        var oldest = services.Time.GetUtcNow() - Expiration - Expiration;
        var prefix = services.Names.ScratchDataset("");
        await foreach (var dataset in services.BigQuery.ListDatasetsAsync(cancellationToken))
        {
            var name = dataset.DatasetReference?.DatasetId ?? "";
            if (name.StartsWith(prefix, StringComparison.Ordinal) && MadeAt(dataset, name[prefix.Length..]) < oldest
                && !await HasTablesAsync(services, name, cancellationToken))
                await services.Warehouse.DeleteDatasetAsync(name, cancellationToken);
        }
    }

    /// <summary>By its run's id, or, where someone gave that, by its label.</summary>
    static DateTimeOffset? MadeAt(Dataset dataset, string run) =>
        RunIdentity.BeganAt(run)
        ?? (dataset.Labels?.GetValueOrDefault(MadeLabel) is { } seconds && long.TryParse(seconds, CultureInfo.InvariantCulture, out var made) ? DateTimeOffset.FromUnixTimeSeconds(made) : null);

    /// <summary>Views do not expire: without tables they show nothing. False also where there is no such dataset.</summary>
    public static async Task<bool> HasTablesAsync(ErosServices services, string dataset, CancellationToken cancellationToken)
    {
        if (await services.BigQuery.GetDatasetAsync(dataset, cancellationToken) is null)
            return false;
        await foreach (var table in services.BigQuery.ListTablesAsync(dataset, cancellationToken))
        {
            if (table.Type is not ("VIEW" or "MATERIALIZED_VIEW"))
                return true;
        }
        return false;
    }

    /// <summary>A snapshot of the target's table under the same name, as of an instant or now.</summary>
    public async Task<QueryAnswer> SnapshotAsync(JobNames jobs, string table, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var instant = asOf is { } at ? $" FOR SYSTEM_TIME AS OF {Literal(at)}" : "";
        var sql = $"CREATE SNAPSHOT TABLE {Quoted(table)} CLONE {services.Target.QuotedTable(table)}{instant}";
        return await services.Warehouse.DefineAsync(jobs.Next("snapshot-" + table), Name, table, sql, QueryTypes.Backup, cancellationToken);
    }

    static string Literal(DateTimeOffset at) =>
        $"TIMESTAMP '{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00:00'";
}
