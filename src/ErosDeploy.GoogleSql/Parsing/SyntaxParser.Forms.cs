using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>CASE, CAST, EXTRACT, INTERVAL, array and struct constructors.</summary>
sealed partial class SyntaxParser
{
    CaseExpression Case()
    {
        var start = Here;
        Expect("CASE");
        var operand = At("WHEN") ? null : Expression();
        if (!At("WHEN")) throw Unexpected();
        var whens = new List<WhenClause>();
        while (At("WHEN")) whens.Add(When());
        var otherwise = Take("ELSE") ? Expression() : null;
        if (!Take("END")) throw otherwise is null ? Expected("ELSE", "END") : Unexpected();
        return new CaseExpression(operand, whens.ToValueList(), otherwise) { Span = From(start) };
    }

    WhenClause When()
    {
        var start = Here;
        Expect("WHEN");
        var when = Expression();
        Require("THEN");
        return new WhenClause(when, Expression()) { Span = From(start) };
    }

    CastExpression Cast(bool safe)
    {
        var start = Here;
        _pos++;
        Expect("(");
        var operand = Expression();
        if (!Take("AS")) throw Unexpected();
        var type = Type();
        var format = Take("FORMAT") ? Expression() : null;
        var zone = format is not null ? OptionalTimeZone() : null;
        Expect(")");
        return new CastExpression(operand, type, safe, format, zone) { Span = From(start) };
    }

    Expression? OptionalTimeZone()
    {
        if (!Take("AT")) return null;
        ExpectAll("TIME", "ZONE");
        return Expression();
    }

    ExtractExpression Extract()
    {
        var start = Here;
        ExpectAll("EXTRACT", "(");
        var part = DatePart();
        if (!Take("FROM")) throw Unexpected();
        var operand = Expression();
        var zone = OptionalTimeZone();
        Expect(")");
        return new ExtractExpression(part, operand, zone) { Span = From(start) };
    }

    DatePart DatePart()
    {
        var start = Here;
        var name = Name();
        if (!Take("(")) return new DatePart(name) { Span = From(start) };
        var weekday = Name();
        Expect(")");
        return new DatePart(name, weekday) { Span = From(start) };
    }

    IntervalExpression Interval()
    {
        var start = Here;
        Expect("INTERVAL");
        var value = Expression();
        var part = Name();
        var to = Take("TO") ? Name() : null;
        return new IntervalExpression(value, part, to) { Span = From(start) };
    }

    Expression ArrayForm()
    {
        var start = Here;
        if (AtAhead(1, "<")) return Array(start, (ArrayType)Type());
        Expect("ARRAY");
        if (At("[")) return Array(start, null);
        if (!At("(")) throw Expected("(", "<", "[");
        return new ArraySubquery(ParenthesizedQuery()) { Span = From(start) };
    }

    ArrayConstructor Array(int start, ArrayType? type)
    {
        Expect("[");
        ValueList<Expression> elements = At("]") ? [] : CommaList(Expression);
        Close("]");
        return new ArrayConstructor(type, elements) { Span = From(start) };
    }

    StructConstructor Struct()
    {
        var start = Here;
        var type = AtAhead(1, "<") || AtAhead(1, "<>") ? (StructType)Type() : null;
        if (type is null) Expect("STRUCT");
        Expect("(");
        ValueList<StructArgument> arguments = At(")") ? [] : CommaList(StructArgument);
        Close(")");
        return new StructConstructor(type, arguments, IsTuple: false) { Span = From(start) };
    }

    StructArgument StructArgument()
    {
        var start = Here;
        var value = Expression();
        return new StructArgument(value, Take("AS") ? Name() : null) { Span = From(start) };
    }
}
