using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Gives written names their project and dataset, for statements that name an object to create, change or drop.</summary>
internal sealed class NameResolver(string project, DatasetName? defaultDataset, string location, TempObjects temp)
{
    const string SessionPrefix = "_SESSION";

    public string Location { get; } = location;

    public TableName Table(ObjectPath path) => path.Names switch
    {
        [var table] => Within(Default("Table", path), d => new TableName(d.Project, d.Dataset, table.Name)),
        [var dataset, var table] => new(project, dataset.Name, table.Name),
        [var owner, var dataset, var table] => new(owner.Name, dataset.Name, table.Name),
        _ => throw Malformed("table", path),
    };

    public RoutineName Routine(ObjectPath path, string kind = "Function") => path.Names switch
    {
        [var routine] => Within(Default(kind, path), d => new RoutineName(d.Project, d.Dataset, routine.Name)),
        [var dataset, var routine] => new(project, dataset.Name, routine.Name),
        [var owner, var dataset, var routine] => new(owner.Name, dataset.Name, routine.Name),
        _ => throw Malformed("routine", path),
    };

    public DatasetName Dataset(ObjectPath path) => path.Names switch
    {
        [var dataset] => new(project, dataset.Name),
        [var owner, var dataset] => new(owner.Name, dataset.Name),
        _ => throw Malformed("dataset", path),
    };

    /// <summary>The temporary table that a name of one part, or _SESSION.name, stands for.</summary>
    public TableEntry? TempTable(ObjectPath path) => TempName(path) is { } name ? temp.Table(name) : null;

    public RoutineEntry? TempRoutine(ObjectPath path) => TempName(path) is { } name ? temp.Routine(name) : null;

    static string? TempName(ObjectPath path) => path.Names switch
    {
        [var name] => name.Name,
        [var session, var name] when session.Is(SessionPrefix) => name.Name,
        _ => null,
    };

    DatasetName Default(string kind, ObjectPath path) =>
        defaultDataset ?? throw BigQueryException.Invalid($"{kind} \"{path}\" must be qualified with a dataset (e.g. dataset.{kind.ToLowerInvariant()}).", path.ToString());

    static T Within<T>(DatasetName dataset, Func<DatasetName, T> name) => name(dataset);

    static BigQueryException Malformed(string kind, ObjectPath path) => BigQueryException.InvalidQuery($"Invalid {kind} name: `{path}`");
}
