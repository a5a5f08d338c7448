using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>SQL aggregate functions: the body stands in place of the call, and its own aggregates read the arguments.</summary>
internal sealed partial class Binder
{
    Typed CallAggregate(FunctionCall node, RoutineEntry routine)
    {
        if (!routine.Language.Equals("SQL", StringComparison.OrdinalIgnoreCase)) throw Unsupported(node, $"aggregate functions in language {routine.Language}");
        CheckAggregateCall(node, routine);
        Session.NoteRoutine(routine.Name);
        var grouping = _scope.Grouping!;
        grouping.HasAggregates = grouping.InAggregate = true;
        try
        {
            var arguments = AggregateArguments(node, routine);
            return Session.Nested($"function {routine.Name.Routine}", () => AggregateBody(node, routine, arguments));
        }
        finally
        {
            grouping.InAggregate = false;
        }
    }

    void CheckAggregateCall(FunctionCall node, RoutineEntry routine)
    {
        var name = routine.Name.Routine;
        if (node.Over is not null) throw Unsupported(node, $"an OVER clause of SQL aggregate function {name}");
        if (node.Safe) throw Unsupported(node, $"SAFE with aggregate function {name}");
        if (node.Distinct || node.OrderBy.Count > 0 || node.Limit is not null || node.Having is not null || node.NullHandling is not null || node.GroupBy is not null)
            throw Unsupported(node, $"DISTINCT, ORDER BY and other clauses in the arguments of SQL aggregate function {name}");
        if (_scope.Grouping is not { } grouping) throw Fail(node, $"Aggregate function {name} not allowed in this context");
        if (grouping.InAggregate) throw Fail(node, "Aggregations of aggregations are not allowed");
        if (grouping.NoAggregatesIn is { } clause) throw Fail(node, $"Aggregate function {name} not allowed in {clause}");
    }

    List<Typed> AggregateArguments(FunctionCall node, RoutineEntry routine)
    {
        var arguments = Arguments(node, node.Arguments, routine);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (routine.Arguments[i].IsAggregate) arguments[i] = arguments[i] with { Literal = null, Parts = null };
            else if (!arguments[i].IsSimple || node.Arguments[i] is PathExpression && arguments[i].Literal is null && !arguments[i].IsParameter)
                throw Fail(node.Arguments[i], $"Argument {i + 1} of {routine.Name.Routine} must be a literal or query parameter, because its parameter is NOT AGGREGATE");
        }
        return arguments;
    }

    Typed AggregateBody(FunctionCall node, RoutineEntry routine, List<Typed> arguments)
    {
        var binder = ForRoutine(routine, arguments);
        var inner = binder._scope.Grouping = new();
        var expression = Parser.ParseExpression(routine.Body);
        var body = binder.BindAggregateBody(expression, routine.Arguments, inner);
        if (routine.ReturnType is { } type)
            body = binder.Coerce(body, type, expression) ?? throw BigQueryException.InvalidQuery($"Function declared to return {type} but the function body produces incompatible type {body.Type}");
        return body with { IsSimple = false, Literal = null, Parts = null };
    }

    /// <summary>Aggregate parameters are columns here: they may stand only in the arguments of aggregates.</summary>
    internal Typed BindAggregateBody(Expression expression, IReadOnlyList<RoutineArgument> parameters, Grouping inner)
    {
        var columns = parameters.Where(p => p.IsAggregate).Select(p => new BoundColumn(p.Name ?? "", _scope.Arguments![p.Name ?? ""])).ToList();
        foreach (var column in columns) _scope.Arguments!.Remove(column.Name);
        _scope.From = new("", [], columns);
        var body = Bind(expression);
        if (inner.FirstUngrouped is var (_, name, at)) throw Fail(at, $"Function argument {name} cannot be referenced outside aggregate function calls unless marked as NOT AGGREGATE");
        return body;
    }
}
