using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary>Which columns a FROM brings into scope, as far as the scripts tell: a table that none of them declares brings none.</summary>
sealed class ColumnNames(LintCatalogue catalogue)
{
    const int MaxDepth = 16;

    /// <summary>Columns by the name of the table that brings them, the first one where several do.</summary>
    public Dictionary<string, string> Of(FromItem? from, CommonTables tables, int depth = 0)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (from is not null && depth < MaxDepth) Add(columns, from, tables, depth);
        return columns;
    }

    void Add(Dictionary<string, string> columns, FromItem from, CommonTables tables, int depth)
    {
        switch (from)
        {
            case TableReference reference:
                AddAll(columns, reference.Path.Last.Name, OfTable(reference.Path, tables, depth));
                break;
            case TableFunctionItem function:
                AddAll(columns, function.Function.Last.Name, OfQueries(function.Function.Last.Name, depth));
                break;
            case SubqueryItem subquery:
                AddAll(columns, subquery.Alias?.Name ?? "the subquery", OfQuery(subquery.Query, tables, depth + 1));
                break;
            case UnnestItem { Alias: { } alias }:
                AddAll(columns, alias.Name, [alias.Name]);
                break;
            case PivotItem or UnpivotItem:
                break;
            default:
                foreach (var inner in from.Children().OfType<FromItem>()) Add(columns, inner, tables, depth);
                break;
        }
    }

    static void AddAll(Dictionary<string, string> columns, string table, IEnumerable<string> names)
    {
        foreach (var name in names) columns.TryAdd(name, table);
    }

    IEnumerable<string> OfTable(ObjectPath path, CommonTables tables, int depth)
    {
        var name = path.Last.Name;
        if (path.Names.Count == 1 && tables.Find(name) is { } common) return OfQuery(common, tables, depth + 1);
        var declared = catalogue.Tables(name).SelectMany(t => t.Elements?.Columns.Select(c => c.Name.Name) ?? OfQuery(t.AsQuery, tables, depth + 1));
        return declared.Concat(OfQueries(name, depth));
    }

    IEnumerable<string> OfQueries(string name, int depth) =>
        catalogue.Queries.GetValueOrDefault(name)?.SelectMany(query => OfQuery(query, CommonTables.None, depth + 1)) ?? [];

    IReadOnlyList<string> OfQuery(Query? query, CommonTables tables, int depth)
    {
        if (query is null || depth >= MaxDepth) return [];
        return [.. OfBody(query.Body, tables.With(query.With), depth)];
    }

    IEnumerable<string> OfBody(QueryBody body, CommonTables tables, int depth) => body switch
    {
        Select select => select.Items.SelectMany(item => OfItem(item, select, tables, depth)),
        NestedQuery nested => OfQuery(nested.Query, tables, depth + 1),
        SetOperation operation => OfBody(operation.Inputs[0], tables, depth + 1),
        FromQuery from => Of(from.From, tables, depth + 1).Keys,
        _ => [],
    };

    IEnumerable<string> OfItem(SelectItem item, Select select, CommonTables tables, int depth) => item switch
    {
        SelectExpression { Alias: { } alias } => [alias.Name],
        SelectExpression { Expression: PathExpression path } => [path.Names[^1].Name],
        SelectExpression { Expression: FieldAccess access } => [access.Field.Name],
        SelectStar star => Of(select.From, tables, depth + 1).Keys.Where(name => !star.Except.Any(e => e.Is(name))),
        _ => [],
    };
}

/// <summary>The WITH tables in scope.</summary>
sealed record CommonTables(CommonTables? Outer, WithClause? Clause)
{
    public static CommonTables None { get; } = new(null, null);

    public CommonTables With(WithClause? clause) => clause is null ? this : new CommonTables(this, clause);

    public Query? Find(string name) => Clause?.Tables.LastOrDefault(t => t.Name.Is(name))?.Query ?? Outer?.Find(name);
}
