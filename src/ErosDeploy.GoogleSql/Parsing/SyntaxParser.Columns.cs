using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Column definitions: types with attributes at every level.</summary>
sealed partial class SyntaxParser
{
    ColumnDefinition Column()
    {
        var start = Here;
        var name = Name();
        return new ColumnDefinition(name, ColumnSchema()) { Span = From(start) };
    }

    ColumnSchema ColumnSchema()
    {
        Enter();
        var start = Here;
        var schema = Attributes(ColumnType());
        return Leave(schema with { Span = From(start) });
    }

    ColumnSchema ColumnType() => Current.Word switch
    {
        "ARRAY" => ArrayColumn(),
        "STRUCT" => StructColumn(),
        "RANGE" => new RangeColumn(RangeType().Element),
        _ => SimpleColumn(),
    };

    SimpleColumn SimpleColumn()
    {
        var type = SimpleType();
        return new SimpleColumn(type with { Collate = null }) { Collate = type.Collate };
    }

    ArrayColumn ArrayColumn()
    {
        ExpectAll("ARRAY", "<");
        var element = ColumnSchema();
        Expect(">");
        return new ArrayColumn(element);
    }

    StructColumn StructColumn()
    {
        ExpectAll("STRUCT", "<");
        var fields = CommaList(StructColumnField);
        Close(">");
        return new StructColumn(fields);
    }

    StructColumnField StructColumnField()
    {
        var start = Here;
        var name = AtFieldName ? Name() : null;
        return new StructColumnField(name, ColumnSchema()) { Span = From(start) };
    }

    ColumnSchema Attributes(ColumnSchema schema)
    {
        while (true)
        {
            if (Take("NOT", "NULL")) schema = schema with { NotNull = true };
            else if (Take("DEFAULT")) schema = schema with { Default = Expression() };
            else if (At("COLLATE")) schema = schema with { Collate = Collation() };
            else if (At("OPTIONS", "(")) schema = schema with { Options = Options() };
            else if (Take("PRIMARY", "KEY")) schema = schema with { PrimaryKey = PrimaryKeyAttribute() };
            else if (At("REFERENCES")) schema = schema with { References = References() };
            else if (AtAny("GENERATED")) schema = schema with { Generated = Generated() };
            else return schema;
        }
    }

    bool PrimaryKeyAttribute()
    {
        Enforced();
        return true;
    }

    GeneratedColumn Generated()
    {
        var start = Here;
        Expect("GENERATED");
        var mode = Take("BY", "DEFAULT") ? "BY DEFAULT" : Take("ALWAYS") ? "ALWAYS" : "";
        Expect("AS");
        return new GeneratedColumn(InParentheses(Expression), mode) { Span = From(start) };
    }
}
