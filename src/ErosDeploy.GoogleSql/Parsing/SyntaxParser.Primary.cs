using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Operands: names, parentheses, parameters, keyword forms.</summary>
sealed partial class SyntaxParser
{
    Expression Primary() => Current.Kind switch
    {
        TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.Bytes => Literal(),
        TokenKind.Identifier or TokenKind.QuotedIdentifier => NamePrimary(),
        TokenKind.Keyword => KeywordPrimary(),
        TokenKind.Symbol => SymbolPrimary(),
        _ => throw Unexpected(),
    };

    Expression NamePrimary()
    {
        if (PeekToken(1).Kind == TokenKind.String && TypedLiteralKindAt() is { } kind) return TypedLiteral(kind);
        if (At("SAFE_CAST", "(")) return Cast(safe: true);
        if (AtAhead(1, "->")) return Lambda();
        var start = Here;
        var names = new List<Identifier> { Name() };
        while (At(".") && !AtAhead(1, "*") && !AtAhead(1, "("))
        {
            _pos++;
            names.Add(NameAfterDot());
        }
        return At("(") ? Call(start, FunctionPath(names)) : new PathExpression(names.ToValueList()) { Span = From(start) };
    }

    static ObjectPath FunctionPath(List<Identifier> names)
    {
        var parts = new List<Identifier>();
        foreach (var name in names) AddPathPart(parts, name);
        return new ObjectPath(parts.ToValueList()) { Span = Span.Between(names[0].Span.Start, names[^1].Span.End) };
    }

    Expression SymbolPrimary() => Current.Word switch
    {
        "(" => Parentheses(),
        "[" => Array(Here, null),
        "@" => NamedParameter(),
        "@@" => SystemVariable(),
        "?" => PositionalParameter(),
        _ => throw Unexpected(),
    };

    NamedParameter NamedParameter()
    {
        var start = Here;
        Expect("@");
        return new NamedParameter(NameAfterDot().Name) { Span = From(start) };
    }

    PositionalParameter PositionalParameter()
    {
        var start = Here;
        Expect("?");
        return new PositionalParameter(++_parameters) { Span = From(start) };
    }

    SystemVariable SystemVariable()
    {
        var start = Here;
        Expect("@@");
        return new SystemVariable(DottedNames()) { Span = From(start) };
    }

    Expression Parentheses()
    {
        var start = Here;
        if (StartsQuery(_pos + 1)) return new ScalarSubquery(ParenthesizedQuery()) { Span = From(start) };
        if (TokenAfter(MatchOf(_pos)).Is("->", _text)) return Lambda();
        Expect("(");
        var first = Expression();
        if (At(",")) return Tuple(start, first);
        Require(")");
        return first with { Span = From(start), Parentheses = new(first.Parentheses.Count + 1) };
    }

    StructConstructor Tuple(int start, Expression first)
    {
        var items = new List<StructArgument> { new(first, null) { Span = first.Span } };
        while (Take(","))
        {
            var item = Expression();
            items.Add(new StructArgument(item, null) { Span = item.Span });
        }
        Close(")");
        return new StructConstructor(null, items.ToValueList(), IsTuple: true) { Span = From(start) };
    }

    LambdaExpression Lambda()
    {
        var start = Here;
        ValueList<Identifier> parameters = At("(") ? (AtAhead(1, ")") ? EmptyParentheses() : NameList()) : [Name()];
        Expect("->");
        return new LambdaExpression(parameters, Expression()) { Span = From(start) };
    }

    ValueList<Identifier> EmptyParentheses()
    {
        _pos += 2;
        return [];
    }

    Expression KeywordPrimary()
    {
        switch (Current.Word)
        {
            case "NULL" or "TRUE" or "FALSE": return Literal();
            case "CASE": return Case();
            case "CAST": return Cast(safe: false);
            case "EXTRACT": return Extract();
            case "EXISTS": return Exists();
            case "ARRAY": return ArrayForm();
            case "STRUCT": return Struct();
            case "INTERVAL": return Interval();
            case "RANGE" when AtAhead(1, "<"): return RangeLiteral();
            case "WITH" when AtAhead(1, "("): return WithExpression();
            case "IF" or "LEFT" or "RIGHT" or "GROUPING" or "COLLATE" or "RANGE" when AtAhead(1, "("):
                var name = NameAt(_pos++);
                return Call(name.Span.Start, new ObjectPath([name]) { Span = name.Span });
            case "IF" or "LEFT" or "RIGHT" or "GROUPING" or "COLLATE":
                _pos++;
                throw Expected("(");
            default: throw Unexpected();
        }
    }

    ExistsSubquery Exists()
    {
        var start = Here;
        Expect("EXISTS");
        OptionalHint();
        return new ExistsSubquery(ParenthesizedQuery()) { Span = From(start) };
    }

    WithExpression WithExpression()
    {
        var start = Here;
        ExpectAll("WITH", "(");
        var variables = new List<WithExpressionVariable>();
        while (AtName && AtAhead(1, "AS"))
        {
            var at = Here;
            var name = Name();
            Expect("AS");
            variables.Add(new WithExpressionVariable(name, Expression()) { Span = From(at) });
            Expect(",");
        }
        var body = Expression();
        Expect(")");
        return new WithExpression(variables.ToValueList(), body) { Span = From(start) };
    }
}
