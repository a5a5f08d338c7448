using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

sealed partial class SyntaxParser
{
    internal TypeNode Type()
    {
        Enter();
        return Leave(AnyType());
    }

    TypeNode AnyType() => Current.Word switch
    {
        "ARRAY" => ArrayType(),
        "STRUCT" => StructType(),
        "RANGE" => RangeType(),
        _ => SimpleType(),
    };

    ArrayType ArrayType()
    {
        var start = Here;
        ExpectAll("ARRAY", "<");
        var element = Type();
        Expect(">");
        return new ArrayType(element) { Span = From(start) };
    }

    RangeType RangeType()
    {
        var start = Here;
        ExpectAll("RANGE", "<");
        var element = Type();
        Expect(">");
        return new RangeType(element) { Span = From(start) };
    }

    StructType StructType()
    {
        var start = Here;
        Expect("STRUCT");
        if (Take("<>")) return new StructType([]) { Span = From(start) };
        Expect("<");
        ValueList<StructTypeField> fields = At(">") ? [] : CommaList(StructField);
        Close(">");
        return new StructType(fields) { Span = From(start) };
    }

    /// <summary>`name type` or `type`: a name is followed by the start of a type.</summary>
    StructTypeField StructField()
    {
        var start = Here;
        var name = AtFieldName ? Name() : null;
        return new StructTypeField(name, Type()) { Span = From(start) };
    }

    bool AtFieldName => AtName && (PeekToken(1).IsName || AtAhead(1, "ARRAY") || AtAhead(1, "STRUCT") || AtAhead(1, "RANGE") || AtAhead(1, "INTERVAL"));

    SimpleType SimpleType()
    {
        var start = Here;
        var name = At("INTERVAL") ? new ObjectPath([NameAt(_pos)]) { Span = NameAt(_pos++).Span } : TypeName();
        ValueList<Expression> parameters = At("(") ? Parenthesized(TypeParameter) : [];
        return new SimpleType(name, parameters) { Span = From(start), Collate = At("COLLATE") ? Collation() : null };
    }

    ObjectPath TypeName()
    {
        var start = Here;
        return new ObjectPath(DottedNames()) { Span = From(start) };
    }

    /// <summary>A literal or MAX.</summary>
    Expression TypeParameter()
    {
        if (At("MAX")) return new PathExpression([NameAt(_pos)]) { Span = NameAt(_pos++).Span };
        if (Current.Kind is not (TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.Bytes) && !AtAny("TRUE", "FALSE")) throw Unexpected();
        return Literal();
    }

    Expression Collation()
    {
        Expect("COLLATE");
        return Current.Kind == TokenKind.String ? Literal() : Expression();
    }

    /// <summary>A routine parameter's type: also ANY TYPE, ANY TABLE, TABLE&lt;...>.</summary>
    TypeNode ParameterType()
    {
        var start = Here;
        if (Take("ANY")) return new TemplatedType(Name().Name.ToUpperInvariant()) { Span = From(start) };
        return At("TABLE", "<") ? TableType() : Type();
    }

    TableType TableType()
    {
        var start = Here;
        ExpectAll("TABLE", "<");
        var columns = CommaList(StructField);
        Close(">");
        return new TableType(columns) { Span = From(start) };
    }
}
