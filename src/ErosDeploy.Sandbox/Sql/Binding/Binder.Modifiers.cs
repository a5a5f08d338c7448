using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Which clauses a call of an aggregate or window function may have: what a function would ignore is refused.</summary>
internal sealed partial class Binder
{
    static readonly string[] Ordered = ["ARRAY_AGG", "ARRAY_CONCAT_AGG", "STRING_AGG"];
    static readonly string[] NeedOrder = ["RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST", "NTILE", "LAG", "LEAD"];
    static readonly string[] Framed = ["FIRST_VALUE", "LAST_VALUE", "NTH_VALUE"];

    void CheckModifiers(FunctionCall node, FunctionDefinition function)
    {
        if (node.GroupBy is not null) throw Unsupported(node, $"GROUP BY in the arguments of aggregate function {function.Name}");
        if (node.Having is { } having && function.Name != "ANY_VALUE") throw Unsupported(having, $"HAVING {(having.Max ? "MAX" : "MIN")} in the arguments of aggregate function {function.Name}");
        var isOrdered = Ordered.Contains(function.Name);
        if (node.OrderBy.Count > 0 && !isOrdered) throw Fail(node, $"Aggregate function {function.Name} does not support ORDER BY in arguments");
        if (node.Limit is not null && !isOrdered) throw Fail(node, $"Aggregate function {function.Name} does not support LIMIT in arguments");
        if (node is { Distinct: true, OrderBy.Count: > 0 } && node.OrderBy.Any(o => !node.Arguments.Contains(o.Expression)))
            throw Fail(node, "An aggregate function that has both DISTINCT and ORDER BY arguments can only ORDER BY expressions that are arguments to the function");
        if (node.Safe) throw Unsupported(node, $"SAFE with aggregate function {function.Name}");
    }

    void CheckWindow(FunctionCall node, FunctionDefinition function)
    {
        var kind = function.Kind == FunctionKind.Window ? "Analytic" : "Aggregate";
        if (node.Having is not null) throw Fail(node, $"HAVING modifier is not allowed for {kind.ToLowerInvariant()} function {function.Name} with an OVER clause");
        if (node.OrderBy.Count > 0) throw Fail(node, $"ORDER BY in arguments is not supported for {kind.ToLowerInvariant()} function {function.Name} with an OVER clause");
        if (node.Limit is not null) throw Fail(node, $"LIMIT in arguments is not supported for {kind.ToLowerInvariant()} function {function.Name} with an OVER clause");
        var (_, order, frame) = Flatten(node.Over!, node);
        if (node.Distinct && order.Count > 0) throw Fail(node, "Window ORDER BY is not allowed if DISTINCT is specified");
        if (function.Kind != FunctionKind.Window) return;
        if (order.Count == 0 && NeedOrder.Contains(function.Name)) throw Fail(node, $"Window ORDER BY is required for analytic function {function.Name}");
        if (order.Count > 0 && function.Name.StartsWith("PERCENTILE_", StringComparison.Ordinal)) throw Fail(node, $"Window ORDER BY is not allowed for analytic function {function.Name}");
        if (frame is not null && !Framed.Contains(function.Name)) throw Fail(node, $"Window framing clause is not allowed for analytic function {function.Name}");
    }

    /// <summary>Frames that would be empty or backwards, and RANGE over what is no one number.</summary>
    void CheckFrame(WindowFrame frame, IReadOnlyList<Typed> order, Node at)
    {
        if (frame.Start.Kind == FrameBoundKind.UnboundedFollowing) throw Fail(frame, "Window frame cannot start with UNBOUNDED FOLLOWING");
        if (frame.End is { Kind: FrameBoundKind.UnboundedPreceding }) throw Fail(frame, "Window frame cannot end with UNBOUNDED PRECEDING");
        var end = frame.End?.Kind ?? FrameBoundKind.CurrentRow;
        if (Rank(frame.Start.Kind) > Rank(end)) throw Fail(frame, $"Window frame cannot end with {Words(end)} when starting with {Words(frame.Start.Kind)}");
        foreach (var bound in new[] { frame.Start, frame.End })
        {
            if (bound?.Offset is not { } offset) continue;
            if (offset is UnaryExpression { Operator: UnaryOperator.Minus }) throw Fail(offset, "Window frame offset cannot be negative");
            if (frame.Unit == FrameUnit.Rows) BindAs(offset, SqlType.Int64, "Window frame offset");
        }
        if (frame.Unit == FrameUnit.Rows || frame.Start.Offset is null && frame.End?.Offset is null) return;
        if (order.Count != 1) throw Fail(at, "ORDER BY must have exactly one key in a RANGE-based window with OFFSET boundaries");
        if (order[0].Type.Kind == TypeKind.BigNumeric) throw Unsupported(at, "RANGE-based window over BIGNUMERIC with OFFSET boundaries");
        if (!order[0].Type.IsNumber) throw Fail(at, $"ORDER BY key must be numeric in a RANGE-based window with OFFSET boundaries, but has type {order[0].Type}");
    }

    static int Rank(FrameBoundKind kind) => kind switch
    {
        FrameBoundKind.UnboundedPreceding => 0, FrameBoundKind.Preceding => 1, FrameBoundKind.CurrentRow => 2, FrameBoundKind.Following => 3, _ => 4,
    };

    static string Words(FrameBoundKind kind) => kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING", FrameBoundKind.Preceding => "PRECEDING", FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Following => "FOLLOWING", _ => "UNBOUNDED FOLLOWING",
    };
}
