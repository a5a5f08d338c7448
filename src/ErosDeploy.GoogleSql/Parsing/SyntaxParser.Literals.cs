using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

sealed partial class SyntaxParser
{
    Literal Literal()
    {
        var token = Current;
        _pos++;
        var span = Span.Between(token.Start, token.End);
        if (token.Kind is TokenKind.Integer or TokenKind.Float && Touches(_pos) && Current.Kind is TokenKind.Identifier or TokenKind.Keyword or TokenKind.QuotedIdentifier)
            throw Fail(Here, "Missing whitespace between literal and alias");
        return token.Kind switch
        {
            TokenKind.Integer => new IntegerLiteral(span.Of(_text)) { Span = span },
            TokenKind.Float => new FloatLiteral(span.Of(_text)) { Span = span },
            TokenKind.String => new StringLiteral(Unescaper.String(_text, token, FailAt)) { Span = span },
            TokenKind.Bytes => new BytesLiteral(Unescaper.Bytes(_text, token, FailAt).ToValueList()) { Span = span },
            _ => token.Word switch
            {
                "NULL" => new NullLiteral { Span = span },
                "TRUE" => new BoolLiteral(true) { Span = span },
                _ => new BoolLiteral(false) { Span = span },
            },
        };
    }

    string StringValue()
    {
        if (Current.Kind != TokenKind.String) throw Expected("string literal");
        return Unescaper.String(_text, _tokens[_pos++], FailAt);
    }

    TypedLiteralKind? TypedLiteralKindAt() => Current.Kind != TokenKind.Identifier ? null : _text[Here..Current.End].ToUpperInvariant() switch
    {
        "DATE" => TypedLiteralKind.Date,
        "TIME" => TypedLiteralKind.Time,
        "DATETIME" => TypedLiteralKind.Datetime,
        "TIMESTAMP" => TypedLiteralKind.Timestamp,
        "NUMERIC" or "DECIMAL" => TypedLiteralKind.Numeric,
        "BIGNUMERIC" or "BIGDECIMAL" => TypedLiteralKind.BigNumeric,
        "JSON" => TypedLiteralKind.Json,
        _ => null,
    };

    TypedLiteral TypedLiteral(TypedLiteralKind kind)
    {
        var start = Here;
        _pos++;
        return new TypedLiteral(kind, StringValue()) { Span = From(start) };
    }

    RangeLiteral RangeLiteral()
    {
        var start = Here;
        var type = (RangeType)Type();
        return new RangeLiteral(type, StringValue()) { Span = From(start) };
    }
}
