using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Call(FunctionCall node)
    {
        var name = node.Function.ToString();
        if (node.Function.Names.Count == 1 && Context.Catalog.FindTempRoutine(name) is { } temporary) return CallRoutine(node, temporary);
        if (FunctionRegistry.BuiltIn.Find(name) is { } function) return CallBuiltIn(node, function);
        if (FindRoutine(node.Function) is { } routine) return CallRoutine(node, routine);
        if (UnsupportedFunctions.HasFamily(name)) throw Unsupported(node, $"function {name.ToUpperInvariant()}");
        throw Fail(node, $"Function not found: {name}{Spelling.Suggestion(name, FunctionRegistry.BuiltIn.Names.Select(n => n.ToLowerInvariant()))}");
    }

    Typed CallBuiltIn(FunctionCall node, FunctionDefinition function)
    {
        if (node.Over is not null) return Windowed(node, function);
        if (function.Kind == FunctionKind.Window) throw Fail(node, $"Analytic function {function.Name} cannot be called without an OVER clause");
        if (function.Kind == FunctionKind.Aggregate) return Aggregated(node, function);
        if (node.Distinct) throw Fail(node, $"Non-aggregate function {function.Name} cannot be called with DISTINCT");
        if (node.Having is not null) throw Fail(node.Having, "HAVING MAX and HAVING MIN are not supported on scalar functions");
        if (node.OrderBy.Count > 0 || node.Limit is not null || node.NullHandling is not null)
            throw Fail(node, $"{(node.OrderBy.Count > 0 ? "ORDER BY" : node.Limit is not null ? "LIMIT" : "IGNORE NULLS and RESPECT NULLS")} in arguments is not supported on scalar functions");
        return Dispatch(node, function, "", "");
    }

    Typed Aggregated(FunctionCall node, FunctionDefinition function)
    {
        var grouping = _scope.Grouping;
        if (grouping is null) throw Fail(node, $"Aggregate function {function.Name} not allowed in this context");
        if (grouping.InAggregate) throw Fail(node, "Aggregations of aggregations are not allowed");
        if (grouping.NoAggregatesIn is { } clause) throw Fail(node, $"Aggregate function {function.Name} not allowed in {clause}");
        CheckModifiers(node, function);
        grouping.HasAggregates = true;
        grouping.InAggregate = true;
        try
        {
            var order = node.OrderBy.Count == 0 ? "" : " ORDER BY " + string.Join(", ", node.OrderBy.Select(OrderKey));
            return Dispatch(node, function, order, Filter(node));
        }
        finally
        {
            grouping.InAggregate = false;
        }
    }

    Typed Windowed(FunctionCall node, FunctionDefinition function)
    {
        if (function.Kind == FunctionKind.Scalar) throw Fail(node, $"Function {function.Name} does not support an OVER clause");
        var grouping = _scope.Grouping;
        if (grouping?.NoWindowsIn is { } clause) throw Fail(node, $"Analytic function not allowed in {clause}");
        if (grouping is { InAggregate: true }) throw Fail(node, "Analytic functions cannot be arguments to aggregate functions");
        if (grouping is { InWindow: true }) throw Fail(node, "Analytic function cannot be an argument of another analytic function");
        CheckWindow(node, function);
        if (grouping is not null) grouping.HasWindows = true;
        if (grouping is not null) grouping.InWindow = true;
        try
        {
            return Dispatch(node, function, "", Filter(node) + " OVER " + WindowText(node.Over!, node));
        }
        finally
        {
            if (grouping is not null) grouping.InWindow = false;
        }
    }

    /// <summary>FILTER for WHERE and IGNORE NULLS of aggregates; window functions take IGNORE NULLS in their own template.</summary>
    string Filter(FunctionCall node)
    {
        var conditions = new List<string>();
        if (node.Where is not null) conditions.Add(Condition(node.Where, "WHERE").Sql);
        if (node.NullHandling == NullHandling.Ignore && FunctionRegistry.BuiltIn.Find(node.Function.ToString())!.Kind == FunctionKind.Aggregate && node.Arguments.Count > 0)
            conditions.Add($"{Bind(node.Arguments[0]).Sql} IS NOT NULL");
        return conditions.Count == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", conditions)})";
    }

    Typed Dispatch(FunctionCall node, FunctionDefinition function, string order, string after)
    {
        if (function.Special is { } special) return node.Safe ? Guarded(special(this, node with { Safe = false })) : special(this, node);
        node = Arranged(node, function);
        if (function.Name == "COUNT" && node.Arguments is [StarArgument]) node = node with { Arguments = [] };
        var arguments = node.Arguments.Select((argument, i) => function.Overloads.Any(o => o.Signature.IsPart(i)) && DatePart.From(argument) is not null ? null : Argument(function, argument)).ToList();
        var (overload, types, result) = Choose(node, function, arguments);
        var coerced = arguments.Select((a, i) => a is null ? null : Coerce(a, types[i], node.Arguments[i])).ToList();
        var collation = coerced.Select(a => a?.Collation).FirstOrDefault(c => c is not null);
        if (collation is not null) coerced = Folded(node, function, coerced);
        var call = new BoundCall(this, node, coerced, result) { Order = order, After = after };
        return new(result, node.Safe ? SafeCall(call, overload) : overload.Emit(call)) { Collation = result.Kind == TypeKind.String ? collation : null };
    }

    /// <summary>The operands of a call of which one has a collation: compared by it where the function compares, refused where that is not written yet.</summary>
    List<Typed?> Folded(FunctionCall node, FunctionDefinition function, List<Typed?> operands)
    {
        if (function.Name is "STARTS_WITH" or "ENDS_WITH" or "STRPOS" or "INSTR") return [.. operands.Select(o => o is null ? null : Folded(o, operands.OfType<Typed>()))];
        var compares = node.Distinct || function.Name is "MIN" or "MAX" or "MIN_BY" or "MAX_BY" or "GREATEST" or "LEAST" or "NULLIF" or "REPLACE" or "SPLIT" or "APPROX_COUNT_DISTINCT" or "APPROX_TOP_COUNT" or "ARRAY_INCLUDES";
        return compares ? throw Unsupported(node, $"{function.Name} of a value with collation") : operands;
    }

    static Typed Guarded(Typed value) => new(value.Type, $"TRY({value.Sql})");

    FunctionCall Arranged(FunctionCall node, FunctionDefinition function)
    {
        if (node.Arguments.OfType<NamedArgument>().FirstOrDefault() is not { } first) return node;
        CallArguments.Check(this, node);
        return function.Overloads.Select(o => o.Signature.Arrange(node.Arguments)).FirstOrDefault(a => a is not null) is { } arranged
            ? node with { Arguments = [.. arranged] }
            : throw Fail(first, $"Named argument `{first.Name.Name}` not found in signature for call to function {function.Name}");
    }

    Typed Argument(FunctionDefinition function, Expression argument) =>
        argument is IntervalExpression interval ? Interval(interval, moves: IsMover(function.Name)) : Bind(Positional(argument));

    /// <summary>Functions that take a number of any part where an INTERVAL stands.</summary>
    static bool IsMover(string name) => name.EndsWith("_ADD", StringComparison.Ordinal) || name.EndsWith("_SUB", StringComparison.Ordinal) || name == "GENERATE_TIMESTAMP_ARRAY";

    Expression Positional(Expression argument) => argument switch
    {
        LambdaExpression or StarArgument => throw Fail(argument, $"{(argument is StarArgument ? "Argument * can only be used in COUNT(*)" : "Lambda is not supported here")}"),
        _ => argument,
    };

    string SafeCall(BoundCall call, Overload overload)
    {
        if (call.After.Length > 0) throw Fail(call.Node, "SAFE with function is not supported with analytic functions");
        var operands = call.Arguments.Where(a => a is not null).Select(a => a!).ToList();
        return Safely(operands, inner =>
        {
            var next = 0;
            return overload.Emit(call with { Arguments = [.. call.Arguments.Select(a => a is null ? null : inner[next++] with { Literal = a.Literal })] });
        });
    }

    (Overload Overload, SqlType[] Types, SqlType Result) Choose(FunctionCall node, FunctionDefinition function, IReadOnlyList<Typed?> arguments)
    {
        (Overload Overload, SqlType[] Types, SqlType Result)? best = null;
        var lowest = int.MaxValue;
        foreach (var overload in function.Overloads)
        {
            if (overload.Signature.Match(arguments, CommonType) is not var (cost, types, result) || cost >= lowest) continue;
            (best, lowest) = ((overload, types, result), cost);
        }
        return best ?? throw NoSignature(node, function, arguments);
    }

    static string Kind(FunctionDefinition function) => function.Kind switch { FunctionKind.Aggregate => "aggregate ", FunctionKind.Window => "analytic ", _ => "" };

    BigQueryException NoSignature(FunctionCall node, FunctionDefinition function, IReadOnlyList<Typed?> arguments)
    {
        var shown = arguments.Select((a, i) => a is null ? node.Arguments[i].ToString()! : a.IsNull ? "NULL" : a.Type.ToString());
        var lines = function.Overloads.Select(o => $"\n  Signature: {function.Name}({o.Signature.Shown.Replace("PART", "DATE_TIME_PART", StringComparison.Ordinal)})\n    {o.Signature.Complaint(arguments)}");
        var types = arguments.Count == 0 ? " (no arguments)" : " " + string.Join(", ", shown);
        return Fail(node, $"No matching signature for {Kind(function)}function {function.Name}\n  Argument types:{types}{string.Concat(lines)}");
    }
}
