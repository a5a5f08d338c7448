using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Constant texts as DuckDB literals of a type; null when the text is not a value of it.</summary>
internal static class LiteralText
{
    internal static string? ToSql(string text, SqlType type) => type.Kind switch
    {
        TypeKind.Date => DateTimes.ParseDate(text) is { } date ? $"DATE '{DateTimes.Text(date)}'" : null,
        TypeKind.Time => DateTimes.ParseTime(text) is { } time ? $"TIME '{DateTimes.TimeText(time)}'" : null,
        TypeKind.Datetime => DateTimes.ParseDatetime(text) is { } moment ? $"TIMESTAMP '{DateTimes.Text(moment)}'" : null,
        TypeKind.Timestamp => DateTimes.ParseTimestamp(text, null) is { } moment ? $"TIMESTAMPTZ '{DateTimes.Text(moment)}+00'" : null,
        TypeKind.Numeric => Decimal(text, 29, 9, "DECIMAL(38,9)"),
        TypeKind.BigNumeric => BigNumerics.Parse(text) is { } digits ? BigNumerics.Sql(digits) : null,
        TypeKind.Json => Json(text),
        TypeKind.Bytes => Binder.BytesSql(System.Text.Encoding.UTF8.GetBytes(text)),
        TypeKind.String => DuckTypes.Literal(text),
        _ => null,
    };

    static string? Decimal(string text, int whole, int fraction, string duckType)
    {
        if (Decimals.Parse(text) is not var (digits, scale)) return null;
        var scaled = Decimals.Rescale(digits, scale, fraction);
        return BigInteger.Abs(scaled) < BigInteger.Pow(10, whole + fraction) ? $"('{Decimals.Text(scaled, fraction)}'::{duckType})" : null;
    }

    static string? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return $"({DuckTypes.Literal(JsonText.Write(document.RootElement))}::JSON)";
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
