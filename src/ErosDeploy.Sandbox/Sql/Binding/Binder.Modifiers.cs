using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Which clauses a call of an aggregate or window function may have: what a function would ignore is refused.</summary>
internal sealed partial class Binder
{
    static readonly string[] Ordered = ["ARRAY_AGG", "ARRAY_CONCAT_AGG", "STRING_AGG"];
    static readonly string[] SeeNulls = ["ARRAY_AGG", "APPROX_QUANTILES", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE", "PERCENTILE_CONT", "PERCENTILE_DISC"];
    static readonly string[] Pairs = ["CORR", "COVAR_POP", "COVAR_SAMP"];
    static readonly string[] Framed = ["FIRST_VALUE", "LAST_VALUE", "NTH_VALUE"];

    void CheckModifiers(FunctionCall node, FunctionDefinition function)
    {
        if (node.GroupBy is not null) throw Unsupported(node, $"GROUP BY in the arguments of aggregate function {function.Name}");
        if (node.Having is { } having && function.Name != "ANY_VALUE") throw Unsupported(having, $"HAVING {(having.Max ? "MAX" : "MIN")} in the arguments of aggregate function {function.Name}");
        var isOrdered = Ordered.Contains(function.Name);
        if (node.OrderBy.Count > 0 && !isOrdered) throw Fail(node.OrderBy[0], $"Aggregate function {function.Name} does not support ORDER BY in arguments");
        if (node.Limit is not null && !isOrdered) throw Fail(node.Limit, $"Aggregate function {function.Name} does not support LIMIT in arguments");
        if (node.NullHandling is not null && !SeeNulls.Contains(function.Name)) throw Fail(node, $"IGNORE NULLS and RESPECT NULLS are not allowed for aggregate function {Lower(function)}");
        CheckDistinct(node, function);
        if (node.Safe) throw Unsupported(node, $"SAFE with aggregate function {function.Name}");
    }

    void CheckDistinct(FunctionCall node, FunctionDefinition function)
    {
        if (!node.Distinct) return;
        if (node.Arguments is [StarArgument]) throw Fail(node, "COUNT(*) cannot be used with DISTINCT");
        if (Pairs.Contains(function.Name)) throw Fail(node, $"DISTINCT is not allowed for function {function.Name}");
        if (node.OrderBy.Any(o => !node.Arguments.Contains(o.Expression)))
            throw Fail(node, "An aggregate function that has both DISTINCT and ORDER BY arguments can only ORDER BY expressions that are arguments to the function");
    }

    /// <summary>Literals, query parameters and script variables.</summary>
    internal bool IsConstant(Typed value, Expression node) =>
        value.Literal is not null || value.IsParameter || node is PathExpression { Names: [var name] } && Context.Variable(name.Name) is not null;

    static string Lower(FunctionDefinition function) => function.Name.ToLowerInvariant();

    void CheckWindow(FunctionCall node, FunctionDefinition function)
    {
        if (node.Having is not null) throw Fail(node, "HAVING modifier is not supported on analytic functions");
        if (node.OrderBy.Count > 0) throw Fail(node, "ORDER BY in arguments is not supported on analytic functions");
        if (node.Limit is not null) throw Fail(node, "LIMIT in arguments is not supported on analytic functions");
        if (node.NullHandling is not null && !SeeNulls.Contains(function.Name)) throw Fail(node, $"IGNORE NULLS and RESPECT NULLS are not allowed for analytic function {function.Name}");
        var (_, order, frame) = Flatten(node.Over!, node);
        if (node.Distinct && order.Count > 0) throw Fail(node, "Window ORDER BY is not allowed if DISTINCT is specified");
        if (function.Kind != FunctionKind.Window) return;
        var isPercentile = function.Name.StartsWith("PERCENTILE_", StringComparison.Ordinal);
        if (order.Count == 0 && !isPercentile && function.Name != "ROW_NUMBER") throw Fail(node.Over!, $"Window ORDER BY is required for analytic function {Lower(function)}");
        if (order.Count > 0 && isPercentile) throw Fail(order[0], $"Window ORDER BY is not allowed for analytic function {Lower(function)}");
        if (frame is not null && !Framed.Contains(function.Name)) throw Fail(frame, $"Window framing clause is not allowed for analytic function {Lower(function)}");
    }

    /// <summary>Frames that would be empty or backwards, and RANGE over what is no one number.</summary>
    void CheckFrame(WindowFrame frame, IReadOnlyList<Typed> order, Node at)
    {
        CheckBounds(frame);
        foreach (var bound in new[] { frame.Start, frame.End })
        {
            if (bound?.Offset is { } offset) CheckOffset(frame, offset, order.Count == 1 ? order[0].Type : null);
        }
        if (frame.Unit == FrameUnit.Rows || frame.Start.Offset is null && frame.End?.Offset is null) return;
        if (order.Count == 0) throw Fail(at, "A RANGE-based window including an OFFSET PRECEDING or OFFSET FOLLOWING window frame boundary requires an ORDER BY");
        if (order.Count > 1) throw Fail(at, "A RANGE-based window with OFFSET PRECEDING or OFFSET FOLLOWING boundaries must have exactly one ORDER BY key");
        if (order[0].Type.Kind == TypeKind.BigNumeric) throw Unsupported(at, "RANGE-based window over BIGNUMERIC with OFFSET boundaries");
        if (!order[0].Type.IsNumber) throw Fail(at, $"ORDER BY key must be numeric in a RANGE-based window with OFFSET PRECEDING or OFFSET FOLLOWING boundaries, but has type {order[0].Type}");
    }

    void CheckBounds(WindowFrame frame)
    {
        var (start, end) = (frame.Start.Kind, frame.End?.Kind ?? FrameBoundKind.CurrentRow);
        if (start == FrameBoundKind.UnboundedFollowing) throw Fail(frame.Start, "Starting window framing expression cannot be UNBOUNDED FOLLOWING");
        if (end == FrameBoundKind.UnboundedPreceding) throw Fail(frame.End!, "Ending window framing expression cannot be UNBOUNDED PRECEDING");
        if (frame.End is null && start == FrameBoundKind.Following) throw Fail(frame.Start, "Starting window framing expression cannot be OFFSET FOLLOWING because the implicit ending window framing expression is CURRENT ROW");
        if (start == FrameBoundKind.CurrentRow && end == FrameBoundKind.Preceding)
            throw Fail(frame.End!, "Starting window framing expression cannot be CURRENT ROW when the ending window framing expression is OFFSET PRECEDING");
        if (start == FrameBoundKind.Following && end is FrameBoundKind.Preceding or FrameBoundKind.CurrentRow)
            throw Fail(frame.End!, $"Ending window framing expression cannot be {(end == FrameBoundKind.Preceding ? "OFFSET PRECEDING" : "CURRENT ROW")} when the starting window framing expression is OFFSET FOLLOWING");
    }

    void CheckOffset(WindowFrame frame, Expression offset, SqlType? key)
    {
        if (offset is UnaryExpression { Operator: UnaryOperator.Minus, Operand: Literal }) throw Fail(offset, "Window framing expression cannot evaluate to a negative value");
        var bound = Bind(offset);
        if (offset is PathExpression && !IsConstant(bound, offset)) throw Fail(offset, "Window framing expression must be a literal or parameter");
        if (frame.Unit == FrameUnit.Rows && bound.Type.Kind != TypeKind.Int64) throw Fail(offset, $"Window framing expression for ROWS can only be of integer type, but has type {bound.Type}");
        if (frame.Unit == FrameUnit.Range && key is { IsNumber: true } && !CanBecome(bound, key)) throw Fail(offset, $"Window framing expression has type {bound.Type} that cannot coerce to the type of the ORDER BY expression, which is {key}");
    }
}
