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
        f.Add<double, string>("bq_json_float64_string", d => double.IsFinite(d) ? FloatText.Of(d) : NotFinite(d));
        f.Add<double, string>("bq_json_float64_value", d => double.IsFinite(d) ? FloatText.JsonOf(d == 0 ? 0 : d) : NotFinite(d));
        f.Add<string, string>("bq_json_decimal", Decimal);
        f.Add<string, bool, string>("bq_json_wide", (number, quotes) => Wide(Decimals.Shortest(number), quotes));
        f.Add<string, string>("bq_json_pretty", Pretty);
        f.Add<string, string>("bq_parse_json", text => Parsed(text, JsonText.Write));
        f.Add<string, string, string>("bq_parse_json_wide", (text, mode) => ParsedWide(text, mode));
        f.Add<string, string>("bq_json_type", text => Parsed(text, e => e.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : e.ValueKind.ToString().ToLowerInvariant()));
        Extraction(f);
        f.Add<string, string>("bq_json_flatten", json => Parsed(json, e => List(Flat(e).Select(JsonText.Write))));
        f.Add<string, long, string, string>("bq_json_keys", Keys);
        f.Add<string, string, string, bool?>("bq_json_contains", (json, needle, scope) => Parsed(json, e => (bool?)Contains(e, needle, scope)));
        JsonConversion.Register(f);
        f.AddVariadic("bq_json_change", JsonChange.Apply);
        f.AddVariadic("bq_json_strip_nulls", JsonChange.Strip);
    }

    static void Extraction(DuckFunctions f)
    {
        foreach (var (suffix, isDeprecated) in new[] { ("", false), ("_old", true) })
        {
            f.Add<string, string, string>("bq_json_query" + suffix, (json, path) => Queried(json, JsonPath.Parse(path, isDeprecated, allowsLax: !isDeprecated)));
            f.Add<string, string, string>("bq_json_value" + suffix, (json, path) => Found(json, JsonPath.Parse(path, isDeprecated), Scalar));
            f.Add<string, string, string>("bq_json_items" + suffix, (json, path) => Found(json, JsonPath.Parse(path, isDeprecated), e => e.ValueKind == JsonValueKind.Array ? List(e.EnumerateArray().Select(JsonText.Write)) : null));
            f.Add<string, string, string>("bq_json_values" + suffix, (json, path) => Found(json, JsonPath.Parse(path, isDeprecated), Values));
            f.Add<string, string, string>("bq_json_text_query" + suffix, (json, path) => JsonScan.Query(json, JsonPath.Parse(path, isDeprecated)));
            f.Add<string, string, string>("bq_json_text_value" + suffix, (json, path) => JsonScan.Value(json, JsonPath.Parse(path, isDeprecated)));
            f.Add<string, string, string>("bq_json_text_items" + suffix, (json, path) => JsonScan.Items(json, JsonPath.Parse(path, isDeprecated)));
            f.Add<string, string, string>("bq_json_text_values" + suffix, (json, path) => JsonScan.Values(json, JsonPath.Parse(path, isDeprecated)));
        }
    }

    static bool Contains(JsonElement e, string needle, string scope)
    {
        if (scope is not ("JSON_VALUES" or "JSON_KEYS" or "JSON_KEYS_AND_VALUES")) throw new InvalidOperationException($"Invalid json_scope: {scope}");
        bool Holds(string text) => TextRuntime.CaseFolded(text).Contains(needle, StringComparison.Ordinal);
        return e.ValueKind switch
        {
            JsonValueKind.Object => e.EnumerateObject().Any(m => scope != "JSON_VALUES" && Holds(m.Name) || Contains(m.Value, needle, scope)),
            JsonValueKind.Array => e.EnumerateArray().Any(i => Contains(i, needle, scope)),
            _ => scope != "JSON_KEYS" && Scalar(e) is { } text && Holds(text),
        };
    }

    static string? Queried(string json, JsonPath path) => path.Mode == JsonPathMode.Strict
        ? Found(json, path, JsonText.Write)
        : Parsed(json, root => $"[{string.Join(',', path.FollowLax(root).Select(JsonText.Write))}]");

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder();
        JsonText.AppendString(quoted, text);
        return quoted.ToString();
    }

    static string NotFinite(double value) => double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";

    /// <summary>Whole numbers that a double holds; other decimals become strings.</summary>
    static string Decimal(string text)
    {
        var shortest = Decimals.Shortest(text);
        return long.TryParse(shortest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole is <= ExactLimit and >= -ExactLimit ? shortest : $"\"{shortest}\"";
    }

    internal static string Pretty(string json)
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

    /// <summary>What a path leads to in a value of type JSON; null for nothing there.</summary>
    static string? Found(string json, JsonPath path, Func<JsonElement, string?> use)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 500 });
        return path.Follow(document.RootElement) is { } found ? use(found) : null;
    }

    /// <summary>A number for TO_JSON; with quotes where a double would not keep it.</summary>
    static string Wide(string number, bool quotes)
    {
        var isKept = number.Count(char.IsAsciiDigit) <= 15 || IsExact(number);
        if (isKept || !quotes && long.TryParse(number, CultureInfo.InvariantCulture, out _)) return number;
        return quotes ? $"\"{number}\"" : throw new InvalidOperationException($"Failed to convert type NUMERIC to JSON: Input number: {number} cannot round-trip through string representation");
    }

    static string? ParsedWide(string text, string mode)
    {
        if (mode is not ("exact" or "round")) throw new InvalidOperationException("Invalid `wide_number_mode` specified: " + mode);
        return Parsed(text, root => mode == "exact" && Numbers(root).FirstOrDefault(n => !IsExact(n)) is { } wide
            ? throw new InvalidOperationException($"Invalid input to PARSE_JSON: Input number: {wide} cannot round-trip through string representation")
            : JsonText.Write(root));
    }

    static IEnumerable<string> Numbers(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number => [e.GetRawText()],
        JsonValueKind.Array => e.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => e.EnumerateObject().SelectMany(m => Numbers(m.Value)),
        _ => [],
    };

    /// <summary>True for 64-bit integers and for decimals that their nearest double is written as.</summary>
    static bool IsExact(string number)
    {
        if (long.TryParse(number, CultureInfo.InvariantCulture, out _) || ulong.TryParse(number, CultureInfo.InvariantCulture, out _)) return true;
        var value = double.Parse(number, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value) || Decimals.Parse(number) is not var (digits, scale) || Decimals.Parse(value.ToString("R", CultureInfo.InvariantCulture)) is not var (kept, keptScale)) return false;
        return digits * System.Numerics.BigInteger.Pow(10, keptScale) == kept * System.Numerics.BigInteger.Pow(10, scale);
    }

    static IEnumerable<JsonElement> Flat(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Flat) : [e];

    internal static string? Scalar(JsonElement e) => e.ValueKind switch
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

    static string? Keys(string json, long depth, string mode)
    {
        if (depth <= 0) throw new InvalidOperationException("max_depth must be positive.");
        var path = mode.ToLowerInvariant() switch { "strict" => JsonPathMode.Strict, "lax" => JsonPathMode.Lax, "lax recursive" or "recursive lax" => JsonPathMode.LaxRecursive, _ => throw new InvalidOperationException($"Invalid JSON mode specified: {mode}") };
        return Parsed(json, e => List(Keys(e, "", depth, path).Distinct().Order(StringComparer.Ordinal)));
    }

    static IEnumerable<string> Keys(JsonElement e, string prefix, long depth, JsonPathMode mode) => e.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => e.EnumerateObject().SelectMany(m => prefix + Key(m.Name) is var key ? Keys(m.Value, key + ".", depth - 1, mode).Prepend(key) : []),
        JsonValueKind.Array when mode != JsonPathMode.Strict => e.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object || mode == JsonPathMode.LaxRecursive).SelectMany(i => Keys(i, prefix, depth, mode)),
        _ => [],
    };

    static string Key(string name) => Quote(name) is var quoted && (quoted.Length != name.Length + 2 || name.Contains('.', StringComparison.Ordinal)) ? quoted : name;
}
