using System.Text.Json;
using System.Text.RegularExpressions;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>The part of JSON Schema that eros.schema.json uses; a keyword it does not know is an error, not a pass.</summary>
sealed class JsonShape(JsonElement schema)
{
    static readonly HashSet<string> Annotations = ["$schema", "$id", "$defs", "title", "description", "default"];

    readonly JsonElement _definitions = schema.GetProperty("$defs");

    public IReadOnlyList<string> Faults(JsonElement value) => [.. Faults(schema, value, "$")];

    IEnumerable<string> Faults(JsonElement rules, JsonElement value, string place) =>
        rules.EnumerateObject().Where(rule => !Annotations.Contains(rule.Name)).SelectMany(rule => Faults(rule.Name, rule.Value, rules, value, place));

    IEnumerable<string> Faults(string keyword, JsonElement rule, JsonElement rules, JsonElement value, string place) => keyword switch
    {
        "$ref" => Faults(_definitions.GetProperty(rule.GetString()!["#/$defs/".Length..]), value, place),
        "type" => Unless(Types(rule).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(rule).Contains("number")), place, $"is {TypeOf(value)}"),
        "const" => Unless(JsonElement.DeepEquals(rule, value), place, "is another value"),
        "enum" => Unless(rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)), place, $"{value} is not in the list"),
        "pattern" => Unless(Regex.IsMatch(value.GetString()!, rule.GetString()!), place, $"'{value}' does not match {rule}"),
        "minLength" => Unless(value.GetString()!.Length >= rule.GetInt32(), place, "is too short"),
        "maxLength" => Unless(value.GetString()!.Length <= rule.GetInt32(), place, "is too long"),
        "minimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(), place, "is too small"),
        "exclusiveMinimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() > rule.GetDouble(), place, "is too small"),
        "maximum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(), place, "is too large"),
        "minItems" => Unless(value.GetArrayLength() >= rule.GetInt32(), place, "has too few items"),
        "uniqueItems" => Unless(value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() == value.GetArrayLength(), place, "repeats an item"),
        "items" => value.EnumerateArray().SelectMany((item, i) => Faults(rule, item, $"{place}[{i}]")),
        "required" => rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{place}: {name} is missing"),
        "properties" => rule.EnumerateObject().SelectMany(p => value.TryGetProperty(p.Name, out var v) ? Faults(p.Value, v, $"{place}.{p.Name}") : []),
        "additionalProperties" => value.EnumerateObject().Where(p => !rules.GetProperty("properties").TryGetProperty(p.Name, out _)).Select(p => $"{place}: {p.Name} is not known"),
        _ => throw new NotSupportedException($"The schema's keyword '{keyword}' is not known here."),
    };

    static IEnumerable<string> Unless(bool holds, string place, string fault) => holds ? [] : [$"{place}: {fault}"];

    static string[] Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? [.. rule.EnumerateArray().Select(t => t.GetString()!)] : [rule.GetString()!];

    static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
