using System.Globalization;
using System.Text.Json;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>`$.a."b c"['d'][0]`: names and positions.</summary>
internal static class JsonPath
{
    internal readonly record struct Step(string? Name, int Index);

    internal static List<Step> Parse(string path)
    {
        var text = path.StartsWith("lax ", StringComparison.Ordinal) ? path[4..].Trim() : path;
        if (!text.StartsWith('$')) throw new InvalidOperationException($"JSONPath must start with '$': {path}");
        var steps = new List<Step>();
        for (var i = 1; i < text.Length;) steps.Add(text[i] switch { '.' => Name(text, ref i, path), '[' => Bracket(text, ref i, path), _ => throw Invalid(path) });
        return steps;
    }

    internal static JsonElement? Follow(JsonElement root, List<Step> steps)
    {
        var at = root;
        foreach (var step in steps)
        {
            if (step.Name is { } name)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
            }
            else
            {
                if (at.ValueKind != JsonValueKind.Array || step.Index >= at.GetArrayLength()) return null;
                at = at[step.Index];
            }
        }
        return at;
    }

    static InvalidOperationException Invalid(string path) => new($"Invalid token in JSONPath at: {path}");

    static Step Name(string text, ref int i, string path)
    {
        i++;
        if (i < text.Length && text[i] == '"') return Quoted(text, ref i, '"', path);
        var start = i;
        while (i < text.Length && text[i] is not ('.' or '[')) i++;
        return i > start ? new(text[start..i], 0) : throw Invalid(path);
    }

    static Step Quoted(string text, ref int i, char quote, string path)
    {
        var name = new System.Text.StringBuilder();
        for (i++; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            name.Append(text[i]);
        }
        if (i++ >= text.Length) throw Invalid(path);
        return new(name.ToString(), 0);
    }

    static Step Bracket(string text, ref int i, string path)
    {
        i++;
        if (i < text.Length && text[i] is '\'' or '"')
        {
            var step = Quoted(text, ref i, text[i], path);
            return i < text.Length && text[i++] == ']' ? step : throw Invalid(path);
        }
        var end = text.IndexOf(']', i);
        if (end < 0 || !int.TryParse(text.AsSpan(i, end - i), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) throw Invalid(path);
        i = end + 1;
        return new(null, index);
    }
}
