using System.Text.Json;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>The columns of rows, found by name whatever its case, as BigQuery does.</summary>
public sealed class RowSchema
{
    readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);

    public RowSchema(TableSchema schema)
    {
        Schema = schema;
        for (var i = 0; i < schema.Fields.Count; i++)
            _index.TryAdd(schema.Fields[i].Name, i);
    }

    public TableSchema Schema { get; }

    /// <summary>A name that is not there is CloudAnswerInvalid.</summary>
    public int IndexOf(string name) => _index.TryGetValue(name, out var index)
        ? index
        : throw new ErosException(
            ErosErrorCode.CloudAnswerInvalid,
            $"The answer has no column {name}, but {string.Join(", ", Schema.Fields.Select(field => field.Name))}.", "Check the query.");
}

/// <summary>
/// One row, or one STRUCT. Values are read when asked for: INT64 long, FLOAT64 double, NUMERIC and BIGNUMERIC decimal (its text where a
/// decimal would lose digits), BOOL, STRING and JSON string, BYTES byte[], DATE DateOnly, TIME TimeOnly, DATETIME DateTime
/// (unspecified), TIMESTAMP DateTimeOffset, INTERVAL and RANGE string, STRUCT QueryRow, ARRAY object?[]; NULL is null.
/// </summary>
public sealed class QueryRow(RowSchema schema, JsonElement wire)
{
    public TableSchema Schema => schema.Schema;

    public object? this[string name] => this[schema.IndexOf(name)];

    public object? this[int index] => WireValue.Read(Schema.Fields[index], Cell(index));

    public bool IsNull(string name) => Cell(schema.IndexOf(name)).ValueKind == JsonValueKind.Null;

    /// <summary>A value that must be there and of this type; NULL or another type is CloudAnswerInvalid.</summary>
    public T Get<T>(string name) => this[name] is T value ? value : throw Unfit(name, typeof(T));

    /// <summary>As <see cref="Get{T}"/>; NULL is null.</summary>
    public T? Find<T>(string name) where T : struct => IsNull(name) ? null : Get<T>(name);

    /// <summary>The text of a STRING, or of any scalar as the service writes it; NULL is null.</summary>
    public string? Text(string name) => Cell(schema.IndexOf(name)) is { ValueKind: JsonValueKind.String } cell ? cell.GetString() : null;

    JsonElement Cell(int index) => wire.GetProperty("f")[index].GetProperty("v");

    ErosException Unfit(string name, Type wanted) => new(
        ErosErrorCode.CloudAnswerInvalid,
        $"Column {name} is {(IsNull(name) ? "NULL" : Schema.Fields[schema.IndexOf(name)].Type)}, not {wanted.Name}.", "Check the query.");
}
