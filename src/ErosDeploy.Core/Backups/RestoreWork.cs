using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>A restore that is decided: the backup, the plan, and how things are before.</summary>
sealed record RestoreWork(Manifest Manifest, RestorePlan Plan, LiveCatalogue Live, IReadOnlyList<TableState> LiveTables)
{
    /// <summary>Tables whose rows come from the backup.</summary>
    public IReadOnlyList<ManifestTable> Restored { get; } =
        Manifest.Tables.Where(t => Plan.Tables.Any(p => p.Name == t.Name && p.Action != RestoreTableAction.Drop)).ToList();

    /// <summary>Whether everything comes back, views and routines too.</summary>
    public required bool Whole { get; init; }

    public ManifestTable Saved(string table) => Manifest.Tables.First(t => t.Name == table);

    public TableState? LiveState(string table) => LiveTables.FirstOrDefault(t => t.Name == table);
}
