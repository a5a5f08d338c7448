using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

sealed partial class SyntaxParser
{
    Select Select()
    {
        var start = Here;
        var select = SelectHead() with
        {
            From = Take("FROM") ? FromContents() : null,
            Where = Take("WHERE") ? Expression() : null,
            GroupBy = OptionalGroupBy(),
            Having = Take("HAVING") ? Expression() : null,
            Qualify = Take("QUALIFY") ? Expression() : null,
            Windows = Windows(),
        };
        return select with { Span = From(start) };
    }

    /// <summary>SELECT up to the end of its list.</summary>
    Select SelectHead()
    {
        Expect("SELECT");
        var hint = OptionalHint();
        var with = At("WITH") && !AtAhead(1, "(") ? SelectWith() : null;
        var distinct = Take("DISTINCT");
        if (!distinct) Take("ALL");
        return new Select([]) { Hint = hint, With = with, Distinct = distinct, As = SelectAsOption(), Items = SelectList() };
    }

    SelectWith SelectWith()
    {
        var start = Here;
        Expect("WITH");
        var name = Name();
        return new SelectWith(name, OptionalOptions()) { Span = From(start) };
    }

    SelectAs SelectAsOption()
    {
        if (!Take("AS")) return SelectAs.Row;
        if (Take("STRUCT")) return SelectAs.Struct;
        return Take("VALUE") ? SelectAs.Value : throw Unexpected();
    }

    ValueList<SelectItem> SelectList()
    {
        if (At("FROM")) throw Fail(Here, "SELECT list must not be empty");
        var items = new List<SelectItem> { SelectItem() };
        while (Take(",") && !EndsSelectList) items.Add(At(",") ? throw ExpectedEndOfInput() : SelectItem());
        return items.ToValueList();
    }

    /// <summary>A comma may stand behind the last item.</summary>
    bool EndsSelectList => AtEnd || AtAny("FROM", ")", ";", "|>", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT", "QUALIFY", "WINDOW");

    SelectItem SelectItem()
    {
        var start = Here;
        if (Take("*"))
        {
            var (except, replace) = StarModifiers();
            return new SelectStar(except, replace) { Span = From(start) };
        }
        var expression = Expression();
        if (Take(".", "*"))
        {
            var (except, replace) = StarModifiers();
            return new SelectDotStar(expression, except, replace) { Span = From(start) };
        }
        return new SelectExpression(expression, OptionalAlias()) { Span = From(start) };
    }

    (ValueList<Identifier> Except, ValueList<SelectReplacement> Replace) StarModifiers()
    {
        var except = At("EXCEPT", "(") && !StartsQuery(_pos + 2) ? TakeList("EXCEPT", Name) : [];
        var replace = At("REPLACE", "(") ? TakeList("REPLACE", Replacement) : [];
        return (except, replace);
    }

    ValueList<T> TakeList<T>(string word, Func<T> item)
    {
        Expect(word);
        Expect("(");
        var items = new List<T> { item() };
        while (Take(",") && !At(")")) items.Add(item());
        Close(")");
        return items.ToValueList();
    }

    SelectReplacement Replacement()
    {
        var start = Here;
        var expression = Expression();
        Take("AS");
        return new SelectReplacement(expression, Name()) { Span = From(start) };
    }

    GroupBy? OptionalGroupBy()
    {
        var start = Here;
        if (!Take("GROUP")) return null;
        var hint = OptionalHint();
        Expect("BY");
        if (Take("ALL")) return new GroupBy(true, []) { Hint = hint, Span = From(start) };
        return new GroupBy(false, CommaList(() => GroupingItem())) { Hint = hint, Span = From(start) };
    }

    GroupingItem GroupingItem(bool isPiped = false)
    {
        var start = Here;
        if (Take("ROLLUP")) return new Rollup(Parenthesized(GroupingElement)) { Span = From(start) };
        if (Take("CUBE")) return new Cube(Parenthesized(GroupingElement)) { Span = From(start) };
        if (Take("GROUPING", "SETS")) return new GroupingSets(Parenthesized(GroupingSet)) { Span = From(start) };
        if (Take("(", ")")) return new GroupingTuple([]) { Span = From(start) };
        var expression = Expression();
        var alias = isPiped ? OptionalAlias() : Take("AS") ? Name() : null;
        return new GroupingExpression(expression, alias) { Order = isPiped ? OrderSuffix() : null, Span = From(start) };
    }

    GroupingItem GroupingSet() => AtAny("ROLLUP", "CUBE") ? GroupingItem() : GroupingElement();

    GroupingItem GroupingElement()
    {
        var start = Here;
        if (Take("(", ")")) return new GroupingTuple([]) { Span = From(start) };
        return Expression() switch
        {
            StructConstructor { IsTuple: true, Parentheses.Any: false } tuple => new GroupingTuple(tuple.Arguments.Select(a => a.Value).ToValueList()) { Span = From(start) },
            var expression => new GroupingExpression(expression) { Span = From(start) },
        };
    }

    NamedWindow NamedWindow()
    {
        var start = Here;
        var name = Name();
        Expect("AS");
        return new NamedWindow(name, OverWindow()) { Span = From(start) };
    }
}
