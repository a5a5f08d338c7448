using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>An outline with the resources of its base tables, or of those that were asked for.</summary>
sealed record LiveCatalogue : CatalogueOutline
{
    public required IReadOnlyList<TableResource> Tables { get; init; }

    public TableResource? Table(string name) => Tables.FirstOrDefault(t => t.Name == name);
}

/// <summary>Reads a dataset's catalogue: one query, and one call per table whose resource is needed.</summary>
sealed class LiveCatalogueReader(Warehouse warehouse)
{
    const int Parallel = 8;

    sealed record Row(string Name, string Type, string Ddl, bool IsRoutine);

    /// <param name="only">The tables whose resources are needed; null: all.</param>
    public async Task<LiveCatalogue> ReadAsync(JobNames jobs, CancellationToken cancellationToken, IReadOnlyCollection<string>? only = null)
    {
        var outline = await OutlineAsync(jobs, cancellationToken);
        var wanted = outline.BaseTables.Where(t => only is null || only.Contains(t)).ToList();
        var resources = (await Bounded.SelectAsync(wanted, Parallel, (t, token) => warehouse.TableAsync(t, token), cancellationToken)).OfType<TableResource>().ToList();
        var gone = wanted.Except(resources.Select(r => r.Name)).ToHashSet(StringComparer.Ordinal);
        return new LiveCatalogue
        {
            BaseTables = outline.BaseTables.Where(t => !gone.Contains(t)).ToList(),
            Objects = outline.Objects,
            Others = outline.Others,
            Definitions = outline.Definitions,
            Tables = resources.OrderBy(t => t.Name, StringComparer.Ordinal).ToList(),
        };
    }

    /// <summary>Without resources: one query, however many tables there are.</summary>
    public async Task<CatalogueOutline> OutlineAsync(JobNames jobs, CancellationToken cancellationToken)
    {
        await warehouse.LocationAsync(cancellationToken);
        var answer = await warehouse.QueryAsync(jobs.Next("read-catalogue"), Sql(), QueryTypes.Reporting, cancellationToken);
        return Outline(answer.Rows.Select(r => new Row(r.Text("name")!, r.Text("type")!, r.Text("ddl") ?? "", r.Get<bool>("is_routine"))).ToList());
    }

    static CatalogueOutline Outline(IReadOnlyList<Row> rows)
    {
        var (tables, routines) = (rows.Where(r => !r.IsRoutine).ToList(), rows.Where(r => r.IsRoutine).Select(r => new LiveObject(RoutineKind(r.Type), r.Name, r.Ddl)).ToList());
        return new CatalogueOutline
        {
            BaseTables = tables.Where(t => IsBaseTable(t.Type)).Select(t => t.Name).ToList(),
            Objects = [.. tables.Where(t => ViewKind(t.Type) is not null).Select(t => new LiveObject(ViewKind(t.Type)!.Value, t.Name, t.Ddl)), .. routines],
            Others = tables.Where(t => !IsBaseTable(t.Type) && ViewKind(t.Type) is null).Select(t => t.Name).ToList(),
            Definitions = tables.Select(t => KeyValuePair.Create(DefinitionDigest.TableKey(t.Name), t.Ddl))
                .Concat(routines.Select(r => KeyValuePair.Create(DefinitionDigest.Key(r.Kind, r.Name), r.Ddl))).ToDictionary(),
        };
    }

    string Sql() =>
        $"SELECT table_name AS name, table_type AS type, ddl, FALSE AS is_routine FROM {Schema("TABLES")} "
        + $"UNION ALL SELECT routine_name, routine_type, ddl, TRUE FROM {Schema("ROUTINES")} ORDER BY name";

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
