using System.Globalization;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>A dataset beside the target's for the snapshots and staged tables of one run: nothing of it shows in the target's own catalogue. Its tables
/// expire by themselves, should the run die before it drops them.</summary>
sealed class ScratchDataset(ErosServices services, string name)
{
    static readonly TimeSpan Expiration = TimeSpan.FromDays(3);

    public string Name => Identifiers.Validate(IdentifierKind.Dataset, name);

    public string Quoted(string table) =>
        Identifiers.Quote((IdentifierKind.Project, services.Target.Project), (IdentifierKind.Dataset, name), (IdentifierKind.Table, table));

    public async Task CreateAsync(CancellationToken cancellationToken, TimeSpan? expiration = null)
    {
        var location = await services.Warehouse.LocationAsync(cancellationToken);
        await services.Warehouse.CreateDatasetAsync(Name, location, expiration ?? Expiration, cancellationToken);
    }

    public Task DropAsync(CancellationToken cancellationToken) => services.Warehouse.DeleteDatasetAsync(Name, cancellationToken);

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
