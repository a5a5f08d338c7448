using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

internal enum EntryKind
{
    Dataset,
    Table,
    Routine,
}

/// <summary>One change of the catalogue: an entry put in place, or with Entry null taken away.</summary>
internal sealed record CatalogEdit(EntryKind Kind, string Project, string Dataset, string Name, object? Entry)
{
    public DatasetName DatasetName => new(Project, Dataset);

    public TableName TableName => new(Project, Dataset, Name);

    public RoutineName RoutineName => new(Project, Dataset, Name);

    public static CatalogEdit Put(DatasetEntry entry) => new(EntryKind.Dataset, entry.Name.Project, entry.Name.Dataset, "", entry);

    public static CatalogEdit Put(TableEntry entry) => new(EntryKind.Table, entry.Name.Project, entry.Name.Dataset, entry.Name.Table, entry);

    public static CatalogEdit Put(RoutineEntry entry) => new(EntryKind.Routine, entry.Name.Project, entry.Name.Dataset, entry.Name.Routine, entry);

    public static CatalogEdit Remove(DatasetName name) => new(EntryKind.Dataset, name.Project, name.Dataset, "", null);

    public static CatalogEdit Remove(TableName name) => new(EntryKind.Table, name.Project, name.Dataset, name.Table, null);

    public static CatalogEdit Remove(RoutineName name) => new(EntryKind.Routine, name.Project, name.Dataset, name.Routine, null);
}
