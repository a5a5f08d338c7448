namespace ErosDeploy.GoogleSql.Syntax;

/// <summary>The parenthesised list of a CREATE TABLE: columns and constraints, each in the order written.</summary>
public sealed record TableElements(ValueList<ColumnDefinition> Columns, ValueList<TableConstraint> Constraints) : Node;

/// <summary>
/// `name type [PRIMARY KEY] [REFERENCES ...] [DEFAULT expression] [NOT NULL] [OPTIONS(...)]`.
/// </summary>
public sealed record ColumnDefinition(Identifier Name, ColumnSchema Schema) : Node;

/// <summary>A column's or nested field's type with its attributes.</summary>
public abstract record ColumnSchema : Node
{
    public bool NotNull { get; init; }

    public Expression? Default { get; init; }

    public Expression? Collate { get; init; }

    public ValueList<OptionEntry> Options { get; init; } = [];

    public bool PrimaryKey { get; init; }

    /// <summary>A REFERENCES at the column.</summary>
    public ForeignKeyReference? References { get; init; }

    /// <summary>`GENERATED ALWAYS AS (expression)`.</summary>
    public GeneratedColumn? Generated { get; init; }
}

public sealed record SimpleColumn(SimpleType Type) : ColumnSchema;

public sealed record ArrayColumn(ColumnSchema Element) : ColumnSchema;

public sealed record StructColumn(ValueList<StructColumnField> Fields) : ColumnSchema;

public sealed record StructColumnField(Identifier? Name, ColumnSchema Schema) : Node;

public sealed record RangeColumn(TypeNode Element) : ColumnSchema;

public sealed record GeneratedColumn(Expression Expression, string Mode) : Node;

public sealed record ForeignKeyReference(ObjectPath Table, ValueList<Identifier> Columns, bool Enforced) : Node;

public abstract record TableConstraint(Identifier? Name) : Node;

public sealed record PrimaryKey(Identifier? Name, ValueList<Identifier> Columns, bool Enforced) : TableConstraint(Name);

public sealed record ForeignKey(Identifier? Name, ValueList<Identifier> Columns, ForeignKeyReference References) : TableConstraint(Name);

/// <summary>`CHECK (expression)`: in the grammar, not in BigQuery.</summary>
public sealed record CheckConstraint(Identifier? Name, Expression Condition, bool Enforced) : TableConstraint(Name);
