using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Function calls and windows.</summary>
sealed partial class SyntaxParser
{
    FunctionCall Call(int start, ObjectPath function)
    {
        var safe = function.Names is [var first, _, ..] && first.Is("SAFE") && !first.Quoted;
        Expect("(");
        var distinct = Take("DISTINCT");
        ValueList<Expression> arguments = EndsArguments ? [] : AtArgument ? CommaList(Argument) : throw Expected(")");
        var call = new FunctionCall(safe ? new ObjectPath(function.Names.Skip(1).ToValueList()) { Span = function.Span } : function, arguments)
        {
            Safe = safe,
            Distinct = distinct,
            NullHandling = NullHandlingOption(),
            Where = Take("WHERE") ? Expression() : null,
            Having = OptionalHavingModifier(),
            GroupBy = OptionalGroupBy(),
            OrderBy = OptionalOrderBy(),
            Limit = Take("LIMIT") ? Expression() : null,
        };
        Expect(")");
        return call with { Hint = OptionalHint(), Over = Take("OVER") ? OverWindow() : null, Span = From(start) };
    }

    bool EndsArguments => AtAny(")", "ORDER", "LIMIT", "IGNORE", "RESPECT", "HAVING") || AtEnd;

    bool AtArgument => Current.Kind switch
    {
        TokenKind.Symbol => Current.Word is "(" or "[" or "@" or "@@" or "?" or "-" or "+" or "~" or "*",
        TokenKind.Keyword => Current.Word is "NULL" or "TRUE" or "FALSE" or "CASE" or "CAST" or "EXTRACT" or "EXISTS" or "ARRAY" or "STRUCT" or "INTERVAL" or "RANGE"
            or "WITH" or "IF" or "LEFT" or "RIGHT" or "GROUPING" or "COLLATE" or "NOT",
        _ => true,
    };

    Expression Argument()
    {
        var start = Here;
        if (At("*")) return StarArgument();
        if (AtName && AtAhead(1, "=>")) return NamedArgument(start);
        if (At("TABLE") && PeekToken(1).IsName) return TableArgument(start);
        if (At("MODEL") && PeekToken(1).IsName) return ModelArgument(start);
        if (At("DESCRIPTOR", "(")) return Descriptor(start);
        var value = Expression();
        return Take("AS") ? new AliasedArgument(value, Name()) { Span = From(start) } : value;
    }

    StarArgument StarArgument()
    {
        var start = Here;
        Expect("*");
        return new StarArgument { Span = From(start) };
    }

    NamedArgument NamedArgument(int start)
    {
        var name = Name();
        Expect("=>");
        return new NamedArgument(name, Argument()) { Span = From(start) };
    }

    Expression TableArgument(int start)
    {
        Expect("TABLE");
        var name = Here;
        var path = ObjectName();
        return At("(") ? new TableCallArgument(TableFunction(name, path)) { Span = From(start) } : new TableArgument(path) { Span = From(start) };
    }

    ModelArgument ModelArgument(int start)
    {
        Expect("MODEL");
        return new ModelArgument(ObjectName()) { Span = From(start) };
    }

    DescriptorArgument Descriptor(int start)
    {
        Expect("DESCRIPTOR");
        return new DescriptorArgument(NameList()) { Span = From(start) };
    }

    NullHandling? NullHandlingOption()
    {
        if (Take("IGNORE", "NULLS")) return NullHandling.Ignore;
        return Take("RESPECT", "NULLS") ? NullHandling.Respect : null;
    }

    HavingModifier? OptionalHavingModifier()
    {
        var start = Here;
        if (!Take("HAVING")) return null;
        var max = Take("MAX");
        if (!max && !Take("MIN")) throw Unexpected();
        return new HavingModifier(max, Expression()) { Span = From(start) };
    }

    WindowSpecification OverWindow()
    {
        if (At("(")) return WindowInParentheses();
        if (!AtName) throw Unexpected();
        var name = Name();
        return new WindowSpecification(name, [], [], null, IsReference: true) { Span = name.Span };
    }

    WindowSpecification WindowInParentheses()
    {
        var start = Here;
        Expect("(");
        var baseWindow = AtName ? Name() : null;
        ValueList<Expression> partitionBy = [];
        if (Take("PARTITION"))
        {
            OptionalHint();
            Expect("BY");
            partitionBy = CommaList(Expression);
        }
        var orderBy = OptionalOrderBy();
        var frame = OptionalFrame();
        if (!Take(")")) throw AtEnd || orderBy.Count > 0 && frame is null ? Expected(")") : Unexpected();
        return new WindowSpecification(baseWindow, partitionBy, orderBy, frame, IsReference: false) { Span = From(start) };
    }

    WindowFrame? OptionalFrame()
    {
        if (!AtAny("ROWS", "RANGE")) return null;
        var start = Here;
        var unit = Take("ROWS") ? FrameUnit.Rows : FrameUnit.Range;
        if (unit == FrameUnit.Range) Expect("RANGE");
        if (!Take("BETWEEN")) return new WindowFrame(unit, FrameBound(), null) { Span = From(start) };
        var first = FrameBound();
        Expect("AND");
        return new WindowFrame(unit, first, FrameBound()) { Span = From(start) };
    }

    FrameBound FrameBound()
    {
        var start = Here;
        if (Take("CURRENT", "ROW")) return new FrameBound(FrameBoundKind.CurrentRow, null) { Span = From(start) };
        var offset = Take("UNBOUNDED") ? null : Expression();
        var preceding = Take("PRECEDING");
        if (!preceding && !Take("FOLLOWING")) throw Expected("FOLLOWING", "PRECEDING");
        var kind = (offset, preceding) switch
        {
            (null, true) => FrameBoundKind.UnboundedPreceding,
            (null, false) => FrameBoundKind.UnboundedFollowing,
            (_, true) => FrameBoundKind.Preceding,
            _ => FrameBoundKind.Following,
        };
        return new FrameBound(kind, offset) { Span = From(start) };
    }
}
