using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>A table of a manifest, or as it is now: its shape, its physical layout as text, and all that it says of itself.</summary>
sealed record TableState(string Name, TableShape Shape, string Layout, long Rows)
{
    public required TableResource Resource { get; init; }
    public required IReadOnlyList<RowPolicy> Policies { get; init; }

    public static TableState Of(TableResource resource, long rows, IReadOnlyList<RowPolicy> policies) =>
        new(resource.Name, resource.Shape, resource.Layout, rows) { Resource = resource, Policies = policies };
}

/// <summary>What a restore plan is made from, read beforehand.</summary>
sealed record RestoreFacts
{
    public required string Target { get; init; }
    public required Manifest Manifest { get; init; }

    /// <summary>Why this backup; see <see cref="RestorePlan.Choice"/>.</summary>
    public string? Choice { get; init; }
    public required IReadOnlyList<TableState> Saved { get; init; }
    public required IReadOnlyList<TableState> LiveTables { get; init; }
    public required IReadOnlyList<LiveObject> LiveObjects { get; init; }

    /// <summary>Tables to restore; empty: everything, with views and routines.</summary>
    public required IReadOnlyList<string> Selected { get; init; }

    public IReadOnlyList<AfterRestoreDefinition> AfterRestore { get; init; } = [];

    /// <summary>What else the reader must know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What phases are known to create: only these are dropped when the backup does not have them.</summary>
    public required IReadOnlySet<DeployedObject> CreatedByPhases { get; init; }
}

/// <summary>Backup and live state to a plan. Pure.</summary>
static class RestorePlanner
{
    public static RestorePlan Plan(RestoreFacts facts)
    {
        var whole = facts.Selected.Count == 0;
        IReadOnlyList<RestorePlanTable> tables = [.. Restored(facts, whole), .. whole ? Dropped(facts) : []];
        return new RestorePlan
        {
            Target = facts.Target,
            BackupId = facts.Manifest.Id,
            Choice = facts.Choice,
            SnapshotTime = facts.Manifest.SnapshotTime,
            Unproven = facts.Manifest.Kind == BackupKind.Legacy,
            Tables = tables,
            Objects = whole ? Objects(facts).ToList() : [],
            FollowUps = RestoreFollowUps.Of(facts.AfterRestore, tables, facts.LiveTables.Select(t => t.Name)).Select(s => new RestoreFollowUp(s.Id, s.Title)).ToList(),
            Warnings = [.. whole ? Warnings(facts) : ["Only tables are restored; views and routines stay as they are."], .. facts.Warnings],
        };
    }

    static IEnumerable<RestorePlanTable> Restored(RestoreFacts facts, bool whole)
    {
        var live = facts.LiveTables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        return facts.Saved.Where(t => whole || facts.Selected.Contains(t.Name)).Select(saved => Table(saved, live.GetValueOrDefault(saved.Name), counted: facts.Manifest.Kind != BackupKind.Legacy));
    }

    static RestorePlanTable Table(TableState saved, TableState? live, bool counted)
    {
        var differences = live is null ? [] : Differences(saved, live);
        return new RestorePlanTable
        {
            Name = saved.Name,
            Action = live is null ? RestoreTableAction.Create : differences.Count == 0 ? RestoreTableAction.ReplaceRows : RestoreTableAction.Recreate,
            RowsNow = live?.Rows,
            RowsInBackup = counted ? saved.Rows : null,
            Differences = differences,
            Metadata = live is null ? [] : [.. TableMetadata.Differences(saved.Resource, live.Resource), .. RowPolicy.Differences(saved.Policies, live.Policies)],
        };
    }

    static IReadOnlyList<string> Differences(TableState saved, TableState live)
    {
        IReadOnlyList<string> columns = [.. SchemaDifference.Between(saved.Shape, live.Shape), .. TableMetadata.TypeDifferences(saved.Resource, live.Resource)];
        return saved.Layout == live.Layout ? columns : [.. columns, $"table {saved.Name} is laid out as {live.Layout}, in the backup {saved.Layout}"];
    }

    static IEnumerable<RestorePlanTable> Dropped(RestoreFacts facts) =>
        facts.LiveTables.Where(t => IsNew(facts, t) && IsOurs(facts, DeployedObjectKind.Table, t.Name))
            .Select(t => new RestorePlanTable { Name = t.Name, Action = RestoreTableAction.Drop, RowsNow = t.Rows });

    static bool IsNew(RestoreFacts facts, TableState table) =>
        !facts.Manifest.TableNames.Contains(table.Name, StringComparer.Ordinal) && facts.Saved.All(s => s.Name != table.Name);

    static IEnumerable<RestorePlanObject> Objects(RestoreFacts facts)
    {
        var saved = facts.Manifest.Views.Concat(facts.Manifest.Routines).ToDictionary(o => (o.Kind, o.Name));
        var live = facts.LiveObjects.ToDictionary(o => (o.Kind, o.Name));
        var kept = saved.Values.Select(o => new RestorePlanObject(o.Kind, o.Name, ActionFor(o, live.GetValueOrDefault((o.Kind, o.Name)))));
        var dropped = live.Values.Where(o => !saved.ContainsKey((o.Kind, o.Name)) && IsOurs(facts, o.Kind, o.Name))
            .Select(o => new RestorePlanObject(o.Kind, o.Name, RestoreObjectAction.Drop));
        return kept.Concat(dropped);
    }

    static RestoreObjectAction ActionFor(ManifestObject saved, LiveObject? live) =>
        live is null ? RestoreObjectAction.Create
        : live.Ddl == saved.Ddl ? RestoreObjectAction.Keep
        : RestoreObjectAction.RestoreDefinition;

    static IEnumerable<string> Warnings(RestoreFacts facts)
    {
        var tables = facts.LiveTables.Where(t => IsNew(facts, t)).Select(t => new DeployedObject(DeployedObjectKind.Table, t.Name));
        var saved = facts.Manifest.Views.Concat(facts.Manifest.Routines).Select(o => (o.Kind, o.Name)).ToHashSet();
        var objects = facts.LiveObjects.Where(o => !saved.Contains((o.Kind, o.Name))).Select(o => new DeployedObject(o.Kind, o.Name));
        return tables.Concat(objects).Where(o => !IsOurs(facts, o.Kind, o.Name))
            .Select(o => $"{o} is not in the backup and no phase creates it: it stays.");
    }

    /// <summary>A phase's declared kind may have been replaced by another of the same name space, so the name space decides.</summary>
    static bool IsOurs(RestoreFacts facts, DeployedObjectKind kind, string name) =>
        facts.CreatedByPhases.Any(o => o.Name == name && IsRoutine(o.Kind) == IsRoutine(kind));

    static bool IsRoutine(DeployedObjectKind kind) => kind is DeployedObjectKind.Function or DeployedObjectKind.TableFunction or DeployedObjectKind.Procedure;
}
