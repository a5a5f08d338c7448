using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal enum JsonPathMode { Strict, Lax, LaxRecursive }

/// <summary>`$.a."b c"[0]`, or in the spelling of the deprecated JSON_EXTRACT functions `$.a['b c'][0]`; `lax` and `recursive` may stand before it.</summary>
internal sealed partial record JsonPath(IReadOnlyList<JsonPath.Step> Steps, JsonPathMode Mode)
{
    /// <summary>A member's name, or a place in an array; the deprecated spelling `[x]` can be both.</summary>
    internal readonly record struct Step(string? Name, int? Index);

    [GeneratedRegex(@"\G\.([\p{L}\p{N}_\-:\s]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex(@"\G\.""((?:[^\\""]|\\.)*)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex QuotedMember();

    [GeneratedRegex(@"\G\[\s*([\p{L}\p{N}_\-]+)\s*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\G\[\s*'((?:[^\\']|\\.)*)'\s*\]", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex QuotedBracket();

    [GeneratedRegex(@"^((?:(?:lax|recursive)\s+)+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Modifiers();

    internal static JsonPath Parse(string path, bool isDeprecated = false, bool allowsLax = false)
    {
        var mode = JsonPathMode.Strict;
        var text = path;
        if (allowsLax && Modifiers().Match(path) is { Success: true } modifiers) (mode, text) = (ModeOf(modifiers.Value), path[modifiers.Length..]);
        if (!text.StartsWith('$')) throw new InvalidOperationException(allowsLax ? "JSONPath must start with zero or more unique modifiers followed by '$'" : "JSONPath must start with '$'");
        var steps = new List<Step>();
        for (var at = 1; at < text.Length;) steps.Add(Next(text, ref at, isDeprecated));
        return new(steps, mode);
    }

    static JsonPathMode ModeOf(string modifiers)
    {
        var words = modifiers.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant()).ToList();
        if (words.Distinct().Count() < words.Count) throw new InvalidOperationException("JSONPath must start with zero or more unique modifiers followed by '$'");
        if (!words.Contains("lax")) throw new InvalidOperationException("JSONPath has an invalid combination of modifiers. The 'lax' modifier must be included if 'recursive' is specified.");
        return words.Count == 2 ? JsonPathMode.LaxRecursive : JsonPathMode.Lax;
    }

    static Step Next(string text, ref int at, bool isDeprecated)
    {
        if (Member().Match(text, at) is { Success: true } member) return new(Taken(member, ref at), null);
        if (!isDeprecated && QuotedMember().Match(text, at) is { Success: true } quoted) return new(Taken(quoted, ref at).Replace("\\\"", "\"", StringComparison.Ordinal), null);
        if (isDeprecated && QuotedBracket().Match(text, at) is { Success: true } bracket) return new(Taken(bracket, ref at).Replace("\\'", "'", StringComparison.Ordinal), null);
        if (Bracket().Match(text, at) is { Success: true } offset && (isDeprecated || !offset.Groups[1].Value.Any(char.IsLetter))) return Offset(Taken(offset, ref at), isDeprecated);
        foreach (var (start, token) in new[] { ("*", "*"), (".*", "*"), ("[*", "*"), ("..", ".."), ("@", "@") })
        {
            if (text.AsSpan(at).StartsWith(start, StringComparison.Ordinal)) throw new InvalidOperationException($"Unsupported operator in JSONPath: {token}");
        }
        throw new InvalidOperationException($"Invalid token in JSONPath at: {text[at..]}");
    }

    static string Taken(Match match, ref int at)
    {
        at += match.Length;
        return match.Groups[1].Value;
    }

    static Step Offset(string text, bool isDeprecated)
    {
        int? index = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (index is null && !isDeprecated) throw new InvalidOperationException($"JSONPath contains invalid array index: {text}");
        return new(isDeprecated ? text : null, index);
    }

    internal JsonElement? Follow(JsonElement root)
    {
        var at = root;
        foreach (var step in Steps)
        {
            if (at.ValueKind == JsonValueKind.Object && step.Name is not null) { if (!at.TryGetProperty(step.Name, out at)) return null; }
            else if (at.ValueKind == JsonValueKind.Array && step.Index is { } index && index < at.GetArrayLength()) at = at[index];
            else return null;
        }
        return at;
    }

    /// <summary>All that a lax path leads to: arrays open before a name, and single values count as arrays of one before a place.</summary>
    internal IEnumerable<JsonElement> FollowLax(JsonElement root) => Steps.Aggregate(Enumerable.Repeat(root, 1), (found, step) => found.SelectMany(e => Lax(e, step)));

    IEnumerable<JsonElement> Lax(JsonElement element, Step step)
    {
        if (step.Name is { } name) return Opened(element, Mode == JsonPathMode.LaxRecursive ? int.MaxValue : 1).Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out _)).Select(e => e.GetProperty(name));
        if (element.ValueKind != JsonValueKind.Array) return step.Index == 0 ? [element] : [];
        return step.Index < element.GetArrayLength() ? [element[step.Index!.Value]] : [];
    }

    static IEnumerable<JsonElement> Opened(JsonElement element, int levels) =>
        element.ValueKind != JsonValueKind.Array || levels == 0 ? [element] : element.EnumerateArray().SelectMany(e => Opened(e, levels == int.MaxValue ? levels : levels - 1));
}
