using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    string GroupByText(Select select)
    {
        var items = select.GroupBy!.Items.Select(item => GroupingText(item, select)).ToList();
        return items.Count == 0 ? "" : " GROUP BY " + string.Join(", ", items);
    }

    string GroupingText(GroupingItem item, Select select) => item switch
    {
        GroupingExpression expression => GroupingKey(expression.Expression, select),
        GroupingTuple tuple => $"({string.Join(", ", tuple.Expressions.Select(e => GroupingKey(e, select)))})",
        Rollup rollup => $"ROLLUP ({string.Join(", ", rollup.Items.Select(i => GroupingText(i, select)))})",
        Cube cube => $"CUBE ({string.Join(", ", cube.Items.Select(i => GroupingText(i, select)))})",
        GroupingSets sets => $"GROUPING SETS ({string.Join(", ", sets.Items.Select(i => GroupingText(i, select)))})",
        _ => throw Unsupported(item, item.GetType().Name),
    };

    string GroupingKey(Expression written, Select select)
    {
        if (written is IntegerLiteral ordinal && select.Items.Any(i => i is not SelectExpression)) return StarKey(ordinal, select);
        var node = Meant(written, select);
        var grouping = _scope.Grouping!;
        (grouping.NoAggregatesIn, grouping.NoWindowsIn) = ("GROUP BY", "GROUP BY clause");
        var mark = grouping.Mark;
        var typed = Bind(node);
        grouping.TakeBack(mark);
        (grouping.NoAggregatesIn, grouping.NoWindowsIn) = (null, null);
        if (typed.Collation is not null) throw Unsupported(written, "GROUP BY of a value with collation");
        if (!IsGroupable(typed.Type)) throw Fail(written, $"Grouping by expressions of type {typed.Type} is not allowed");
        grouping.AddKey(typed.Sql);
        return typed.Sql;
    }

    internal static bool IsGroupable(SqlType type) => type.Kind switch
    {
        TypeKind.Json or TypeKind.Geography => false,
        TypeKind.Array => IsGroupable(type.Element!),
        TypeKind.Struct => type.Fields.All(f => IsGroupable(f.Type)),
        _ => true,
    };

    /// <summary>What an ordinal or a SELECT alias in GROUP BY stands for.</summary>
    Expression Meant(Expression written, Select select)
    {
        if (written is IntegerLiteral ordinal) return ByOrdinal(ordinal, select);
        if (written is not PathExpression { Names: [var name] }) return written;
        var aliased = select.Items.OfType<SelectExpression>().FirstOrDefault(i => i.Alias is not null && i.Alias.Is(name.Name));
        return aliased?.Expression ?? written;
    }

    Expression ByOrdinal(IntegerLiteral ordinal, Select select) => ((SelectExpression)select.Items[Ordinal(ordinal, select.Items.Count, "GROUP BY")]).Expression;

    /// <summary>The key at a position of a SELECT list with `*`, which counts as its columns.</summary>
    string StarKey(IntegerLiteral ordinal, Select select)
    {
        var grouping = _scope.Grouping!;
        var mark = grouping.Mark;
        (var aggregates, var windows) = (grouping.HasAggregates, grouping.HasWindows);
        var values = select.Items.SelectMany(Items).ToList();
        grouping.TakeBack(mark);
        (grouping.HasAggregates, grouping.HasWindows) = (aggregates, windows);
        var typed = values[Ordinal(ordinal, values.Count, "GROUP BY")].Value;
        if (!IsGroupable(typed.Type)) throw Fail(ordinal, $"Grouping by expressions of type {typed.Type} is not allowed");
        grouping.AddKey(typed.Sql);
        return typed.Sql;
    }

    /// <summary>GROUP BY ALL: every item of the SELECT list that holds no aggregate is a key.</summary>
    string GroupByAll(Select select)
    {
        var grouping = _scope.Grouping!;
        var keys = new List<string>();
        foreach (var item in select.Items)
        {
            (var before, grouping.HasAggregates, grouping.HasWindows) = (grouping.HasAggregates, false, false);
            var values = Items(item).ToList();
            if (!grouping.HasAggregates && !grouping.HasWindows) keys.AddRange(values.Where(v => v.Value.Literal is null).Select(v => v.Value.Sql));
            grouping.HasAggregates |= before;
        }
        foreach (var key in keys) grouping.AddKey(key);
        grouping.TakeBack(0);
        foreach (var item in select.Items) _ = Items(item).ToList();
        return keys.Count == 0 ? "" : " GROUP BY " + string.Join(", ", keys.Distinct());
    }
}
