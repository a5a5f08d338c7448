using System.Globalization;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Query parameters with their types; a null value is a NULL of that type. Name null: positional.</summary>
public static class Parameter
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static QueryParameter Int64(string? name, long? value) => Scalar(name, "INT64", value?.ToString(Invariant));

    public static QueryParameter Float64(string? name, double? value) => Scalar(name, "FLOAT64", value is { } number ? Text(number) : null);

    public static QueryParameter Numeric(string? name, decimal? value) => Scalar(name, "NUMERIC", value?.ToString(Invariant));

    /// <param name="value">Digits as BigQuery writes them; a decimal cannot hold all of them.</param>
    public static QueryParameter BigNumeric(string? name, string? value) => Scalar(name, "BIGNUMERIC", value);

    /// <param name="value">In canonical form: <c>Y-M D H:M:S.F</c>.</param>
    public static QueryParameter Interval(string? name, string? value) => Scalar(name, "INTERVAL", value);

    public static QueryParameter Bool(string? name, bool? value) => Scalar(name, "BOOL", value switch { null => null, true => "true", false => "false" });

    public static QueryParameter String(string? name, string? value) => Scalar(name, "STRING", value);

    public static QueryParameter Bytes(string? name, byte[]? value) => Scalar(name, "BYTES", value is null ? null : Convert.ToBase64String(value));

    public static QueryParameter Date(string? name, DateOnly? value) => Scalar(name, "DATE", value?.ToString("yyyy-MM-dd", Invariant));

    public static QueryParameter Time(string? name, TimeOnly? value) => Scalar(name, "TIME", value?.ToString("HH:mm:ss.ffffff", Invariant));

    public static QueryParameter DateTime(string? name, DateTime? value) => Scalar(name, "DATETIME", value?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", Invariant));

    public static QueryParameter Timestamp(string? name, DateTimeOffset? value) =>
        Scalar(name, "TIMESTAMP", value?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", Invariant));

    public static QueryParameter Json(string? name, string? value) => Scalar(name, "JSON", value);

    /// <summary>An array of parameters of one type; their names do not count. Elements cannot be null: BigQuery's arrays hold none.</summary>
    public static QueryParameter Array(string? name, QueryParameterType elementType, IEnumerable<QueryParameter> elements) => new()
    {
        Name = name,
        ParameterType = new QueryParameterType { Type = "ARRAY", ArrayType = elementType },
        ParameterValue = new QueryParameterValue { ArrayValues = [.. elements.Select(element => element.ParameterValue)] },
    };

    /// <summary>A struct whose fields are named parameters.</summary>
    public static QueryParameter Struct(string? name, IReadOnlyList<QueryParameter> fields) => new()
    {
        Name = name,
        ParameterType = new QueryParameterType
        {
            Type = "STRUCT",
            StructTypes = [.. fields.Select(field => new QueryParameterStructField(field.Name, field.ParameterType))],
        },
        ParameterValue = new QueryParameterValue { StructValues = fields.ToDictionary(field => field.Name ?? "", field => field.ParameterValue) },
    };

    static QueryParameter Scalar(string? name, string type, string? value) => new()
    {
        Name = name,
        ParameterType = new QueryParameterType { Type = type },
        ParameterValue = new QueryParameterValue { Value = value },
    };

    static string Text(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => value.ToString("R", Invariant),
    };
}
