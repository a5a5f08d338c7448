using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Tables and routines of one project and dataset, in memory.</summary>
internal sealed class FakeCatalog : ICatalog
{
    internal static readonly DatasetName Dataset = new("p", "d");

    internal List<TableEntry> Tables { get; } = [];

    internal List<RoutineEntry> Routines { get; } = [];

    public DatasetEntry? FindDataset(DatasetName name) => name == Dataset ? new DatasetEntry { Name = name } : null;

    public IReadOnlyList<DatasetEntry> ListDatasets(string project) => [new DatasetEntry { Name = Dataset }];

    public TableEntry? FindTable(TableName name) => Tables.Find(t => t.Name == name);

    public TableEntry? FindTable(TableName name, DateTimeOffset asOf) => FindTable(name);

    public IReadOnlyList<TableEntry> ListTables(DatasetName dataset) => [.. Tables.OrderBy(t => t.Name.Table, StringComparer.Ordinal)];

    public RoutineEntry? FindRoutine(RoutineName name) => Routines.Find(r => r.Name == name);

    public IReadOnlyList<RoutineEntry> ListRoutines(DatasetName dataset) => Routines;

    public TableEntry? FindTempTable(string name) => null;

    public RoutineEntry? FindTempRoutine(string name) => null;

    public SystemView? FindSystemView(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset) => null;

    public string Relation(TableEntry table, DateTimeOffset? asOf = null) => $"\"{table.Name.Table}\"";
}
