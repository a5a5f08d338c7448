using Avro;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>What an Avro schema's nodes are as columns.</summary>
internal static class AvroTypes
{
    /// <summary>The columns of a file's record.</summary>
    /// <param name="schema">The file's schema.</param>
    /// <param name="options">Whether logical types count, and what decimals become.</param>
    /// <param name="wanted">Columns of the destination; one of the logical type's own type makes it count for that column.</param>
    public static IReadOnlyList<ColumnEntry> Columns(Schema schema, LoadOptions options, IReadOnlyList<ColumnEntry> wanted) => schema is RecordSchema record
        ? [.. record.Fields.Select(field => Column(field.Name, field.Schema, field.Documentation, options, Find(wanted, field.Name)))]
        : throw BigQueryException.Invalid($"The Avro file holds {schema.Name}, not records.");

    /// <summary>The node's own schema without its null branch, and whether there is one.</summary>
    public static (Schema Value, bool Nullable) Unwrap(Schema schema)
    {
        if (schema is not UnionSchema union)
            return (schema, false);
        var values = union.Schemas.Where(branch => branch.Tag != Schema.Type.Null).ToList();
        return values.Count == 1 ? (values[0], union.Count > 1) : throw BigQueryException.Unimplemented("Avro unions of several types");
    }

    /// <summary>The type by the logical type (or sqlType) that a node names; null if it names none known. The string that the service writes for a DATETIME it does
    /// not know again. Source: "Avro conversions" of its documentation.</summary>
    static SqlType? Logical(Schema schema, LoadOptions options) => (BaseTag(schema), LogicalName(schema)) switch
    {
        (Schema.Type.Int, "date") => SqlType.Date,
        (Schema.Type.Int, "time-millis") or (Schema.Type.Long, "time-micros") => SqlType.Time,
        (Schema.Type.Long, "timestamp-millis" or "timestamp-micros") => SqlType.Timestamp,
        (Schema.Type.Long, "local-timestamp-millis" or "local-timestamp-micros") => SqlType.Datetime,
        (Schema.Type.Bytes or Schema.Type.Fixed, "decimal") => AvroDecimals.Target(schema, options.DecimalTargetTypes),
        (Schema.Type.String, _) => schema.GetProperty("sqlType")?.Trim('"') is { } name and not "DATETIME" ? TypeText.FromName(name) : null,
        _ => null,
    };

    static Schema.Type BaseTag(Schema schema) => schema is LogicalSchema logical ? logical.BaseSchema.Tag : schema.Tag;

    /// <summary>The name of the logical type, or null.</summary>
    public static string? LogicalName(Schema schema) => schema is LogicalSchema logical ? logical.LogicalTypeName : schema.GetProperty("logicalType")?.Trim('"');

    public static ColumnEntry? Find(IReadOnlyList<ColumnEntry> columns, string name) =>
        columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    static ColumnEntry Column(string name, Schema schema, string? description, LoadOptions options, ColumnEntry? wanted)
    {
        var (value, nullable) = Unwrap(schema);
        var repeated = value is ArraySchema or MapSchema;
        var fields = Fields(value, options, wanted?.Fields ?? []);
        var type = Type(value, fields, options, wanted?.Type);
        return new ColumnEntry
        {
            Name = name,
            Type = type,
            Mode = repeated ? ColumnMode.Repeated : nullable ? ColumnMode.Nullable : ColumnMode.Required,
            Description = description,
            Fields = fields,
        };
    }

    static IReadOnlyList<ColumnEntry> Fields(Schema schema, LoadOptions options, IReadOnlyList<ColumnEntry> wanted) => schema switch
    {
        RecordSchema record => [.. record.Fields.Select(field => Column(field.Name, field.Schema, field.Documentation, options, Find(wanted, field.Name)))],
        ArraySchema array => Fields(Unwrap(array.ItemSchema).Value, options, wanted),
        MapSchema map => [SchemaResource.Described("key", SqlType.String), Column("value", map.ValueSchema, null, options, Find(wanted, "value"))],
        _ => [],
    };

    static SqlType Type(Schema schema, IReadOnlyList<ColumnEntry> fields, LoadOptions options, SqlType? wanted) => schema switch
    {
        RecordSchema => Struct(fields),
        MapSchema => SqlType.Array(Struct(fields)),
        ArraySchema array => SqlType.Array(Type(Unwrap(array.ItemSchema).Value, fields, options, wanted?.Element)),
        _ => Scalar(schema, options, wanted),
    };

    static SqlType Struct(IReadOnlyList<ColumnEntry> fields) => SqlType.Struct(fields.Select(field => new StructField(field.Name, field.Type)));

    // a column of the destination's type is enough for a logical type to count; JSON and GEOGRAPHY always do
    static SqlType Scalar(Schema schema, LoadOptions options, SqlType? wanted) => Logical(schema, options) is { } logical
        && (options.UseAvroLogicalTypes || logical.Kind == wanted?.Kind || logical.Kind is TypeKind.Json or TypeKind.Geography || AvroDecimals.IsDecimal(schema))
            ? logical
            : Physical(schema);

    static SqlType Physical(Schema schema) => schema.Tag switch
    {
        Schema.Type.Logical => Physical(((LogicalSchema)schema).BaseSchema),
        Schema.Type.Int or Schema.Type.Long => SqlType.Int64,
        Schema.Type.Float or Schema.Type.Double => SqlType.Float64,
        Schema.Type.Boolean => SqlType.Bool,
        Schema.Type.String or Schema.Type.Enumeration => SqlType.String,
        Schema.Type.Bytes or Schema.Type.Fixed => SqlType.Bytes,
        _ => throw BigQueryException.Unimplemented($"Avro type {schema.Name}"),
    };
}
