using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>A restore that is decided: the backup, the plan, and how things are before.</summary>
sealed record RestoreWork(Manifest Manifest, RestorePlan Plan, LiveCatalogue Live, IReadOnlyList<TableState> LiveTables)
{
    readonly Dictionary<string, ManifestTable> _proven = new(StringComparer.Ordinal);

    public bool IsLegacy => Manifest.Kind == BackupKind.Legacy;

    /// <summary>Tables whose rows come from the backup.</summary>
    public IReadOnlyList<ManifestTable> Restored { get; } =
        Manifest.Tables.Where(t => Plan.Tables.Any(p => p.Name == t.Name && p.Action != RestoreTableAction.Drop)).ToList();

    /// <summary>Whether everything comes back, views and routines too.</summary>
    public required bool Whole { get; init; }

    /// <summary>With what staging found out of a backup that does not say.</summary>
    public ManifestTable Saved(string table) => _proven.GetValueOrDefault(table) ?? Manifest.Tables.First(t => t.Name == table);

    public void Prove(ManifestTable staged) => _proven[staged.Name] = staged;

    /// <summary>What gives the saved rows from the staged table.</summary>
    public string Relation(string table, string staged) => IsLegacy ? staged : AvroForm.Relation(new TableResource(Saved(table).Resource), staged);

    public TableState? LiveState(string table) => LiveTables.FirstOrDefault(t => t.Name == table);
}
