using System.Globalization;
using System.Text.Json;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Values as the REST API writes them, with TIMESTAMP as integer microseconds (useInt64Timestamp).</summary>
internal static class WireValue
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static object? Read(TableFieldSchema field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => field.Mode == "REPEATED" ? Array.Empty<object?>() : null,
        _ when field.Mode == "REPEATED" => Elements(field with { Mode = null }, value),
        JsonValueKind.Object => new QueryRow(new RowSchema(new TableSchema { Fields = field.Fields ?? [] }), value),
        _ => Scalar(field.Type, value.GetString() ?? ""),
    };

    static object?[] Elements(TableFieldSchema element, JsonElement value) =>
        [.. value.EnumerateArray().Select(item => Read(element, item.GetProperty("v")))];

    internal static object Scalar(string type, string text)
    {
        try
        {
            return Parse(type, text);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new ErosException(ErosErrorCode.CloudAnswerInvalid, $"The answer holds a {type} that is none.", "Check that the address is the service's.");
        }
    }

    static object Parse(string type, string text) => type switch
    {
        "INTEGER" or "INT64" => long.Parse(text, NumberStyles.AllowLeadingSign, Invariant),
        "FLOAT" or "FLOAT64" => Float(text),
        "NUMERIC" or "BIGNUMERIC" => Exact(text),
        "BOOLEAN" or "BOOL" => text == "true",
        "BYTES" => Convert.FromBase64String(text),
        "DATE" => DateOnly.ParseExact(text, "yyyy-MM-dd", Invariant),
        "TIME" => TimeOnly.Parse(text, Invariant),
        "DATETIME" => DateTime.SpecifyKind(DateTime.Parse(text, Invariant, DateTimeStyles.None), DateTimeKind.Unspecified),
        "TIMESTAMP" => DateTimeOffset.UnixEpoch.AddTicks(checked(long.Parse(text, NumberStyles.AllowLeadingSign, Invariant) * 10)),
        _ => text,
    };

    static double Float(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" or "inf" or "+inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, Invariant),
    };

    // A decimal holds 28 digits; what has more comes as its text rather than rounded.
    static object Exact(string text) =>
        text.Count(char.IsAsciiDigit) <= 28 && decimal.TryParse(text, NumberStyles.Number, Invariant, out var number) ? number : text;
}
