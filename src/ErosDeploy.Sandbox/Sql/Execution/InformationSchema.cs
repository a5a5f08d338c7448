using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Catalog.SystemViews;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Finds system views by name: [[project.]dataset|region-x.]INFORMATION_SCHEMA.view and [project.]dataset.__TABLES__.</summary>
internal sealed class InformationSchema(JobContext job, CatalogState state)
{
    const string Marker = "INFORMATION_SCHEMA";
    const string RegionPrefix = "region-";

    static readonly Dictionary<string, SystemViewDefinition> Views =
        TableViews.All.Concat(ColumnViews.All).Concat(RoutineViews.All).Concat(StorageViews.All).Concat(SearchIndexViews.All).Concat(JobViews.All)
            .ToDictionary(v => v.Name, StringComparer.OrdinalIgnoreCase);

    static readonly HashSet<string> OfProject = new(StringComparer.OrdinalIgnoreCase)
    {
        "SCHEMATA", "SCHEMATA_OPTIONS", "JOBS", "JOBS_BY_PROJECT", "JOBS_BY_USER", "TABLE_STORAGE",
    };

    public SystemView? Find(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset)
    {
        if (!IsName(parts)) return null;
        if (parts[^1] == StorageViews.LegacyTables.Name) return Legacy(parts, defaultProject, defaultDataset);
        var view = Views.GetValueOrDefault(parts[^1])
            ?? throw new BigQueryException("notFound", $"Not found: Table {string.Join('.', parts)}; INFORMATION_SCHEMA has no such view here");
        return Of(view, Scope(view, parts, defaultProject, defaultDataset));
    }

    /// <summary>Whether the parts can name a system view.</summary>
    public static bool IsName(IReadOnlyList<string> parts) =>
        parts[^1] == StorageViews.LegacyTables.Name || parts.Count >= 2 && parts[^2].Equals(Marker, StringComparison.OrdinalIgnoreCase);

    SystemViewScope Scope(SystemViewDefinition view, IReadOnlyList<string> parts, string project, string? dataset)
    {
        var (owner, container) = parts.Count switch
        {
            2 => (project, OfProject.Contains(view.Name) ? null : dataset),
            3 when IsProject(parts[0], view) => (parts[0], null),
            3 => (project, parts[0]),
            _ => (parts[0], parts[1]),
        };
        if (container is null && parts.Count == 2 && !OfProject.Contains(view.Name))
            throw BigQueryException.Invalid($"Table \"{string.Join('.', parts)}\" must be qualified with a dataset (e.g. dataset.table).", string.Join('.', parts));
        return container?.StartsWith(RegionPrefix, StringComparison.OrdinalIgnoreCase) == true ? Region(owner, container, parts) : InDataset(owner, container);
    }

    // project.INFORMATION_SCHEMA.SCHEMATA, where the first part is no dataset
    bool IsProject(string part, SystemViewDefinition view) =>
        OfProject.Contains(view.Name) && !part.StartsWith(RegionPrefix, StringComparison.OrdinalIgnoreCase)
        && !state.Datasets.ContainsKey(new DatasetName(job.Request.Project, part));

    SystemViewScope Region(string project, string region, IReadOnlyList<string> parts)
    {
        if (!region.AsSpan(RegionPrefix.Length).Equals(job.Request.Location, StringComparison.OrdinalIgnoreCase))
            throw new BigQueryException("notFound", $"Not found: Dataset {project}:{string.Join('.', parts.Take(parts.Count - 1))} was not found in location {job.Request.Location}");
        return new SystemViewScope(job, state, project, null);
    }

    SystemViewScope InDataset(string project, string? dataset)
    {
        if (dataset is not null && !state.Datasets.ContainsKey(new DatasetName(project, dataset)))
            throw BigQueryException.DatasetNotFound(project, dataset, job.Request.Location);
        return new SystemViewScope(job, state, project, dataset);
    }

    SystemView? Legacy(IReadOnlyList<string> parts, string defaultProject, string? defaultDataset)
    {
        var (project, dataset) = parts switch
        {
            [_] => (defaultProject, defaultDataset),
            [var named, _] => (defaultProject, named),
            [var owner, var named, _] => (owner, named),
            _ => (defaultProject, null),
        };
        return dataset is null ? null : Of(StorageViews.LegacyTables, InDataset(project, dataset));
    }

    static SystemView Of(SystemViewDefinition view, SystemViewScope scope) => new(
        view.Name,
        [.. view.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type) with { PhysicalName = c.Name })],
        SystemViewRelation.Of(view, view.Rows(scope)));
}
