using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint;

enum EffectKind
{
    /// <summary>Makes or replaces an object.</summary>
    Create,
    /// <summary>Writes rows of a table, or changes its metadata.</summary>
    Change,
    /// <summary>Does what no undo puts back.</summary>
    Other,
}

/// <summary>What running a statement does to something that is there when the script has ended.</summary>
sealed record Effect(EffectKind Kind, ObjectPath? Object, DeployedObjectKind? ObjectKind, Node Node);

/// <summary>The effects of statements, through blocks, calls and constant dynamic SQL.</summary>
sealed class Effects(LintScript script, LintCatalogue catalogue)
{
    readonly HashSet<string> _called = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Effect> Of(Statement statement) => Executed(statement).SelectMany(OfOne);

    /// <summary>The statement and those it runs inside; what a CREATE PROCEDURE holds is only kept.</summary>
    internal static IEnumerable<Statement> Executed(Statement statement) =>
        statement is CreateProcedure ? [statement] : statement.Children().SelectMany(Inside).SelectMany(Executed).Prepend(statement);

    static IEnumerable<Statement> Inside(Node node) => node switch
    {
        Statement inner => [inner],
        ConditionalBranch branch => branch.Statements,
        _ => [],
    };

    IEnumerable<Effect> OfOne(Statement statement) => statement switch
    {
        CreateStatement created => Created(created),
        Insert insert => Changed(insert.Table, insert),
        Update update => Changed(update.Table, update),
        Delete delete => Changed(delete.Table, delete),
        Merge merge => Changed(merge.Target, merge),
        Truncate truncate => Changed(truncate.Table, truncate),
        LoadData load => load.Temporary ? [] : Changed(load.Table, load),
        Alter { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView } alter => Changed(alter.Name, alter),
        Drop drop => Dropped(drop),
        Call call => OfCall(call),
        Alter or DropAllRowAccessPolicies or GrantOrRevoke or Undrop or ExportData or ExportModel => [new Effect(EffectKind.Other, null, null, statement)],
        _ => [],
    };

    IEnumerable<Effect> Created(CreateStatement created)
    {
        if (LintScript.IsTemporary(created) || script.IsTemporaryName(created.Name)) return [];
        return KindOf(created) is { } kind ? [new Effect(EffectKind.Create, created.Name, kind, created)] : [new Effect(EffectKind.Other, created.Name, null, created)];
    }

    IEnumerable<Effect> Changed(ObjectPath table, Node node) => script.IsTemporaryName(table) ? [] : [new Effect(EffectKind.Change, table, null, node)];

    IEnumerable<Effect> Dropped(Drop drop) => KindOf(drop.Kind) is { } kind
        ? script.IsTemporaryName(drop.Name) ? [] : [new Effect(EffectKind.Create, drop.Name, kind, drop)]
        : [new Effect(EffectKind.Other, drop.Name, null, drop)];

    /// <summary>A procedure counts once: it may call itself. Its effects stand where it is called.</summary>
    IEnumerable<Effect> OfCall(Call call)
    {
        var name = call.Procedure.Last.Name;
        if (!_called.Add(name)) return [];
        return catalogue.Procedures(name).TakeLast(1).SelectMany(p => p.Body is { } body ? Of(body) : []).Select(effect => effect with { Node = call });
    }

    internal static DeployedObjectKind? KindOf(CreateStatement created) => created switch
    {
        CreateTable => DeployedObjectKind.Table,
        CreateView => DeployedObjectKind.View,
        CreateMaterializedView => DeployedObjectKind.MaterializedView,
        CreateFunction => DeployedObjectKind.Function,
        CreateTableFunction => DeployedObjectKind.TableFunction,
        CreateProcedure => DeployedObjectKind.Procedure,
        _ => null,
    };

    static DeployedObjectKind? KindOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Table => DeployedObjectKind.Table,
        ObjectKind.View => DeployedObjectKind.View,
        ObjectKind.MaterializedView => DeployedObjectKind.MaterializedView,
        ObjectKind.Function => DeployedObjectKind.Function,
        ObjectKind.TableFunction => DeployedObjectKind.TableFunction,
        ObjectKind.Procedure => DeployedObjectKind.Procedure,
        _ => null,
    };
}
