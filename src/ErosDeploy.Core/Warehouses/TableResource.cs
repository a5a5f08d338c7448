using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Schemas;

namespace ErosDeploy.Core.Warehouses;

/// <summary>A table resource, kept whole as the service gave it so that a backup loses nothing of it, and what is read from it.</summary>
sealed record TableResource(JsonElement Json)
{
    /// <summary>Members that a new table may be given; the others are the service's own (numbers, times, links).</summary>
    static readonly string[] Settable =
    [
        "friendlyName", "description", "labels", "schema", "timePartitioning", "rangePartitioning", "clustering", "requirePartitionFilter",
        "expirationTime", "encryptionConfiguration", "defaultCollation", "defaultRoundingMode", "maxStaleness", "tableConstraints", "resourceTags",
    ];

    /// <summary>Members that hinder the copy of rows or may name what does not exist yet: staging has no need of them, a restored table gets them afterwards.</summary>
    static readonly string[] NotAtFirst = ["expirationTime", "tableConstraints"];

    static readonly string[] NotForStaging = [.. NotAtFirst, "requirePartitionFilter", "labels", "resourceTags"];

    public string Name => Json.GetProperty("tableReference").GetProperty("tableId").GetString()!;

    public string Type => Text("type") ?? "TABLE";

    public long Rows => Number("numRows");

    public long Bytes => Number("numBytes");

    public bool HasStreamingBuffer => Json.TryGetProperty("streamingBuffer", out var buffer) && buffer.ValueKind == JsonValueKind.Object;

    public bool RequiresPartitionFilter =>
        IsTrue(Json, "requirePartitionFilter") || (Json.TryGetProperty("timePartitioning", out var time) && IsTrue(time, "requirePartitionFilter"));

    public DateTimeOffset? ExpiresAt => Number("expirationTime") is > 0 and var millis ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null;

    public TableShape Shape => new(Name, Fields(Json.TryGetProperty("schema", out var schema) ? schema : default));

    public IReadOnlyList<string> ColumnNames => Shape.Columns.Select(c => c.Name).ToList();

    /// <summary>Partitioning and clustering in words, equal when they are equal.</summary>
    public string Layout
    {
        get
        {
            var parts = new[] { TimePartitioning(), RangePartitioning(), Clustering(), RequiresPartitionFilter ? "only read with a partition filter" : null }.Where(p => p is not null).ToList();
            return parts.Count == 0 ? "plain" : string.Join(", ", parts);
        }
    }

    /// <summary>What creates a table like this one under another name, up to what must come after its rows.</summary>
    public JsonObject ForCreation(string project, string dataset, string table, bool staging)
    {
        var created = new JsonObject
        {
            ["tableReference"] = new JsonObject { ["projectId"] = project, ["datasetId"] = dataset, ["tableId"] = table },
        };
        foreach (var member in Settable.Except(staging ? NotForStaging : NotAtFirst))
        {
            if (Json.TryGetProperty(member, out var value))
                created[member] = JsonNode.Parse(value.GetRawText());
        }
        if (created["timePartitioning"] is JsonObject partitioning)
        {
            partitioning.Remove("expirationMs");
            if (staging)
                partitioning.Remove("requirePartitionFilter");
        }
        return created;
    }

    string? TimePartitioning() => Json.TryGetProperty("timePartitioning", out var time)
        ? $"partitioned by {Text(time, "type") ?? "DAY"}({Text(time, "field") ?? "_PARTITIONTIME"})"
        : null;

    string? RangePartitioning() => Json.TryGetProperty("rangePartitioning", out var range)
        ? $"partitioned by ranges of {Text(range, "field")} {range.GetProperty("range").GetRawText()}"
        : null;

    string? Clustering() => Json.TryGetProperty("clustering", out var clustering) && clustering.TryGetProperty("fields", out var fields)
        ? $"clustered by {string.Join(", ", fields.EnumerateArray().Select(f => f.GetString()))}"
        : null;

    static List<ColumnShape> Fields(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("fields", out var fields) ? fields.EnumerateArray().Select(Column).ToList() : [];

    static ColumnShape Column(JsonElement field) => new(
        Text(field, "name") ?? "",
        TypeNames.Standard(Text(field, "type") ?? ""),
        Text(field, "mode") switch { "REQUIRED" => ColumnMode.Required, "REPEATED" => ColumnMode.Repeated, _ => ColumnMode.Nullable },
        Fields(field),
        Text(field, "defaultValueExpression") is not null);

    string? Text(string member) => Text(Json, member);

    static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static bool IsTrue(JsonElement element, string member) => element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The service writes 64-bit numbers as text.</summary>
    long Number(string member) => Json.TryGetProperty(member, out var value)
        ? value.ValueKind == JsonValueKind.Number ? value.GetInt64() : long.TryParse(value.GetString(), out var parsed) ? parsed : 0
        : 0;
}
