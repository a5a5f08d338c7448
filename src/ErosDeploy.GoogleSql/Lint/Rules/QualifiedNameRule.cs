using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>A name without its dataset means another object wherever the default is another; a fixed dataset is the same one for every target.</summary>
sealed class QualifiedNameRule() : LintRule(Unqualified, Fixed)
{
    static readonly LintCode Unqualified = new("L404", LintSeverity.Error, "A name without its dataset", "Write `${project}.${dataset}.name`.");
    static readonly LintCode Fixed = new("L405", LintSeverity.Warning, "A name with a fixed dataset", "Write `${project}.${dataset}.name`: a rehearsal would use the same object as production.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.Statements.SelectMany(statement => Uses(statement, CommonTables.None, catalogue)).Select(use => Hit(script, use)).OfType<LintHit>();

    static LintHit? Hit(LintScript script, ObjectPath path) =>
        Placeholders.IsOfTarget(path) || script.IsTemporaryName(path) || path.Names.Any(n => n.Is("INFORMATION_SCHEMA")) ? null
        : path.Names.Count == 1 ? Unqualified.At(path.Span.Start, $"{path} names no dataset.")
        : Fixed.At(path.Span.Start, $"{Placeholders.Shown(path)} is not in ${{dataset}}.");

    static IEnumerable<ObjectPath> Uses(Node node, CommonTables tables, LintCatalogue catalogue)
    {
        var inner = node is Query query ? tables.With(query.With) : tables;
        var aliases = node is Select select && select.From is { } from ? Aliases(from) : [];
        return Own(node, inner, catalogue).Concat(node.Children().SelectMany(child => Uses(child, inner, catalogue)))
            .Where(path => path.Names.Count == 1 ? !IsTableParameter(node, path) : !aliases.Contains(path.Names[0].Name));
    }

    static IEnumerable<ObjectPath> Own(Node node, CommonTables tables, LintCatalogue catalogue) => node switch
    {
        TableReference reference => reference.Path.Names.Count == 1 && tables.Find(reference.Path.Last.Name) is not null ? [] : [reference.Path],
        CreateSchema or CreateModel or CreateOther or CreateRowAccessPolicy or CreateIndex => [],
        CreateStatement created => LintScript.IsTemporary(created) ? [] : [created.Name],
        Insert insert => [insert.Table],
        Update update => [update.Table],
        Delete delete => [delete.Table],
        Merge merge => [merge.Target],
        Truncate truncate => [truncate.Table],
        LoadData { Temporary: false } load => [load.Table],
        Alter { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView } alter => [alter.Name],
        Drop { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Function or ObjectKind.TableFunction or ObjectKind.Procedure } drop => [drop.Name],
        Call call => [call.Procedure],
        TableFunctionItem function => IsBuiltIn(function.Function, catalogue) ? [] : [function.Function],
        FunctionCall call => IsBuiltIn(call.Function, catalogue) ? [] : [call.Function],
        _ => [],
    };

    /// <summary>Names of one or two parts are the service's own functions, unless a script makes a routine of that name.</summary>
    static bool IsBuiltIn(ObjectPath function, LintCatalogue catalogue) => function.Names.Count < 3 && !catalogue.Routines.Contains(function.Last.Name);

    /// <summary>A table function may read the tables that it is given.</summary>
    static bool IsTableParameter(Node node, ObjectPath path) =>
        node is CreateTableFunction function && function.Parameters.Any(p => p.Type is TableType or TemplatedType { Kind: "TABLE" } && p.Name.Is(path.Last.Name));

    /// <summary>`FROM t AS a, a.items`: a path that begins with a neighbour is an array of it.</summary>
    static HashSet<string> Aliases(FromItem from) =>
        new(from.DescendantsAndSelf().OfType<FromItem>().Select(AliasOf).OfType<string>(), StringComparer.OrdinalIgnoreCase);

    static string? AliasOf(FromItem item) => item switch
    {
        TableReference reference => reference.Alias?.Name ?? reference.Path.Last.Name,
        SubqueryItem subquery => subquery.Alias?.Name,
        UnnestItem unnest => unnest.Alias?.Name,
        TableFunctionItem function => function.Alias?.Name,
        _ => null,
    };
}
