using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>WITH, set operations, ORDER BY, LIMIT.</summary>
sealed partial class SyntaxParser
{
    internal Query Query()
    {
        Enter();
        if (!AtAny("SELECT", "WITH", "(", "FROM")) throw Expected("(", "SELECT", "WITH");
        var start = Here;
        var with = At("WITH") ? With() : null;
        var query = At("FROM") ? new Query(with, FromQuery(), [], null, null) : ArrangedQuery(with);
        return Leave(Piped(query with { Span = From(start) }) with { Span = From(start) });
    }

    Query ArrangedQuery(WithClause? with)
    {
        var body = SetOperations(with is not null);
        var orderBy = OptionalOrderBy();
        var limit = Take("LIMIT") ? Expression() : null;
        var offset = limit is not null && Take("OFFSET") ? Expression() : null;
        return new Query(with, body, orderBy, limit, offset);
    }

    Query ParenthesizedQuery()
    {
        Expect("(");
        var query = Query();
        Expect(")");
        return query;
    }

    /// <summary>Whether a query begins behind the opening parenthesis before this index; `((SELECT 1) + 1)` is an expression.</summary>
    bool StartsQuery(int index, int depth = 0)
    {
        if (depth > MaxNesting) return false;
        var token = _tokens[Math.Min(index, _tokens.Length - 1)];
        if (token.Is("SELECT", _text) || token.Is("FROM", _text)) return true;
        if (token.Is("WITH", _text)) return !TokenAfter(index).Is("(", _text);
        if (!token.Is("(", _text) || !StartsQuery(index + 1, depth + 1)) return false;
        var close = MatchOf(index);
        var next = TokenAfter(close);
        return next.Word is ")" or "UNION" or "INTERSECT" or "EXCEPT" or "ORDER" or "LIMIT" or "|>" || IsSetOperationPrefix(close + 1);
    }

    /// <summary>FULL [OUTER] UNION and the like, which look like joins at first.</summary>
    bool IsSetOperationPrefix(int index)
    {
        var word = _tokens[Math.Min(index, _tokens.Length - 1)].Word;
        if (word is not ("FULL" or "LEFT" or "INNER" or "OUTER")) return false;
        var next = TokenAfter(index);
        if (next.Word == "OUTER" && word is "FULL" or "LEFT") next = TokenAfter(index + 1);
        return next.Word is "UNION" or "INTERSECT" or "EXCEPT";
    }

    WithClause With()
    {
        var start = Here;
        Expect("WITH");
        var recursive = Take("RECURSIVE");
        var tables = new List<CommonTableExpression> { CommonTable() };
        while (Take(",") && !At("|>")) tables.Add(CommonTable());
        return new WithClause(recursive, tables.ToValueList()) { Span = From(start) };
    }

    CommonTableExpression CommonTable()
    {
        var start = Here;
        if (At("SELECT") && Previous.Word == ",") throw Fail(Here, "Trailing comma after the WITH clause before the SELECT clause is not allowed");
        var name = Name();
        Expect("AS");
        return new CommonTableExpression(name, ParenthesizedQuery()) { Span = From(start) };
    }

    QueryBody SetOperations(bool afterWith)
    {
        var start = Here;
        var first = QueryOperand(afterWith);
        if (!AtSetOperator) return first;
        var shape = SetOperator();
        var inputs = new List<QueryBody> { first, QueryOperand(afterWith: false) };
        while (AtSetOperator)
        {
            var at = Here;
            if (SetOperator() is var next && !next.Equals(shape))
                throw Error(at, "Syntax error: Different set operations cannot be used in the same query without using parentheses for grouping");
            inputs.Add(QueryOperand(afterWith: false));
        }
        return shape with { Inputs = inputs.ToValueList(), Span = From(start) };
    }

    bool AtSetOperator => AtAny("UNION", "INTERSECT", "EXCEPT") || IsSetOperationPrefix(_pos);

    /// <summary>The operator with its modifiers, as an operation without inputs.</summary>
    SetOperation SetOperator()
    {
        var propagation = SetPropagation();
        var op = Take("UNION") ? Syntax.SetOperator.Union : Take("INTERSECT") ? Syntax.SetOperator.Intersect : Syntax.SetOperator.Except;
        if (op == Syntax.SetOperator.Except) Expect("EXCEPT");
        if (op == Syntax.SetOperator.Except && !AtAny("ALL", "DISTINCT", "@")) throw Error(Previous.Start, "EXCEPT must be followed by ALL, DISTINCT, or \"(\"");
        OptionalHint();
        var distinct = Take("DISTINCT");
        if (!distinct && !Take("ALL")) throw Expected("ALL", "DISTINCT");
        var strict = Take("STRICT");
        var match = Take("CORRESPONDING") ? ColumnMatch.Corresponding : Take("BY", "NAME") ? ColumnMatch.ByName : ColumnMatch.Position;
        if (strict && match == ColumnMatch.Position) throw Expected("CORRESPONDING");
        var listed = match == ColumnMatch.Corresponding && Take("BY") || match == ColumnMatch.ByName && Take("ON");
        return new SetOperation(op, distinct, [])
        {
            Match = match,
            Propagation = propagation ?? (match == ColumnMatch.Corresponding && !strict ? ColumnPropagation.Inner : ColumnPropagation.Strict),
            MatchColumns = listed ? NameList() : [],
        };
    }

    ColumnPropagation? SetPropagation()
    {
        ColumnPropagation? found = Take("FULL") ? ColumnPropagation.Full
            : Take("LEFT") ? ColumnPropagation.Left
            : Take("INNER") ? ColumnPropagation.Inner : null;
        if (found is null) return Take("OUTER") ? ColumnPropagation.Full : null;
        if (found != ColumnPropagation.Inner) Take("OUTER");
        return found;
    }

    QueryBody QueryOperand(bool afterWith)
    {
        if (At("SELECT")) return Select();
        if (At("(")) return NestedQuery();
        if (!afterWith) throw _pos > 0 && Previous.Word is "ALL" or "DISTINCT" or "NAME" ? Expected("(", "SELECT") : Unexpected();
        throw Expected("(", ",", "SELECT");
    }

    ValueList<OrderingItem> OptionalOrderBy()
    {
        if (!Take("ORDER")) return [];
        OptionalHint();
        Expect("BY");
        return CommaList(OrderingItem);
    }

    OrderingItem OrderingItem()
    {
        var start = Here;
        var expression = Expression();
        var collate = At("COLLATE") ? Collation() : null;
        var descending = Take("DESC");
        if (!descending) Take("ASC");
        return new OrderingItem(expression, descending, Nulls(), collate) { Span = From(start) };
    }

    NullOrder? Nulls() => Take("NULLS", "FIRST") ? NullOrder.First : Take("NULLS", "LAST") ? NullOrder.Last : null;
}
