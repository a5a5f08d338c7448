using System.Collections.Immutable;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>Where a parameter or variable and a column have one name, the column is meant: a predicate on both is true for every row.</summary>
sealed class ShadowedNameRule() : LintRule(Shadowed)
{
    static readonly LintCode Shadowed = new("L401", LintSeverity.Error, "A parameter or variable hidden by a column", "Give the parameter another name (p_name, v_name), or qualify the column by its table's alias.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue)
    {
        var walk = new Walk(catalogue);
        var names = Names.None;
        foreach (var statement in script.Statements) names = walk.Statement(statement, names);
        return walk.Hits;
    }

    /// <summary>Names of values that are no columns, with what they are.</summary>
    sealed record Names(ImmutableDictionary<string, string> Values)
    {
        public static Names None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));

        public Names With(IEnumerable<Identifier> names, string what) => new(Values.SetItems(names.Select(n => KeyValuePair.Create(n.Name, what))));
    }

    sealed record Scope(Names Names, CommonTables Tables, ImmutableDictionary<string, string> Columns)
    {
        public Scope With(IEnumerable<KeyValuePair<string, string>> columns) => this with { Columns = Columns.SetItems(columns) };
    }

    sealed class Walk(LintCatalogue catalogue)
    {
        static readonly ImmutableDictionary<string, string> NoColumns = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

        public List<LintHit> Hits { get; } = [];

        /// <summary>The names after the statement, which may have declared some.</summary>
        public Names Statement(Statement statement, Names names)
        {
            switch (statement)
            {
                case Declare declare:
                    Visit(declare, names);
                    return names.With(declare.Names, "variable");
                case CreateProcedure procedure:
                    if (procedure.Body is { } body) Statement(body, names.With(procedure.Parameters.Select(p => p.Name), "parameter"));
                    break;
                case CreateFunction function:
                    Visit(function, names.With(function.Parameters.Select(p => p.Name), "parameter"));
                    break;
                case CreateTableFunction function:
                    Visit(function, names.With(function.Parameters.Select(p => p.Name), "parameter"));
                    break;
                default:
                    Visit(statement, names);
                    break;
            }
            return names;
        }

        void Visit(Statement statement, Names names)
        {
            var scope = new Scope(names, CommonTables.None, NoColumns);
            var inner = scope.With(Targets(statement));
            foreach (var child in statement.Children())
            {
                if (child is Statement nested) names = Statement(nested, names);
                else if (child is ConditionalBranch branch) Branch(branch, names);
                else if (child is FromItem from) From(from, scope, inner);
                else Visit(child, inner);
            }
        }

        void Branch(ConditionalBranch branch, Names names)
        {
            Visit(branch.Condition, new Scope(names, CommonTables.None, NoColumns));
            foreach (var statement in branch.Statements) names = Statement(statement, names);
        }

        /// <summary>The columns that expressions of a DML statement see.</summary>
        Dictionary<string, string> Targets(Statement statement) => statement switch
        {
            Update update => Both(update.Table, update.From),
            Delete delete => Both(delete.Table, null),
            Merge merge => Both(merge.Target, merge.Source),
            _ => [],
        };

        Dictionary<string, string> Both(ObjectPath target, FromItem? from)
        {
            var columns = catalogue.Columns.Of(new TableReference(target, null), CommonTables.None);
            foreach (var (name, table) in catalogue.Columns.Of(from, CommonTables.None)) columns.TryAdd(name, table);
            return columns;
        }

        void Visit(Node node, Scope scope)
        {
            if (node is PathExpression { Names: [var name] }) Check(name, scope);
            else if (node is Query query) Query(query, scope);
            else if (node is Select select) Select(select, scope);
            else foreach (var child in node.Children()) Visit(child, scope);
        }

        void Query(Query query, Scope scope)
        {
            var inner = scope with { Tables = scope.Tables.With(query.With) };
            if (query.With is { } with) Visit(with, scope);
            Visit(query.Body, inner);
            var ordered = query.Body is Select select ? inner.With(catalogue.Columns.Of(select.From, inner.Tables)) : inner;
            foreach (var item in query.OrderBy) Visit(item, ordered);
        }

        void Select(Select select, Scope scope)
        {
            var inner = scope.With(catalogue.Columns.Of(select.From, scope.Tables));
            foreach (var child in select.Children())
            {
                if (child is FromItem from) From(from, scope, inner);
                else Visit(child, inner);
            }
        }

        /// <summary>A subquery in FROM does not see the columns of its neighbours; ON and UNNEST do.</summary>
        void From(FromItem from, Scope outer, Scope inner)
        {
            foreach (var child in from.Children())
            {
                if (child is FromItem nested) From(nested, outer, inner);
                else Visit(child, child is Query ? outer : from is TableFunctionItem ? outer : inner);
            }
        }

        void Check(Identifier name, Scope scope)
        {
            if (scope.Names.Values.TryGetValue(name.Name, out var what) && scope.Columns.TryGetValue(name.Name, out var table))
                Hits.Add(Shadowed.At(name.Span.Start, $"{name} is the column of {table} here, not the {what}."));
        }
    }
}
