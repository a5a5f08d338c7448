using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Queries that begin with FROM, and pipe operators.</summary>
sealed partial class SyntaxParser
{
    FromQuery FromQuery()
    {
        var start = Here;
        Expect("FROM");
        return new FromQuery(FromContents()) { Span = From(start) };
    }

    /// <summary>The query with the operators behind it as its body; itself when there are none. A WITH stays around all of them.</summary>
    Query Piped(Query query)
    {
        var alias = query.Body is NestedQuery && At("AS") && AtAhead(2, "|>") ? OptionalAlias() : null;
        if (!At("|>")) return query;
        var operators = new List<PipeOperator>();
        while (Take("|>"))
        {
            operators.Add(PipeOperator());
            Grow(_height + 1);
        }
        var body = new PipedQuery(query with { With = null }, operators.ToValueList()) { Alias = alias, Span = From(query.Body.Span.Start) };
        return new Query(query.With, body, [], null, null);
    }

    PipeOperator PipeOperator()
    {
        var start = Here;
        return AnyPipeOperator() with { Span = From(start) };
    }

    PipeOperator AnyPipeOperator()
    {
        if (AtSetOperator) return PipeSetOperation();
        if (!At(",") && JoinOperator() is { } join) return new PipeFrom(PipeJoin(join));
        if (At("SELECT")) return new PipeSelect(PipedSelect());
        if (At("ORDER")) return new PipeOrderBy(OptionalOrderBy());
        if (At("WITH")) return new PipeWith(With());
        if (At("PIVOT", "(")) return new PipeFrom(Pivot(PipedInput()));
        if (AtUnpivot) return new PipeFrom(Unpivot(PipedInput()));
        if (At("TABLESAMPLE")) return new PipeFrom(Sample(PipedInput()));
        if (At("MATCH_RECOGNIZE", "(")) throw Error(Here, "Unimplemented: MATCH_RECOGNIZE");
        if (Take("EXTEND")) return new PipeExtend(PipedList(SelectItem), Windows());
        if (Take("SET")) return new PipeSet(PipedList(PipeAssignment));
        if (Take("DROP")) return new PipeDrop(PipedList(Name));
        if (Take("RENAME")) return new PipeRename(PipedList(PipeRenaming));
        if (Take("AS")) return new PipeAs(Name());
        if (Take("WHERE")) return new PipeWhere(Expression());
        if (Take("AGGREGATE")) return PipeAggregate();
        if (Take("DISTINCT")) return new PipeDistinct();
        if (Take("CALL")) return new PipeFrom(PipeCall());
        if (Take("LIMIT")) return new PipeLimit(Expression(), Take("OFFSET") ? Expression() : null);
        throw Unexpected();
    }

    PipedInput PipedInput() => new() { Span = new Span(Here, 0) };

    ValueList<NamedWindow> Windows() => Take("WINDOW") ? CommaList(NamedWindow) : [];

    /// <summary>Items separated by commas, of which one may stand behind the last.</summary>
    ValueList<T> PipedList<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (Take(",") && !EndsPipeOperator) items.Add(item());
        return items.ToValueList();
    }

    bool EndsPipeOperator => AtEnd || AtAny("|>", ")", ";", "GROUP", "WINDOW");

    Select PipedSelect()
    {
        var start = Here;
        var select = SelectHead();
        return select with { Windows = Windows(), Span = From(start) };
    }

    SelectReplacement PipeAssignment()
    {
        var start = Here;
        var name = Name();
        Expect("=");
        return new SelectReplacement(Expression(), name) { Span = From(start) };
    }

    PipeRenaming PipeRenaming()
    {
        var start = Here;
        var from = Name();
        Take("AS");
        return new PipeRenaming(from, Name()) { Span = From(start) };
    }

    PipeAggregate PipeAggregate()
    {
        ValueList<PipeAggregateItem> items = At("GROUP") ? [] : PipedList(PipeAggregateItem);
        var start = Here;
        if (!Take("GROUP")) return new PipeAggregate(items, null, false);
        var ordered = Take("AND", "ORDER");
        Expect("BY");
        var keys = PipedList(() => GroupingItem(isPiped: true));
        return new PipeAggregate(items, new GroupBy(false, keys) { Span = From(start) }, ordered);
    }

    PipeAggregateItem PipeAggregateItem()
    {
        var start = Here;
        var expression = Expression();
        return new PipeAggregateItem(expression, OptionalAlias(), OrderSuffix()) { Span = From(start) };
    }

    OrderSuffix? OrderSuffix()
    {
        var start = Here;
        if (!AtAny("ASC", "DESC")) return null;
        var descending = Take("DESC");
        if (!descending) Expect("ASC");
        return new OrderSuffix(descending, Nulls()) { Span = From(start) };
    }

    Join PipeJoin(Join join)
    {
        var left = PipedInput();
        join = join with { Left = left, Right = TableItem() };
        if (Take("ON")) join = join with { On = Expression() };
        else if (At("USING")) join = join with { Using = UsingColumns() };
        return join with { Span = From(left.Span.Start) };
    }

    TableFunctionItem PipeCall()
    {
        var start = Here;
        return TableFunction(start, ObjectName()) with { Input = new PipedInput { Span = new Span(start, 0) } };
    }

    PipeSetOperation PipeSetOperation()
    {
        var start = Here;
        var shape = SetOperator();
        return new PipeSetOperation(shape with { Inputs = CommaList(NestedQuery), Span = From(start) });
    }

    QueryBody NestedQuery()
    {
        var start = Here;
        return new NestedQuery(ParenthesizedQuery()) { Span = From(start) };
    }
}
