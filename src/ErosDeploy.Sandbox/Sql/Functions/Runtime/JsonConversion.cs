using System.Globalization;
using System.Text.Json;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>JSON values as SQL values: STRING, BOOL, INT64 and FLOAT64 take only their kind, the LAX functions what can be made of it.</summary>
internal static class JsonConversion
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<string, string>("bq_json_string", json => JsonRuntime.Parsed(json, e => e.ValueKind == JsonValueKind.String ? e.GetString() : throw Mismatch("a string")));
        f.Add<string, bool?>("bq_json_bool", json => JsonRuntime.Parsed(json, e => e.ValueKind is JsonValueKind.True or JsonValueKind.False ? (bool?)e.GetBoolean() : throw Mismatch("a boolean")));
        f.Add<string, long?>("bq_json_int64_of", json => JsonRuntime.Parsed(json, Whole));
        f.Add<string, string, double?>("bq_json_float64", (json, mode) => JsonRuntime.Parsed(json, e => Real(e, mode)));
        f.Add<string, string>("bq_json_lax_string", json => JsonRuntime.Parsed(json, e => e.ValueKind == JsonValueKind.Number && !e.TryGetInt64(out _) && !e.TryGetUInt64(out _) ? FloatText.Of(e.GetDouble()) : JsonRuntime.Scalar(e)));
        f.Add<string, bool?>("bq_json_lax_bool", json => JsonRuntime.Parsed(json, LaxBool));
        f.Add<string, long?>("bq_json_lax_int64", json => JsonRuntime.Parsed(json, LaxInt64));
        f.Add<string, double?>("bq_json_lax_float64", json => JsonRuntime.Parsed(json, LaxFloat64));
    }

    static InvalidOperationException Mismatch(string wanted) => new($"The provided JSON input is not {wanted}");

    static long? Whole(JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Number) throw Mismatch("an integer");
        if (e.TryGetInt64(out var whole)) return whole;
        return e.GetDouble() is var d && d == Math.Floor(d) && Math.Abs(d) < 9.2e18 ? (long)d : throw new InvalidOperationException($"The provided JSON number: {FloatText.Of(d)} cannot be converted to an int64");
    }

    static double? Real(JsonElement e, string mode)
    {
        if (mode is not ("exact" or "round")) throw new InvalidOperationException($"Invalid `wide_number_mode` specified: {mode}");
        if (e.ValueKind != JsonValueKind.Number) throw Mismatch("a number");
        var raw = e.GetRawText();
        var isWide = raw.TrimStart('-').All(char.IsAsciiDigit) && decimal.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Math.Abs(whole) > 9007199254740992m;
        return isWide && mode == "exact" ? throw new InvalidOperationException($"JSON number: {raw} cannot be converted to FLOAT64 without loss of precision") : e.GetDouble();
    }

    static bool? LaxBool(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => e.GetDouble() != 0,
        JsonValueKind.String => e.GetString()!.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null },
        _ => null,
    };

    static double? LaxFloat64(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number => e.GetDouble(),
        JsonValueKind.String => LaxFloat64(e.GetString()!.Trim()),
        _ => null,
    };

    static double? LaxFloat64(string text) => text.ToLowerInvariant() switch
    {
        "nan" or "+nan" or "-nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
    };

    static long? LaxInt64(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when e.TryGetInt64(out var whole) => whole,
        _ => LaxFloat64(e) is { } value && Math.Abs(value) < 9.2e18 ? (long)Math.Round(value, MidpointRounding.AwayFromZero) : null,
    };
}
