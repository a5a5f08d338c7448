using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>JSON_SET, JSON_REMOVE, JSON_ARRAY_INSERT and JSON_ARRAY_APPEND, one path at a time.</summary>
internal static class JsonChange
{
    internal static string Apply(string json, string action, string path, string value)
    {
        var root = JsonNode.Parse(json);
        var steps = JsonPath.Parse(path);
        var made = value.Length == 0 ? null : JsonNode.Parse(value);
        if (steps.Count == 0) return action == "set" ? Canonical(made) : Canonical(AppendTo(root, action, made));
        Change(root, steps, 0, action, made);
        return Canonical(root);
    }

    internal static JsonNode? Stripped(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is null) members.Remove(name);
                else Stripped(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items.ToList()) if (item is null) items.Remove(item); else Stripped(item);
        }
        return node;
    }

    static string Canonical(JsonNode? node) => JsonRuntime.Parsed(node?.ToJsonString() ?? "null", JsonText.Write)!;

    static JsonNode? AppendTo(JsonNode? node, string action, JsonNode? value)
    {
        if (action == "append" && node is JsonArray array) array.Add(value);
        return node;
    }

    static void Change(JsonNode? node, List<JsonPath.Step> steps, int at, string action, JsonNode? value)
    {
        var (step, isLast) = (steps[at], at == steps.Count - 1);
        if (!isLast)
        {
            Change(Next(node, step, steps[at + 1], action), steps, at + 1, action, value);
            return;
        }
        if (step.Name is { } name && node is JsonObject members) ChangeMember(members, name, action, value);
        else if (step.Name is null && node is JsonArray items) ChangeItem(items, step.Index, action, value);
    }

    static JsonNode? Next(JsonNode? node, JsonPath.Step step, JsonPath.Step following, string action)
    {
        var next = step.Name is { } name ? (node as JsonObject)?[name] : node is JsonArray items && step.Index < items.Count ? items[step.Index] : null;
        if (next is not null || action != "set" || step.Name is null || node is not JsonObject members) return next;
        return members[step.Name] = following.Name is null ? new JsonArray() : new JsonObject();
    }

    static void ChangeMember(JsonObject members, string name, string action, JsonNode? value)
    {
        if (action == "remove") members.Remove(name);
        else if (action == "set") members[name] = value;
        else if (action == "append" && members[name] is JsonArray array) array.Add(value);
    }

    static void ChangeItem(JsonArray items, int index, string action, JsonNode? value)
    {
        if (action == "remove") { if (index < items.Count) items.RemoveAt(index); return; }
        if (action == "append") { if (index < items.Count && items[index] is JsonArray inner) inner.Add(value); return; }
        while (items.Count < index) items.Add(null);
        if (action == "insert" || index == items.Count) items.Insert(index, value);
        else items[index] = value;
    }
}
