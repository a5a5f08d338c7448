using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>timePartitioning, rangePartitioning and clustering of the resources, read and written.</summary>
internal static class Partitions
{
    public static TimePartitioning? Time(JsonNode? json)
    {
        if (json is not JsonObject { Count: > 0 } given)
            return null;
        var type = ((string?)given["type"] ?? "DAY").ToUpperInvariant();
        if (type is not ("HOUR" or "DAY" or "MONTH" or "YEAR"))
            throw BigQueryException.Invalid($"Invalid value for timePartitioning.type: {type} is not a valid value", "timePartitioning.type");
        return new TimePartitioning(type, (string?)given["field"], given["expirationMs"] is { } ms ? Long(ms) : null);
    }

    public static RangePartitioning? Range(JsonNode? json)
    {
        if (json is not JsonObject { Count: > 0 } given)
            return null;
        var range = given["range"] ?? throw new BigQueryException("required", "Required parameter is missing: rangePartitioning.range");
        return new RangePartitioning(
            (string?)given["field"] ?? throw new BigQueryException("required", "Required parameter is missing: rangePartitioning.field"),
            Bound(range, "start"), Bound(range, "end"), Bound(range, "interval"));
    }

    public static IReadOnlyList<string>? Clustering(JsonNode? json) =>
        json?["fields"] is JsonArray fields ? [.. fields.Select(field => (string)field!)] : null;

    public static JsonObject Json(TimePartitioning partitioning)
    {
        var json = new JsonObject { ["type"] = partitioning.Type };
        if (partitioning.Field is not null)
            json["field"] = partitioning.Field;
        if (partitioning.ExpirationMs is { } ms)
            json["expirationMs"] = Text(ms);
        return json;
    }

    public static JsonObject Json(RangePartitioning partitioning) => new()
    {
        ["field"] = partitioning.Field,
        ["range"] = new JsonObject
        {
            ["start"] = Text(partitioning.Start), ["end"] = Text(partitioning.End), ["interval"] = Text(partitioning.Interval),
        },
    };

    public static JsonObject ClusteringJson(IEnumerable<string> fields) =>
        new() { ["fields"] = new JsonArray([.. fields.Select(field => (JsonNode)field)]) };

    static long Bound(JsonNode range, string name) =>
        Long(range[name] ?? throw new BigQueryException("required", $"Required parameter is missing: rangePartitioning.range.{name}"));

    static long Long(JsonNode value) => long.Parse(value.ToString(), CultureInfo.InvariantCulture);

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
