namespace ErosDeploy.GoogleSql.Syntax;

public enum ObjectKind
{
    Schema, ExternalSchema, Table, SnapshotTable, ExternalTable, View, MaterializedView, Function, TableFunction, Procedure, SearchIndex, VectorIndex,
    RowAccessPolicy, Model, Connection, Capacity, Reservation, Assignment, Project, Organization, BiCapacity,
}

/// <summary>`ALTER kind [IF EXISTS] name action, ...`. For PROJECT the name may be a single dashed part.</summary>
public sealed record Alter(ObjectKind Kind, bool IfExists, ObjectPath Name, ValueList<AlterAction> Actions) : Statement;

public abstract record AlterAction : Node;

public sealed record SetOptions(ValueList<OptionEntry> Options) : AlterAction;

public sealed record SetDefaultCollate(Expression Collate) : AlterAction;

public sealed record AddColumn(bool IfNotExists, ColumnDefinition Column) : AlterAction;

public sealed record DropColumn(bool IfExists, Identifier Name) : AlterAction;

public sealed record RenameColumn(bool IfExists, Identifier From, Identifier To) : AlterAction;

public sealed record RenameTo(ObjectPath Name) : AlterAction;

/// <summary>`ALTER COLUMN [IF EXISTS] name change`; the path reaches nested fields.</summary>
public sealed record AlterColumn(bool IfExists, ValueList<Identifier> Column, ColumnChange Change) : AlterAction;

public abstract record ColumnChange : Node;

public sealed record SetColumnOptions(ValueList<OptionEntry> Options) : ColumnChange;

public sealed record SetDataType(ColumnSchema Type) : ColumnChange;

public sealed record SetColumnDefault(Expression Value) : ColumnChange;

public sealed record DropColumnDefault : ColumnChange;

public sealed record DropNotNull : ColumnChange;

public sealed record AddConstraint(bool IfNotExists, TableConstraint Constraint) : AlterAction;

public sealed record DropConstraint(bool IfExists, Identifier Name) : AlterAction;

public sealed record DropPrimaryKey(bool IfExists) : AlterAction;

/// <summary>`ADD REPLICA name [OPTIONS(...)]` of a schema.</summary>
public sealed record AddReplica(Identifier Name, ValueList<OptionEntry> Options) : AlterAction;

public sealed record DropReplica(Identifier Name) : AlterAction;

/// <summary>
/// `DROP kind [IF EXISTS] name [CASCADE|RESTRICT]`. <see cref="On"/> is the table of search and vector indexes and of row access policies;
/// `DROP ALL ROW ACCESS POLICIES ON table` is <see cref="DropAllRowAccessPolicies"/>.
/// </summary>
public sealed record Drop(ObjectKind Kind, bool IfExists, ObjectPath Name) : Statement
{
    public ObjectPath? On { get; init; }

    /// <summary>Null when neither word was written.</summary>
    public bool? Cascade { get; init; }
}

public sealed record DropAllRowAccessPolicies(ObjectPath Table) : Statement;

/// <summary>`UNDROP SCHEMA [IF NOT EXISTS] name [OPTIONS(...)]`.</summary>
public sealed record Undrop(ObjectKind Kind, bool IfNotExists, ObjectPath Name, ValueList<OptionEntry> Options) : Statement;
