namespace ErosDeploy.Sandbox.Catalog;

/// <summary>A dataset's full name. Names are case sensitive and compared byte for byte.</summary>
internal readonly record struct DatasetName(string Project, string Dataset)
{
    public override string ToString() => $"{Project}:{Dataset}";
}

/// <summary>A table's or view's full name, written "project:dataset.table".</summary>
internal readonly record struct TableName(string Project, string Dataset, string Table)
{
    public DatasetName Parent => new(Project, Dataset);

    public override string ToString() => $"{Project}:{Dataset}.{Table}";
}

/// <summary>A routine's full name, written "project:dataset.routine".</summary>
internal readonly record struct RoutineName(string Project, string Dataset, string Routine)
{
    public DatasetName Parent => new(Project, Dataset);

    public override string ToString() => $"{Project}:{Dataset}.{Routine}";
}
