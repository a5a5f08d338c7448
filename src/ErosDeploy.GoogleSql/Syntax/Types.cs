namespace ErosDeploy.GoogleSql.Syntax;

public abstract record TypeNode : Node;

/// <summary>`INT64`, `NUMERIC(10, 2)`, `STRING(MAX)`, or a user's type path; parameters are literals, MAX a <see cref="PathExpression"/>.</summary>
public sealed record SimpleType(ObjectPath Name, ValueList<Expression> Parameters) : TypeNode
{
    public Expression? Collate { get; init; }
}

public sealed record ArrayType(TypeNode Element) : TypeNode;

public sealed record StructType(ValueList<StructTypeField> Fields) : TypeNode;

public sealed record StructTypeField(Identifier? Name, TypeNode Type) : Node;

/// <summary>`RANGE&lt;DATE>`.</summary>
public sealed record RangeType(TypeNode Element) : TypeNode;

/// <summary>`ANY TYPE`, `ANY TABLE` of templated routines; <see cref="Kind"/> is the second word in upper case.</summary>
public sealed record TemplatedType(string Kind) : TypeNode;

/// <summary>`TABLE&lt;a INT64, b STRING>`.</summary>
public sealed record TableType(ValueList<StructTypeField> Columns) : TypeNode;
