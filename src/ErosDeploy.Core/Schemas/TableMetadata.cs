using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Schemas;

/// <summary>What a table says of itself and its columns beside shape, layout and rows, and what changes one state into the other. Pure.</summary>
static class TableMetadata
{
    static readonly string[] Members =
    [
        "friendlyName", "description", "labels", "expirationTime", "defaultCollation", "defaultRoundingMode", "maxStaleness", "tableConstraints", "resourceTags",
        "encryptionConfiguration",
    ];

    static readonly string[] OfColumn = ["description", "policyTags", "defaultValueExpression", "roundingMode", "dataPolicies"];

    /// <summary>Members of a column that no patch can set: a table that differs in one is made anew.</summary>
    static readonly string[] OfType = ["maxLength", "precision", "scale", "rangeElementType", "collation", "timestampPrecision"];

    /// <summary>The times and properties that differ; empty when a patch has nothing to do.</summary>
    public static IReadOnlyList<string> Differences(TableResource saved, TableResource live)
    {
        var (before, now) = (Node(saved.Json), Node(live.Json));
        return
        [
            .. Members.Where(m => !Same(before[m], now[m])).Select(m => $"{m} is {Shown(now[m])}, in the backup {Shown(before[m])}"),
            .. Same(Expiration(before), Expiration(now)) ? [] : new[] { $"partitions expire after {Shown(Expiration(now))} ms, in the backup {Shown(Expiration(before))}" },
            .. Columns(Fields(before["schema"]), Fields(now["schema"]), "", OfColumn),
        ];
    }

    /// <summary>Differences in what makes up a column's type beside its name.</summary>
    public static IReadOnlyList<string> TypeDifferences(TableResource saved, TableResource live) =>
        Columns(Fields(Node(saved.Json)["schema"]), Fields(Node(live.Json)["schema"]), "", OfType).ToList();

    /// <summary>What makes the live table say what the saved one says; null members are taken away. Their columns are the same, in any order.</summary>
    public static JsonObject Patch(TableResource saved, TableResource live)
    {
        var (before, now, patch) = (Node(saved.Json), Node(live.Json), new JsonObject());
        foreach (var member in Members.Where(m => !Same(before[m], now[m])))
            patch[member] = member is "labels" or "resourceTags" ? Entries(before[member], now[member]) : before[member]?.DeepClone();
        if (!Same(Expiration(before), Expiration(now)))
            patch["timePartitioning"] = WithExpiration(before["timePartitioning"]!.AsObject());
        if (Columns(Fields(before["schema"]), Fields(now["schema"]), "", OfColumn).Any())
            patch["schema"] = new JsonObject { ["fields"] = Merged(Fields(before["schema"]), Fields(now["schema"])) };
        return patch;
    }

    /// <summary>The saved resource with an expiration that is over taken away: a table cannot be given one.</summary>
    public static TableResource Lasting(TableResource saved, DateTimeOffset now)
    {
        if (saved.ExpiresAt is not { } expires || expires > now)
            return saved;
        var json = Node(saved.Json);
        json.Remove("expirationTime");
        return new TableResource(JsonSerializer.SerializeToElement(json));
    }

    static IEnumerable<string> Columns(JsonArray saved, JsonArray live, string path, string[] members)
    {
        foreach (var column in saved.OfType<JsonObject>())
        {
            var name = path + Name(column);
            if (Find(live, Name(column)) is not { } found)
                continue;
            foreach (var member in members.Where(m => !Same(column[m], found[m])))
                yield return $"{member} of column {name} is {Shown(found[member])}, in the backup {Shown(column[member])}";
            foreach (var nested in Columns(Fields(column), Fields(found), name + ".", members))
                yield return nested;
        }
    }

    /// <summary>The saved columns in the order of the live ones: a patch may not change the order.</summary>
    static JsonArray Merged(JsonArray saved, JsonArray live)
    {
        var merged = new JsonArray();
        foreach (var column in live.OfType<JsonObject>())
        {
            var wanted = (JsonObject)(Find(saved, Name(column)) ?? column).DeepClone();
            if (wanted["fields"] is not null)
                wanted["fields"] = Merged(Fields(wanted), Fields(column));
            merged.Add(wanted);
        }
        return merged;
    }

    static JsonObject Entries(JsonNode? saved, JsonNode? live)
    {
        var entries = saved is JsonObject wanted ? (JsonObject)wanted.DeepClone() : [];
        foreach (var (name, _) in live as JsonObject ?? [])
        {
            if (!entries.ContainsKey(name))
                entries[name] = null;
        }
        return entries;
    }

    static JsonObject WithExpiration(JsonObject partitioning)
    {
        var whole = (JsonObject)partitioning.DeepClone();
        whole["expirationMs"] ??= null;
        return whole;
    }

    static JsonNode? Expiration(JsonObject table) => table["timePartitioning"]?["expirationMs"];

    static JsonObject? Find(JsonArray columns, string name) =>
        columns.OfType<JsonObject>().FirstOrDefault(c => string.Equals(Name(c), name, StringComparison.OrdinalIgnoreCase));

    static string Name(JsonObject column) => (string?)column["name"] ?? "";

    static JsonArray Fields(JsonNode? owner) => owner?["fields"] as JsonArray ?? [];

    static JsonObject Node(JsonElement json) => JsonObject.Create(json)!;

    static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(Worth(one), Worth(other));

    /// <summary>An empty object, list or text says no more than an absent one.</summary>
    static JsonNode? Worth(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } or JsonArray { Count: 0 } => null,
        JsonObject o when o.All(m => Worth(m.Value) is null) => null,
        JsonValue v when v.TryGetValue<string>(out var text) && text.Length == 0 => null,
        _ => node,
    };

    static string Shown(JsonNode? node) => Worth(node)?.ToJsonString() ?? "not set";
}
