using System.Runtime.CompilerServices;
using System.Text.Json;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Compares a backup with the dataset as it is, or with another backup. The dataset is only read.</summary>
public sealed class BackupCompareService(ErosServices services)
{
    readonly string _run = RunIdentity.NewRunId(services.Time);

    /// <summary>One object per table, view and routine that either side has, the equal ones too.</summary>
    /// <param name="with">Another backup; null: the dataset as it is.</param>
    public async IAsyncEnumerable<BackupDifference> CompareAsync(string backup, string? with, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var jobs = new JobNames($"{_run}-compare");
        var (first, second) = (Scratch("1"), Scratch("2"));
        var choice = new BackupChoice(services);
        var before = (await choice.FindAsync(backup, cancellationToken)).Manifest;
        var other = with is null ? null : (await choice.FindAsync(with, cancellationToken)).Manifest;
        var (old, now) = (BackupSide.Of(services, jobs, before, first), other is null ? await LiveAsync(jobs, cancellationToken) : (ComparedSide)BackupSide.Of(services, new JobNames($"{_run}-compare-with"), other, second));
        try
        {
            foreach (var name in Names(old.Tables.Select(t => t.Name), before.WholeDataset ? now.Tables.Select(t => t.Name) : []))
                yield return await TableAsync(old, now, name, jobs, cancellationToken) with { BackupId = before.Id, With = other?.Id };
            foreach (var difference in Objects(old.Objects, now.Objects))
                yield return difference with { BackupId = before.Id, With = other?.Id };
        }
        finally
        {
            foreach (var scratch in new[] { first, second })
            {
                foreach (var note in await Cleanup.TryAsync($"dataset {scratch.Name} of the comparison", () => scratch.DropAsync(CancellationToken.None)))
                    await services.Observer.WarningAsync(note, CancellationToken.None);
            }
        }
    }

    ScratchDataset Scratch(string side) => new(services, services.Names.ScratchDataset($"{_run}_compare{side}"));

    async Task<ComparedSide> LiveAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(_run), cancellationToken);
        var policies = await services.RowPolicies.ReadAsync(live.Tables.Select(t => t.Name).ToList(), cancellationToken);
        return new LiveSide(services, jobs) { Tables = live.Tables.Select(t => TableState.Of(t, t.Rows, policies[t.Name])).ToList(), Objects = live.Objects };
    }

    static IEnumerable<string> Names(IEnumerable<string> one, IEnumerable<string> other) => one.Union(other, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    async Task<BackupDifference> TableAsync(ComparedSide old, ComparedSide now, string name, JobNames jobs, CancellationToken cancellationToken)
    {
        var difference = new BackupDifference { BackupId = "", Name = name, Part = BackupPart.Table, Kind = DifferenceKind.Same };
        if (old.Table(name) is not { } before)
            return difference with { Kind = DifferenceKind.Added, RowsNow = now.Table(name)!.Rows };
        if (now.Table(name) is not { } after)
            return difference with { Kind = DifferenceKind.Removed, RowsInBackup = before.Rows };
        var details = Details(before, after);
        var rows = await RowsAsync(old, now, before, after, jobs, cancellationToken);
        return difference with
        {
            Kind = details.Count == 0 && rows is { Added: 0, Removed: 0, Changed: 0 } ? DifferenceKind.Same : DifferenceKind.Changed,
            Details = details,
            Key = Key(before, after),
            RowsInBackup = before.Rows,
            RowsNow = before.Rows + rows.Added - rows.Removed,
            RowsAdded = rows.Added,
            RowsRemoved = rows.Removed,
            RowsChanged = rows.Changed,
        };
    }

    static IReadOnlyList<string> Details(TableState before, TableState after) =>
    [
        .. SchemaDifference.Between(before.Shape, after.Shape),
        .. TableMetadata.TypeDifferences(before.Resource, after.Resource),
        .. before.Layout == after.Layout ? [] : new[] { $"laid out as {after.Layout}, in the backup {before.Layout}" },
        .. TableMetadata.Differences(before.Resource, after.Resource),
        .. RowPolicy.Differences(before.Policies, after.Policies),
    ];

    static async Task<RowDifference> CountAsync(Warehouse warehouse, string job, string before, string now, IReadOnlyList<string> columns, IReadOnlyList<string> key, CancellationToken cancellationToken) =>
        RowComparison.Read(await warehouse.QueryAsync(job, RowComparison.Query(before, now, columns, key), QueryTypes.Backup, cancellationToken));

    /// <summary>Rows are compared in the columns that both have; equal digests of equal columns need no look at rows.</summary>
    async Task<RowDifference> RowsAsync(ComparedSide old, ComparedSide now, TableState before, TableState after, JobNames jobs, CancellationToken cancellationToken)
    {
        var columns = before.Resource.ColumnNames;
        var common = columns.Where(c => after.Resource.ColumnNames.Contains(c, StringComparer.OrdinalIgnoreCase)).ToList();
        if (common.Count == columns.Count && common.Count == after.Resource.ColumnNames.Count
            && await old.DigestAsync(before, columns, cancellationToken) == await now.DigestAsync(after, columns, cancellationToken))
            return new RowDifference(0, 0, 0);
        if (common.Count == 0)
            return new RowDifference(after.Rows, before.Rows, 0);
        var (one, other) = (await old.RelationAsync(before, cancellationToken), await now.RelationAsync(after, cancellationToken));
        return await CountAsync(services.Warehouse, jobs.Next($"rows-{before.Name}"), one, other, common, Key(before, after), cancellationToken);
    }

    /// <summary>The primary key that both have.</summary>
    static List<string> Key(TableState before, TableState after) => Key(before.Resource) is { Count: > 0 } key && key.SequenceEqual(Key(after.Resource)) ? key : [];

    static List<string> Key(TableResource table) =>
        table.Json.TryGetProperty("tableConstraints", out var constraints) && constraints.TryGetProperty("primaryKey", out var key) && key.TryGetProperty("columns", out var columns) && columns.ValueKind == JsonValueKind.Array
            ? columns.EnumerateArray().Select(c => c.GetString()!).ToList()
            : [];

    static IEnumerable<BackupDifference> Objects(IReadOnlyList<LiveObject> old, IReadOnlyList<LiveObject> now)
    {
        var (before, after) = (old.ToDictionary(o => (o.Kind, o.Name)), now.ToDictionary(o => (o.Kind, o.Name)));
        return before.Keys.Union(after.Keys).OrderBy(k => k.Name, StringComparer.Ordinal).ThenBy(k => k.Kind).Select(k => Definition(k, before.GetValueOrDefault(k), after.GetValueOrDefault(k)));
    }

    static BackupDifference Definition((DeployedObjectKind Kind, string Name) o, LiveObject? before, LiveObject? after) => new()
    {
        BackupId = "",
        Name = o.Name,
        Part = ObjectSql.IsRoutine(o.Kind) ? BackupPart.Routine : BackupPart.View,
        Kind = before is null ? DifferenceKind.Added : after is null ? DifferenceKind.Removed : before.Ddl == after.Ddl ? DifferenceKind.Same : DifferenceKind.Changed,
        Details = before is not null && after is not null && before.Ddl != after.Ddl ? [$"defined as: {after.Ddl}"] : [],
    };
}
