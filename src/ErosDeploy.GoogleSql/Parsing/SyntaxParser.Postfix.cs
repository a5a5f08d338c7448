using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Field access, subscripts, chained calls.</summary>
sealed partial class SyntaxParser
{
    Expression Postfix(Expression operand)
    {
        while (true)
        {
            if (At("[")) operand = Subscript(operand);
            else if (At(".") && !AtAhead(1, "*")) operand = Dot(operand);
            else return operand;
            Grow(_height + 1);
        }
    }

    SubscriptExpression Subscript(Expression operand)
    {
        Expect("[");
        var kind = SubscriptKindAt();
        if (kind != SubscriptKind.Plain) _pos += 2;
        var index = Expression();
        if (kind != SubscriptKind.Plain) Expect(")");
        Require("]");
        return new SubscriptExpression(operand, kind, index) { Span = From(operand.Span.Start) };
    }

    SubscriptKind SubscriptKindAt()
    {
        if (Current.Kind != TokenKind.Identifier || !AtAhead(1, "(") || !TokenAfter(MatchOf(_pos + 1)).Is("]", _text)) return SubscriptKind.Plain;
        return _text[Here..Current.End].ToUpperInvariant() switch
        {
            "OFFSET" => SubscriptKind.Offset,
            "ORDINAL" => SubscriptKind.Ordinal,
            "SAFE_OFFSET" => SubscriptKind.SafeOffset,
            "SAFE_ORDINAL" => SubscriptKind.SafeOrdinal,
            "KEY" => SubscriptKind.Key,
            "SAFE_KEY" => SubscriptKind.SafeKey,
            _ => SubscriptKind.Plain,
        };
    }

    Expression Dot(Expression operand)
    {
        Expect(".");
        var start = operand.Span.Start;
        if (At("(")) return GeneralizedField(operand, start);
        var name = NameAfterDot();
        if (!At("(")) return new FieldAccess(operand, name) { Span = From(start) };
        return Chained(operand, new ObjectPath([name]) { Span = name.Span });
    }

    Expression GeneralizedField(Expression operand, int start)
    {
        Expect("(");
        var pathStart = Here;
        var names = DottedNames();
        Expect(")");
        return At("(")
            ? Chained(operand, new ObjectPath(names) { Span = Span.Between(pathStart, Previous.Start) })
            : new GeneralizedFieldAccess(operand, names) { Span = From(start) };
    }

    FunctionCall Chained(Expression receiver, ObjectPath function)
    {
        var call = Call(receiver.Span.Start, function);
        return call with { Chained = true, Arguments = [receiver, .. call.Arguments] };
    }
}
