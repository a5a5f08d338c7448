namespace ErosDeploy.Sandbox.Catalog;

/// <summary>
/// The catalogue as one statement sees it: of one instant, with the script's temporary objects and, inside a
/// transaction, with that transaction's own changes. Lookups are by exact name and give null for what is not there.
/// </summary>
internal interface ICatalog
{
    DatasetEntry? FindDataset(DatasetName name);

    IReadOnlyList<DatasetEntry> ListDatasets(string project);

    TableEntry? FindTable(TableName name);

    /// <summary>The table as it was at an instant within the time travel window; throws when the instant is outside of it.</summary>
    TableEntry? FindTable(TableName name, DateTimeOffset asOf);

    /// <summary>Sorted by name, ordinally.</summary>
    IReadOnlyList<TableEntry> ListTables(DatasetName dataset);

    RoutineEntry? FindRoutine(RoutineName name);

    IReadOnlyList<RoutineEntry> ListRoutines(DatasetName dataset);

    /// <summary>Temporary tables are named without case, by one part or as _SESSION.name.</summary>
    TableEntry? FindTempTable(string name);

    RoutineEntry? FindTempRoutine(string name);

    /// <summary>
    /// INFORMATION_SCHEMA views and __TABLES__ by the name's parts as written, e.g. [dataset, INFORMATION_SCHEMA, TABLES] or
    /// [project, region-us, INFORMATION_SCHEMA, JOBS]; null when the parts name no system view.
    /// </summary>
    SystemView? FindSystemView(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset);

    /// <summary>
    /// DuckDB SQL that stands in FROM for a table's rows: columns by physical name, besides `_r`, the row's identity
    /// (the change set's __rid), which SELECT * must not show. <paramref name="asOf"/> reads an earlier version of it.
    /// </summary>
    string Relation(TableEntry table, DateTimeOffset? asOf = null);
}

/// <summary>A system view: its columns, and the DuckDB SQL that stands for it in FROM with columns by physical name.</summary>
internal sealed record SystemView(string Name, IReadOnlyList<ColumnEntry> Columns, string Relation);
