using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal static class JsonRuntime
{
    const long ExactLimit = 9007199254740992;

    internal static void Register(DuckFunctions f)
    {
        f.Add<string, string>("bq_json_quote", Quote);
        f.Add<long, string>("bq_json_int64", n => n is > ExactLimit or < -ExactLimit ? $"\"{n}\"" : n.ToString(CultureInfo.InvariantCulture));
        f.Add<double, string>("bq_json_float64_text", d => double.IsFinite(d) ? FloatText.Of(d) : $"\"{(double.IsNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity")}\"");
        f.Add<string, string>("bq_json_decimal", Number);
        f.Add<string, string>("bq_json_pretty", Pretty);
        f.Add<string, string>("bq_parse_json", text => Parsed(text, JsonText.Write));
        f.Add<string, string>("bq_json_type", text => Parsed(text, e => e.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : e.ValueKind.ToString().ToLowerInvariant()));
        f.Add<string, string, string>("bq_json_query", (json, path) => Found(json, path, JsonText.Write));
        f.Add<string, string, string>("bq_json_value", (json, path) => Found(json, path, Scalar));
        f.Add<string, string, string>("bq_json_items", (json, path) => Found(json, path, e => e.ValueKind == JsonValueKind.Array ? List(e.EnumerateArray().Select(JsonText.Write)) : null));
        f.Add<string, string, string>("bq_json_values", (json, path) => Found(json, path, Values));
        f.Add<string, long, string>("bq_json_keys", (json, depth) => Parsed(json, e => List(Keys(e, "", depth).Distinct().Order(StringComparer.Ordinal))));
        f.Add<string, string>("bq_json_string", json => Parsed(json, e => e.ValueKind == JsonValueKind.String ? e.GetString() : throw Mismatch("STRING", e)));
        f.Add<string, bool?>("bq_json_bool", json => Parsed(json, e => e.ValueKind is JsonValueKind.True or JsonValueKind.False ? (bool?)e.GetBoolean() : throw Mismatch("BOOL", e)));
        f.Add<string, long?>("bq_json_int64_of", json => Parsed(json, e => e.ValueKind == JsonValueKind.Number ? Whole(e) ?? throw Mismatch("INT64", e) : throw Mismatch("INT64", e)));
        f.Add<string, double?>("bq_json_float64", json => Parsed(json, e => e.ValueKind == JsonValueKind.Number ? (double?)e.GetDouble() : throw Mismatch("FLOAT64", e)));
        f.Add<string, string>("bq_json_lax_string", json => Parsed(json, Scalar));
        f.Add<string, bool?>("bq_json_lax_bool", json => Parsed(json, LaxBool));
        f.Add<string, long?>("bq_json_lax_int64", json => Parsed(json, LaxInt64));
        f.Add<string, double?>("bq_json_lax_float64", json => Parsed(json, LaxFloat64));
        f.Add<string, string, string, string, string>("bq_json_change", JsonChange.Apply);
        f.Add<string, string>("bq_json_strip_nulls", json => JsonChange.Stripped(JsonNode.Parse(json))?.ToJsonString() is { } text ? Parsed(text, JsonText.Write) : "null");
    }

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder();
        JsonText.AppendString(quoted, text);
        return quoted.ToString();
    }

    /// <summary>Decimals keep their digits; those that a double cannot hold become strings.</summary>
    static string Number(string text)
    {
        var shortest = Decimals.Shortest(text);
        var value = double.Parse(shortest, CultureInfo.InvariantCulture);
        return shortest.Count(char.IsAsciiDigit) <= 15 || FloatText.Of(value) == shortest ? shortest : $"\"{shortest}\"";
    }

    static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Indent(text, document.RootElement, 0);
        return text.ToString();
    }

    static void Indent(StringBuilder text, JsonElement value, int depth)
    {
        var items = value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(m => (Name: (string?)m.Name, m.Value)).ToList(),
            JsonValueKind.Array => value.EnumerateArray().Select(e => (Name: (string?)null, Value: e)).ToList(),
            _ => [],
        };
        if (items.Count == 0)
        {
            text.Append(JsonText.Write(value));
            return;
        }
        var isObject = value.ValueKind == JsonValueKind.Object;
        text.Append(isObject ? '{' : '[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (depth + 1));
            if (items[i].Name is { } name) text.Append(Quote(name)).Append(": ");
            Indent(text, items[i].Value, depth + 1);
        }
        text.Append('\n').Append(' ', 2 * depth).Append(isObject ? '}' : ']');
    }

    internal static T? Parsed<T>(string json, Func<JsonElement, T?> use)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 500 });
            return use(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw new InvalidOperationException($"syntax error while parsing value - invalid literal; last read: '{json}': {failure.BytePositionInLine}");
        }
    }

    /// <summary>What a path leads to; null for nothing there and for text that is no JSON.</summary>
    static string? Found(string json, string path, Func<JsonElement, string?> use)
    {
        var steps = JsonPath.Parse(path);
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 500 });
            return JsonPath.Follow(document.RootElement, steps) is { } found ? use(found) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Scalar(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => e.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonText.Write(e),
        _ => null,
    };

    static string? Values(JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Array || e.EnumerateArray().Any(i => i.ValueKind is JsonValueKind.Array or JsonValueKind.Object)) return null;
        return "[" + string.Join(",", e.EnumerateArray().Select(i => Scalar(i) is { } text ? Quote(text) : "null")) + "]";
    }

    static string List(IEnumerable<string> texts) => "[" + string.Join(",", texts.Select(Quote)) + "]";

    static IEnumerable<string> Keys(JsonElement e, string prefix, long depth) => e.ValueKind != JsonValueKind.Object || depth == 0
        ? []
        : e.EnumerateObject().SelectMany(m => Keys(m.Value, $"{prefix}{m.Name}.", depth - 1).Prepend(prefix + m.Name));

    static InvalidOperationException Mismatch(string wanted, JsonElement e) => new($"The provided JSON input is not {(wanted is "INT64" ? "an integer" : $"a {wanted.ToLowerInvariant()}")}: {JsonText.Write(e)}");

    static long? Whole(JsonElement e) => e.TryGetInt64(out var whole) ? whole : e.GetDouble() is var d && d == Math.Floor(d) && Math.Abs(d) < 9.2e18 ? (long)d : null;

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
        JsonValueKind.String => double.TryParse(e.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    static long? LaxInt64(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when e.TryGetInt64(out var whole) => whole,
        _ => LaxFloat64(e) is { } value && Math.Abs(value) < 9.2e18 ? (long)Math.Round(value, MidpointRounding.AwayFromZero) : null,
    };
}
