using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    internal string WindowText(WindowSpecification window, Node at)
    {
        var (partition, order, frame) = Flatten(window, at);
        var parts = new List<string>();
        if (partition.Count > 0) parts.Add("PARTITION BY " + string.Join(", ", partition.Select(p => PartitionKey(p))));
        if (frame is not null) CheckFrame(frame, [.. order.Select(o => Bind(o.Expression))], at);
        if (order.Count > 0) parts.Add("ORDER BY " + string.Join(", ", order.Select(o => WindowKey(o, frame))));
        if (frame is not null) parts.Add(FrameText(frame));
        return $"({string.Join(' ', parts)})";
    }

    string PartitionKey(Expression node)
    {
        var key = Bind(node);
        if (key.Type.IsArray || key.Type.IsStruct || key.Type.Kind is TypeKind.Float64 or TypeKind.Json or TypeKind.Geography) throw Fail(node, $"Partitioning by expressions of type {key.Type} is not allowed");
        return key.Collation is null ? key.Sql : $"lower({key.Sql})";
    }

    (ValueList<Expression> Partition, ValueList<OrderingItem> Order, WindowFrame? Frame) Flatten(WindowSpecification window, Node at)
    {
        if (window.BaseWindow is null) return (window.PartitionBy, window.OrderBy, window.Frame);
        var named = _scope.FindWindow(window.BaseWindow.Name) ?? throw Fail(window.BaseWindow, $"Unrecognized window alias {window.BaseWindow.Name}");
        var (partition, order, frame) = Flatten(named, at);
        if (window.PartitionBy.Count > 0) throw Fail(window.BaseWindow, "If a window has a PARTITION BY, it cannot reference a named window");
        if (window.OrderBy.Count > 0 && order.Count > 0) throw Fail(window.BaseWindow, "If a window inherits an ORDER BY from its referenced window, it cannot have an inline ORDER BY");
        if (frame is not null && (window.OrderBy.Count > 0 || window.Frame is not null)) throw Fail(window.BaseWindow, "If a window has an inline ORDER BY or window frame clause, it cannot reference another window that contains or inherits a window frame clause");
        return (partition, window.OrderBy.Count > 0 ? window.OrderBy : order, window.Frame ?? frame);
    }

    /// <summary>A frame by value takes exactly one key, whose order cannot be changed for NaN: it is refused there.</summary>
    string WindowKey(OrderingItem item, WindowFrame? frame) => frame is { Unit: FrameUnit.Range, Start.Offset: not null } or { Unit: FrameUnit.Range, End.Offset: not null }
        ? OneKey(FrameKey(Bind(item.Expression)), item)
        : OrderKey(item);

    /// <summary>Whole numbers are wide enough for what an offset makes of them.</summary>
    string FrameKey(Typed key) => key.Type.Kind switch
    {
        TypeKind.Int64 => $"({key.Sql})::HUGEINT",
        TypeKind.Float64 => Once([key], o => $"CASE WHEN isnan({o[0].Sql}) THEN bq_fail('Unimplemented: NaN under a RANGE frame with an offset')::DOUBLE ELSE {o[0].Sql} END"),
        _ => key.Sql,
    };

    internal string OrderKey(OrderingItem item) => OrderKey(Bind(item.Expression), item);

    static Typed Collated(Typed key, OrderingItem item) => item.Collate is null ? key : key with { Collation = Collations.Checked(item.Collate) is { Length: > 0 } collation ? collation : null };

    /// <summary>NULL comes first ascending, last descending; NaN is below all numbers.</summary>
    string OrderKey(Typed key, OrderingItem item)
    {
        if (key.Type.IsArray || key.Type.IsStruct || key.Type.Kind == TypeKind.Json) throw Fail(item, $"ORDER BY does not support expressions of type {key.Type}");
        if (item.Collate is not null && key.Type.Kind != TypeKind.String) throw Fail(item.Collate, $"COLLATE can only be applied to columns of type STRING, but has type {key.Type}");
        key = Collated(key, item);
        var sql = key.Collation is null ? key.Sql : $"lower({key.Sql})";
        var one = OneKey(sql, item);
        if (key.Type.Kind != TypeKind.Float64 || key.Literal is not null) return one;
        return $"isnan({sql}) {(item.Descending ? "ASC" : "DESC")} NULLS {Nulls(item)}, {one}";
    }

    static string OneKey(string sql, OrderingItem item) => $"{sql} {(item.Descending ? "DESC" : "ASC")} NULLS {Nulls(item)}";

    static string Nulls(OrderingItem item) => (item.Nulls ?? (item.Descending ? NullOrder.Last : NullOrder.First)) == NullOrder.First ? "FIRST" : "LAST";

    string FrameText(WindowFrame frame)
    {
        var unit = frame.Unit == FrameUnit.Rows ? "ROWS" : "RANGE";
        return frame.End is null ? $"{unit} BETWEEN {Bound(frame.Start)} AND CURRENT ROW" : $"{unit} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}";
    }

    string Bound(FrameBound bound) => bound.Kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Preceding => $"{Offset(bound)} PRECEDING",
        _ => $"{Offset(bound)} FOLLOWING",
    };

    string Offset(FrameBound bound)
    {
        var offset = Bind(bound.Offset!);
        return offset.Literal is IntegerLiteral or FloatLiteral ? offset.Sql : $"(CASE WHEN {offset.Sql} < 0 OR {offset.Sql} IS NULL THEN bq_fail('Window frame offset cannot be negative or NULL')::{offset.Type.DuckType} ELSE {offset.Sql} END)";
    }
}
