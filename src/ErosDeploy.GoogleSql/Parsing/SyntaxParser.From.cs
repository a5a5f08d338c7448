using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>FROM: joins and what is joined.</summary>
sealed partial class SyntaxParser
{
    /// <summary>
    /// `a JOIN b JOIN c ON x ON y` nests to the right: a condition that finds the last join already satisfied closes that join and goes to the one before.
    /// </summary>
    FromItem FromContents()
    {
        Enter();
        return Leave(Measured(Joins));
    }

    FromItem Joins()
    {
        var open = new List<Join>();
        var first = TableItem();
        while (true)
        {
            if (AtAny("ON", "USING")) AddCondition(open);
            else if (JoinAfter(open) is { } join) open.Add(join with { Right = TableItem() });
            else break;
        }
        return open.Aggregate(first, (left, join) => Joined(left, join));
    }

    Join Joined(FromItem left, Join join)
    {
        Grow(_height + 1);
        return join with { Left = left, Span = Span.Between(left.Span.Start, join.Span.End == 0 ? join.Right.Span.End : join.Span.End) };
    }

    void AddCondition(List<Join> open)
    {
        if (open.Count > 1 && HasCondition(open[^1]) && !HasCondition(open[^2]) && TakesCondition(open[^2]))
        {
            open[^2] = open[^2] with { Right = Joined(open[^2].Right, open[^1]) };
            open.RemoveAt(open.Count - 1);
        }
        else if (open.Count == 0 || HasCondition(open[^1]) || !TakesCondition(open[^1])) throw ExpectedEndOfInput();
        var start = open[^1].Right.Span.Start;
        open[^1] = Take("ON")
            ? open[^1] with { On = Expression(), Span = From(start) }
            : open[^1] with { Using = UsingColumns(), Span = From(start) };
    }

    ValueList<Identifier> UsingColumns()
    {
        Expect("USING");
        return NameList();
    }

    static bool HasCondition(Join join) => join.On is not null || join.Using.Count > 0;

    static bool TakesCondition(Join join) => join.Kind is not (JoinKind.Comma or JoinKind.Cross);

    /// <summary>The operator before its right side, as a join without sides.</summary>
    Join? JoinOperator()
    {
        if (Take(",")) return NewJoin(JoinKind.Comma, null);
        if (IsSetOperationPrefix(_pos)) return null;
        JoinKind? kind = Take("CROSS") ? JoinKind.Cross
            : Take("INNER") ? JoinKind.Inner
            : Take("LEFT") ? JoinKind.Left
            : Take("RIGHT") ? JoinKind.Right
            : Take("FULL") ? JoinKind.Full
            : AtAny("JOIN", "HASH", "LOOKUP") ? JoinKind.Inner : null;
        if (kind is null) return null;
        if (kind is JoinKind.Left or JoinKind.Right or JoinKind.Full) Take("OUTER");
        if (!Take("HASH")) Take("LOOKUP");
        if (!Take("JOIN")) throw Expected("JOIN");
        return NewJoin(kind.Value, OptionalHint());
    }

    Join? JoinAfter(List<Join> open)
    {
        var start = Here;
        var join = JoinOperator();
        if (join?.Kind is not (JoinKind.Right or JoinKind.Full) || !open.Exists(j => j.Kind == JoinKind.Comma)) return join;
        throw Fail(start, $"{(join.Kind == JoinKind.Right ? "RIGHT" : "FULL")} JOIN must be parenthesized when following a comma join.  Also, if the preceding comma join is a correlated CROSS JOIN that unnests an array, then CROSS JOIN syntax must be used in place of the comma join");
    }

    static Join NewJoin(JoinKind kind, Hint? hint) => new(kind, null!, null!, null, []) { Hint = hint };

    FromItem TableItem()
    {
        var item = TablePrimary();
        while (true)
        {
            if (At("PIVOT", "(")) item = Pivot(item);
            else if (AtUnpivot) item = Unpivot(item);
            else if (At("TABLESAMPLE")) item = Sample(item);
            else if (At("MATCH_RECOGNIZE", "(")) throw Error(Here, "Unimplemented: MATCH_RECOGNIZE");
            else return item;
            Grow(_height + 1);
        }
    }

    bool AtUnpivot => At("UNPIVOT") && (AtAhead(1, "(") || AtAhead(1, "INCLUDE") || AtAhead(1, "EXCLUDE"));

    FromItem TablePrimary()
    {
        if (At("UNNEST")) return Unnest();
        if (At("(")) return StartsQuery(_pos + 1) ? Subquery() : JoinInParentheses();
        if (!AtName) throw At("[") ? LegacyTableName() : Unexpected();
        var start = Here;
        var path = ObjectName();
        return At("(") ? TableFunction(start, path) : Table(start, path);
    }

    SqlSyntaxException LegacyTableName() => SyntaxError.At(
        _text, Here, "Syntax error: Unexpected \"[\"",
        ". If this is a table identifier, escape the name with `, e.g. `table.name` rather than [table.name].");

    SubqueryItem Subquery()
    {
        var start = Here;
        var query = ParenthesizedQuery();
        return new SubqueryItem(query, TableAlias()) { Span = From(start) };
    }

    FromItem JoinInParentheses()
    {
        Expect("(");
        var item = FromContents();
        Expect(")");
        return item;
    }

    TableReference Table(int start, ObjectPath path)
    {
        var hint = OptionalHint();
        var time = OptionalSystemTime();
        var alias = TableAlias();
        var offset = OptionalWithOffset();
        return new TableReference(path, alias) { Hint = hint, WithOffset = offset, SystemTime = time ?? OptionalSystemTime(), Span = From(start) };
    }

    Expression? OptionalSystemTime()
    {
        if (!At("FOR", "SYSTEM_TIME") && !At("FOR", "SYSTEM", "TIME")) return null;
        _pos += AtAhead(1, "SYSTEM_TIME") ? 2 : 3;
        ExpectAll("AS", "OF");
        return Expression();
    }

    TableFunctionItem TableFunction(int start, ObjectPath path)
    {
        Expect("(");
        ValueList<Expression> arguments = At(")") ? [] : CommaList(Argument);
        Expect(")");
        var hint = OptionalHint();
        return new TableFunctionItem(path, arguments, TableAlias()) { Hint = hint, Span = From(start) };
    }

    UnnestItem Unnest()
    {
        var start = Here;
        ExpectAll("UNNEST", "(");
        var arrays = new List<UnnestArray>();
        Expression? mode = null;
        do
        {
            if (AtName && AtAhead(1, "=>")) mode = UnnestMode();
            else arrays.Add(UnnestArray());
        }
        while (mode is null && Take(","));
        Expect(")");
        var hint = OptionalHint();
        var alias = TableAlias();
        return new UnnestItem(arrays.ToValueList(), alias, OptionalWithOffset()) { Hint = hint, Mode = mode, Span = From(start) };
    }

    Expression UnnestMode()
    {
        if (!Take("MODE")) throw Unexpected();
        Expect("=>");
        return Expression();
    }

    UnnestArray UnnestArray()
    {
        var start = Here;
        var array = Expression();
        return new UnnestArray(array, Take("AS") ? Name() : null) { Span = From(start) };
    }

    WithOffset? OptionalWithOffset()
    {
        var start = Here;
        if (!Take("WITH")) return null;
        Expect("OFFSET");
        return new WithOffset(TableAlias()) { Span = From(start) };
    }

    Identifier? TableAlias()
    {
        if (Take("AS")) return Name();
        return AtName && !At("PIVOT", "(") && !AtUnpivot && !At("MATCH_RECOGNIZE", "(") ? Name() : null;
    }
}
