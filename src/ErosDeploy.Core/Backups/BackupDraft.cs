using ErosDeploy.Core.Schedules;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>All of a manifest that is known before the first file is written.</summary>
sealed class BackupDraft(ErosServices services)
{
    public async Task<Manifest> MakeAsync(LiveCatalogue live, IReadOnlyList<TableResource> tables, BackupKind kind, CancellationToken cancellationToken)
    {
        var startedAt = services.Time.GetUtcNow();
        var policies = await services.RowPolicies.ReadAsync(tables.Select(t => t.Name).ToList(), cancellationToken);
        var (schedules, unread) = await SchedulesAsync(cancellationToken);
        var history = await services.History.ReadAsync(cancellationToken);
        return new Manifest
        {
            Format = Manifest.FormatName,
            Version = Manifest.CurrentVersion,
            Id = "",
            Kind = kind,
            Project = services.Target.Project,
            Dataset = services.Target.Dataset,
            Bucket = services.Target.Bucket,
            Location = services.Target.Location,
            SnapshotTime = startedAt,
            StartedAt = startedAt,
            CompletedAt = startedAt,
            DigestAlgorithm = ContentDigest.Algorithm,
            WholeDataset = tables.Count == live.Tables.Count,
            HistoryLength = history.Count,
            Tables = tables.Select(t => new ManifestTable { Name = t.Name, Rows = 0, Digest = "", Seconds = 0, Resource = t.Json, Policies = policies[t.Name], Files = [] }).ToList(),
            Views = Definitions(live, routines: false),
            Routines = Definitions(live, routines: true),
            TableNames = live.TableNames.Order(StringComparer.Ordinal).ToList(),
            Schedules = schedules,
            Notes = [.. BackupPreflight.Warnings(live, tables), .. unread],
        };
    }

    static List<ManifestObject> Definitions(LiveCatalogue live, bool routines) =>
        live.Objects.Where(o => ObjectSql.IsRoutine(o.Kind) == routines).Select(o => new ManifestObject(o.Kind, o.Name, o.Ddl)).ToList();

    /// <summary>A backup without them is worth having; it says so.</summary>
    async Task<(IReadOnlyList<SavedSchedule>?, IReadOnlyList<string> Notes)> SchedulesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await services.Schedules.ReadAsync(cancellationToken), []);
        }
        catch (ErosException e)
        {
            return (null, [$"Scheduled queries and their states are not in the backup: {e.What}"]);
        }
    }
}
