using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>JSON_SET, JSON_REMOVE, JSON_ARRAY_INSERT and JSON_ARRAY_APPEND: pairs of path and value, from left to right; what does not fit is left out.</summary>
internal static class JsonChange
{
    /// <summary>The document, the action, its option (`true`, `false` or NULL), then a path, a value and `each` where a SQL array goes in by its elements.</summary>
    internal static string? Apply(IReadOnlyList<string?> values)
    {
        if (values[0] is not { } json) return null;
        var (root, action) = (JsonNode.Parse(json), values[1]!);
        for (var i = 3; i < values.Count; i += 3)
        {
            if (values[i] is not { } path) continue;
            var steps = JsonPath.Parse(path).Steps;
            if (action == "remove" && steps.Count == 0) throw new InvalidOperationException("The JSONPath cannot be '$'");
            if (values[2] is { } option) root = Changed(root, steps, 0, action, option == "true", () => Made(values, i), values[i + 2] == "each" && option == "true");
        }
        return JsonRuntime.Parsed(root?.ToJsonString() ?? "null", JsonText.Write);
    }

    static JsonNode? Made(IReadOnlyList<string?> values, int at) => JsonNode.Parse(values[at + 1]!);

    /// <summary>The node with the change made in it, or in its place.</summary>
    static JsonNode? Changed(JsonNode? node, IReadOnlyList<JsonPath.Step> steps, int at, string action, bool option, Func<JsonNode?> value, bool each)
    {
        if (at == steps.Count) return Ended(node, action, value, each);
        if (action == "insert" && at == steps.Count - 1) return Inserted(node, steps[at], value, each);
        if (action == "set" && node is null && option) node = steps[at].Name is null ? new JsonArray() : new JsonObject();
        if (node is JsonObject members && steps[at].Name is { } name) ChangeMember(members, name, steps, at, action, option, value, each);
        else if (node is JsonArray items && steps[at].Index is { } index) ChangeItem(items, index, steps, at, action, option, value, each);
        return node;
    }

    static JsonNode? Ended(JsonNode? node, string action, Func<JsonNode?> value, bool each)
    {
        if (action == "set") return value();
        if (action != "append" || node is not (null or JsonArray)) return node;
        var items = node as JsonArray ?? [];
        foreach (var one in Elements(value(), each)) items.Add(one);
        return items;
    }

    static IEnumerable<JsonNode?> Elements(JsonNode? value, bool each) => each && value is JsonArray array ? [.. array.Select(e => e?.DeepClone())] : [value];

    static JsonNode? Inserted(JsonNode? node, JsonPath.Step step, Func<JsonNode?> value, bool each)
    {
        if (step.Index is not { } index || node is not (null or JsonArray)) return node;
        var items = node as JsonArray ?? [];
        while (items.Count < index) items.Add(null);
        foreach (var one in Elements(value(), each)) items.Insert(index++, one);
        return items;
    }

    static void ChangeMember(JsonObject members, string name, IReadOnlyList<JsonPath.Step> steps, int at, string action, bool option, Func<JsonNode?> value, bool each)
    {
        if (!members.TryGetPropertyValue(name, out var before))
        {
            if (action != "set" || !option) return;
            before = null;
        }
        members.Remove(name);
        if (action == "remove" && at == steps.Count - 1) return;
        members[name] = Changed(before, steps, at + 1, action, option, value, each);
    }

    static void ChangeItem(JsonArray items, int index, IReadOnlyList<JsonPath.Step> steps, int at, string action, bool option, Func<JsonNode?> value, bool each)
    {
        if (index >= items.Count)
        {
            if (action != "set" || !option) return;
            while (items.Count <= index) items.Add(null);
        }
        var before = items[index];
        items.RemoveAt(index);
        if (action == "remove" && at == steps.Count - 1) return;
        items.Insert(index, Changed(before, steps, at + 1, action, option, value, each));
    }

    /// <summary>JSON_STRIP_NULLS of a document, a path, and whether arrays lose their nulls and empty containers go.</summary>
    internal static string? Strip(IReadOnlyList<string?> values)
    {
        if (values[0] is not { } json) return null;
        if (values[1] is not { } path || values[2] is not { } arrays || values[3] is not { } empty) return json;
        var root = At(JsonNode.Parse(json), JsonPath.Parse(path).Steps, 0, node => Stripped(node, arrays == "true", empty == "true"));
        return JsonRuntime.Parsed(root?.ToJsonString() ?? "null", JsonText.Write);
    }

    static JsonNode? At(JsonNode? node, IReadOnlyList<JsonPath.Step> steps, int at, Func<JsonNode?, JsonNode?> change)
    {
        if (at == steps.Count) return change(node);
        if (node is JsonObject members && steps[at].Name is { } name && members.TryGetPropertyValue(name, out var member))
        {
            members.Remove(name);
            members[name] = At(member, steps, at + 1, change);
        }
        else if (node is JsonArray items && steps[at].Index is { } index && index < items.Count)
        {
            var item = items[index];
            items.RemoveAt(index);
            items.Insert(index, At(item, steps, at + 1, change));
        }
        return node;
    }

    static JsonNode? Stripped(JsonNode? node, bool arrays, bool empty)
    {
        if (node is JsonObject members) return Stripped(members, arrays, empty);
        if (node is not JsonArray items) return node;
        var kept = new List<JsonNode?>();
        foreach (var item in items.ToList())
        {
            items.Remove(item);
            kept.Add(Stripped(item, arrays, empty));
        }
        foreach (var item in kept.Where(i => i is not null || !arrays)) items.Add(item);
        return empty && arrays && items.Count == 0 ? null : items;
    }

    static JsonObject? Stripped(JsonObject members, bool arrays, bool empty)
    {
        foreach (var (name, value) in members.ToList())
        {
            members.Remove(name);
            if (Stripped(value, arrays, empty) is { } kept) members[name] = kept;
        }
        return empty && members.Count == 0 ? null : members;
    }
}
