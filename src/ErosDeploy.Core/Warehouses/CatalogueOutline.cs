using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Schemas;

namespace ErosDeploy.Core.Warehouses;

/// <summary>What is in the dataset now, as far as one query tells it: names, kinds and definitions.</summary>
record CatalogueOutline
{
    public required IReadOnlyList<string> BaseTables { get; init; }

    /// <summary>Views and routines.</summary>
    public required IReadOnlyList<LiveObject> Objects { get; init; }

    /// <summary>Names of what is neither base table, view nor routine: external tables, snapshots, models.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>Every definition as the service tells it, by <see cref="DefinitionDigest.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    public IReadOnlySet<string> TableNames => BaseTables
        .Concat(Objects.Where(o => !ObjectSql.IsRoutine(o.Kind)).Select(o => o.Name)).Concat(Others).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> RoutineNames => Objects.Where(o => ObjectSql.IsRoutine(o.Kind)).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The view or routine of that name, whichever kind it is now within the same name space.</summary>
    public LiveObject? Object(DeployedObjectKind kind, string name) =>
        Objects.FirstOrDefault(o => o.Name == name && ObjectSql.IsRoutine(o.Kind) == ObjectSql.IsRoutine(kind));

    /// <summary>The columns of a base table as its definition has them; null when it cannot be read, as a form of a later day.</summary>
    public TableShape? Shape(string table) =>
        Definitions.TryGetValue(DefinitionDigest.TableKey(table), out var ddl) && DeclaredSchema.OfDefinition(ddl) is { } shape ? shape with { Name = table } : null;
}
