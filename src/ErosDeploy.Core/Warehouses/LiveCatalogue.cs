using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>What is in the dataset now: base tables with their resources, views and routines with their definitions.</summary>
sealed record LiveCatalogue
{
    public required IReadOnlyList<TableResource> Tables { get; init; }
    public required IReadOnlyList<LiveObject> Objects { get; init; }

    /// <summary>Names of what is neither: external tables, snapshots, models.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>Every definition as the service tells it, by <see cref="DefinitionDigest.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    public IReadOnlySet<string> TableNames => Tables.Select(t => t.Name)
        .Concat(Objects.Where(o => !ObjectSql.IsRoutine(o.Kind)).Select(o => o.Name)).Concat(Others).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> RoutineNames => Objects.Where(o => ObjectSql.IsRoutine(o.Kind)).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);

    public TableResource? Table(string name) => Tables.FirstOrDefault(t => t.Name == name);

    /// <summary>The view or routine of that name, whichever kind it is now within the same name space.</summary>
    public LiveObject? Object(DeployedObjectKind kind, string name) =>
        Objects.FirstOrDefault(o => o.Name == name && ObjectSql.IsRoutine(o.Kind) == ObjectSql.IsRoutine(kind));
}

/// <summary>Reads a dataset's catalogue: two queries and one call per table.</summary>
sealed class LiveCatalogueReader(Warehouse warehouse)
{
    const int Parallel = 8;

    public async Task<LiveCatalogue> ReadAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        await warehouse.LocationAsync(cancellationToken);
        var tables = await TablesAsync(jobs, cancellationToken);
        var routines = await RoutinesAsync(jobs, cancellationToken);
        var resources = await Bounded.SelectAsync(tables.Where(t => IsBaseTable(t.Type)).ToList(), Parallel, (t, token) => warehouse.TableAsync(t.Name, token), cancellationToken);
        return new LiveCatalogue
        {
            Tables = resources.OfType<TableResource>().OrderBy(t => t.Name, StringComparer.Ordinal).ToList(),
            Objects = [.. tables.Where(t => ViewKind(t.Type) is not null).Select(t => new LiveObject(ViewKind(t.Type)!.Value, t.Name, t.Ddl)), .. routines],
            Others = tables.Where(t => !IsBaseTable(t.Type) && ViewKind(t.Type) is null).Select(t => t.Name).ToList(),
            Definitions = Definitions(tables, routines),
        };
    }

    /// <summary>Definitions alone: two queries.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DefinitionsAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        await warehouse.LocationAsync(cancellationToken);
        return Definitions(await TablesAsync(jobs, cancellationToken), await RoutinesAsync(jobs, cancellationToken));
    }

    static Dictionary<string, string> Definitions(IReadOnlyList<(string Name, string Type, string Ddl)> tables, IReadOnlyList<LiveObject> routines) =>
        tables.Select(t => KeyValuePair.Create(DefinitionDigest.TableKey(t.Name), t.Ddl))
            .Concat(routines.Select(r => KeyValuePair.Create(DefinitionDigest.Key(r.Kind, r.Name), r.Ddl))).ToDictionary();

    async Task<IReadOnlyList<(string Name, string Type, string Ddl)>> TablesAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        var sql = $"SELECT table_name, table_type, ddl FROM {Schema("TABLES")} ORDER BY table_name";
        var answer = await warehouse.QueryAsync(jobs.Next("read-tables"), sql, QueryTypes.Reporting, cancellationToken);
        return answer.Rows.Select(r => (r.Text("table_name")!, r.Text("table_type")!, r.Text("ddl") ?? "")).ToList();
    }

    async Task<IReadOnlyList<LiveObject>> RoutinesAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        var sql = $"SELECT routine_name, routine_type, ddl FROM {Schema("ROUTINES")} ORDER BY routine_name";
        var answer = await warehouse.QueryAsync(jobs.Next("read-routines"), sql, QueryTypes.Reporting, cancellationToken);
        return answer.Rows.Select(r => new LiveObject(RoutineKind(r.Text("routine_type")!), r.Text("routine_name")!, r.Text("ddl") ?? "")).ToList();
    }

    string Schema(string view) => $"{warehouse.Target.QuotedDataset}.INFORMATION_SCHEMA.{view}";

    static bool IsBaseTable(string type) => type is "BASE TABLE" or "CLONE";

    static DeployedObjectKind? ViewKind(string type) => type switch
    {
        "VIEW" => DeployedObjectKind.View,
        "MATERIALIZED VIEW" => DeployedObjectKind.MaterializedView,
        _ => null,
    };

    static DeployedObjectKind RoutineKind(string type) => type switch
    {
        "PROCEDURE" => DeployedObjectKind.Procedure,
        "TABLE FUNCTION" or "TABLE_VALUED_FUNCTION" => DeployedObjectKind.TableFunction,
        _ => DeployedObjectKind.Function,
    };
}
