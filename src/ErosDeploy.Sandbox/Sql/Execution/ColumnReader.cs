using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ForeignKey = ErosDeploy.GoogleSql.Syntax.ForeignKey;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Column definitions and constraints of CREATE TABLE and ALTER TABLE, as entries.</summary>
internal sealed class ColumnReader(StatementContext context)
{
    readonly OptionReader _options = new(context);

    public IReadOnlyList<ColumnEntry> Columns(TableElements elements)
    {
        var columns = elements.Columns.Select(c => Column(c.Name.Name, c.Schema ?? throw Untyped(c))).ToList();
        CheckNames(columns);
        return columns;
    }

    public ColumnEntry Column(string name, ColumnSchema schema)
    {
        if (schema.Generated is not null) throw BigQueryException.Unimplemented("Generated columns");
        var column = Of(name, schema) with { DefaultExpression = schema.Default is null ? null : context.TextOf(schema.Default) };
        if (schema.Default is not null) context.Translator.Assignment(schema.Default, column.Type.Plain, name);
        return _options.Apply(Collations.Apply(column, Collations.Checked(schema.Collate)), schema.Options);
    }

    public TableConstraints Constraints(TableElements elements)
    {
        var primary = elements.Constraints.OfType<PrimaryKey>().Select(k => Checked(k.Enforced, k.Columns))
            .Concat(elements.Columns.Where(c => c.Schema?.PrimaryKey == true).Select(c => (IReadOnlyList<string>)[c.Name.Name])).ToList();
        if (primary.Count > 1) throw BigQueryException.InvalidQuery("Multiple primary keys are not allowed");
        if (elements.Constraints.OfType<CheckConstraint>().Any()) throw BigQueryException.Unimplemented("CHECK constraints");
        var foreign = elements.Constraints.OfType<ForeignKey>().Select(Foreign)
            .Concat(elements.Columns.Where(c => c.Schema?.References is not null).Select(c => Foreign(null, [c.Name.Name], c.Schema!.References!)));
        return new TableConstraints(primary.FirstOrDefault() ?? [], [.. foreign]);
    }

    public Catalog.ForeignKey Foreign(ForeignKey key) => Foreign(key.Name?.Name, [.. key.Columns.Select(c => c.Name)], key.References);

    public static void CheckNames(IEnumerable<ColumnEntry> columns)
    {
        var twice = columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw BigQueryException.InvalidQuery($"Duplicate column name {twice.Key} in CREATE TABLE");
    }

    ColumnEntry Of(string name, ColumnSchema schema) => schema switch
    {
        SimpleColumn simple => new ColumnEntry { Name = name, Type = context.Translator.Type(simple.Type), Mode = ModeOf(schema) },
        RangeColumn range => new ColumnEntry { Name = name, Type = SqlType.Range(context.Translator.Type(range.Element)), Mode = ModeOf(schema) },
        StructColumn record => Record(name, record),
        ArrayColumn array => Array(name, array),
        _ => throw BigQueryException.Unimplemented($"Column type of {name}"),
    };

    ColumnEntry Record(string name, StructColumn record)
    {
        var fields = record.Fields.Select(f => Nested(f.Name?.Name ?? throw Unnamed(name), f.Schema)).ToList();
        var type = SqlType.Struct(fields.Select(f => new StructField(f.Name, f.Type)));
        return new ColumnEntry { Name = name, Type = type, Mode = ModeOf(record), Fields = fields };
    }

    ColumnEntry Array(string name, ArrayColumn array)
    {
        if (array.NotNull) throw BigQueryException.InvalidQuery($"NOT NULL is not allowed on the ARRAY column {name}");
        if (array.Element is ArrayColumn) throw BigQueryException.InvalidQuery("Array of array types are not supported");
        var element = Of(name, array.Element);
        return element with { Type = SqlType.Array(element.Type), Mode = ColumnMode.Repeated };
    }

    ColumnEntry Nested(string name, ColumnSchema schema)
    {
        if (Collations.Checked(schema.Collate) is { Length: > 0 }) throw BigQueryException.Unimplemented($"COLLATE of field {name} in a STRUCT");
        if (schema.Default is not null) throw BigQueryException.InvalidQuery($"DEFAULT is not allowed on field {name} of a STRUCT");
        if (schema.Generated is not null || schema.PrimaryKey || schema.References is not null) throw BigQueryException.InvalidQuery($"Field {name} of a STRUCT can be neither generated nor a key");
        return _options.Apply(Of(name, schema), schema.Options);
    }

    Catalog.ForeignKey Foreign(string? name, IReadOnlyList<string> columns, ForeignKeyReference reference)
    {
        if (reference.Enforced) throw BigQueryException.InvalidQuery("Enforced foreign keys are not supported; use NOT ENFORCED");
        var referenced = context.Names.Table(reference.Table);
        return new(name ?? $"fk${string.Join('_', columns)}", referenced, columns, [.. reference.Columns.Select(c => c.Name)]);
    }

    public static List<string> Checked(bool enforced, IEnumerable<Identifier> columns) => enforced
        ? throw BigQueryException.InvalidQuery("Enforced primary keys are not supported; use NOT ENFORCED")
        : columns.Select(c => c.Name).ToList();

    static ColumnMode ModeOf(ColumnSchema schema) => schema.NotNull ? ColumnMode.Required : ColumnMode.Nullable;

    static BigQueryException Untyped(ColumnDefinition column) => BigQueryException.InvalidQuery($"Column {column.Name.Name} needs a type");

    static BigQueryException Unnamed(string column) => BigQueryException.InvalidQuery($"STRUCT fields of column {column} need names");
}
