using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The Table resource, read.</summary>
internal static class TableReader
{
    /// <summary>An entry with what a whole resource says, over what was there before.</summary>
    public static TableEntry Read(JsonObject resource, TableEntry before)
    {
        var table = before with
        {
            FriendlyName = (string?)resource["friendlyName"],
            Description = (string?)resource["description"],
            Labels = Resources.Strings(resource["labels"]),
            ResourceTags = Resources.Strings(resource["resourceTags"]),
            ExpiresAt = Resources.Time(resource["expirationTime"]),
            TimePartitioning = Partitions.Time(resource["timePartitioning"]),
            RangePartitioning = Partitions.Range(resource["rangePartitioning"]),
            RequirePartitionFilter = RequiresFilter(resource),
            Clustering = Partitions.Clustering(resource["clustering"]) ?? [],
            Constraints = Constraints(resource["tableConstraints"], before.Name.Project),
            DefaultCollation = Collations.Checked((string?)resource["defaultCollation"]),
            DefaultRoundingMode = RoundingModes.Checked((string?)resource["defaultRoundingMode"]),
        };
        return Definition(resource, Columns(resource, table));
    }

    static bool RequiresFilter(JsonObject resource) =>
        (bool?)resource["requirePartitionFilter"] ?? (bool?)resource["timePartitioning"]?["requirePartitionFilter"] ?? false;

    static TableEntry Columns(JsonObject resource, TableEntry table)
    {
        if (resource["schema"] is null)
            return table;
        var pseudo = table.Columns.Where(column => column.IsPseudo);
        var columns = SchemaReader.Columns(resource["schema"]).Select(column => Kept(column, table.Columns));
        return table with { Columns = [.. columns, .. pseudo] };
    }

    static ColumnEntry Kept(ColumnEntry column, IReadOnlyList<ColumnEntry> before) =>
        AvroTypes.Find(before, column.Name) is { } known ? column with { PhysicalName = known.PhysicalName, Type = Same(column, known) } : column;

    static Sql.Types.SqlType Same(ColumnEntry column, ColumnEntry known) => column.Type == known.Type ? known.Type : column.Type;

    static TableEntry Definition(JsonObject resource, TableEntry table)
    {
        if (resource["view"] is JsonObject view)
        {
            return (bool?)view["useLegacySql"] == true
                ? throw BigQueryException.Unimplemented("views in legacy SQL (useLegacySql)")
                : table with { Kind = TableKind.View, Query = (string?)view["query"] ?? throw RestException.Required("view.query") };
        }

        return resource["materializedView"] is JsonObject materialized
            ? table with
            {
                Kind = TableKind.MaterializedView,
                Query = (string?)materialized["query"] ?? throw RestException.Required("materializedView.query"),
                OtherOptions = Refresh(materialized, table.OtherOptions),
            }
            : table;
    }

    static Dictionary<string, string> Refresh(JsonObject view, IReadOnlyDictionary<string, string> before)
    {
        var options = new Dictionary<string, string>(before, StringComparer.Ordinal);
        if (view["enableRefresh"] is { } enable)
            options["enable_refresh"] = (bool)enable ? "true" : "false";
        if (Resources.Long(view["refreshIntervalMs"]) is { } ms)
            options["refresh_interval_minutes"] = (ms / 60_000.0).ToString(CultureInfo.InvariantCulture);
        if (view["allowNonIncrementalDefinition"] is { } allow)
            options["allow_non_incremental_definition"] = (bool)allow ? "true" : "false";
        return options;
    }

    static TableConstraints Constraints(JsonNode? given, string project) => given is null
        ? TableConstraints.None
        : new TableConstraints(Names(given["primaryKey"]?["columns"]), [.. (given["foreignKeys"] as JsonArray ?? []).Select(key => Key(key!, project))]);

    static ForeignKey Key(JsonNode key, string project)
    {
        var columns = (key["columnReferences"] as JsonArray ?? []).ToList();
        return new ForeignKey(
            (string?)key["name"] ?? "",
            References.Table(key["referencedTable"] ?? throw RestException.Required("foreignKeys.referencedTable"), project),
            [.. columns.Select(column => (string)column!["referencingColumn"]!)],
            [.. columns.Select(column => (string)column!["referencedColumn"]!)]);
    }

    static IReadOnlyList<string> Names(JsonNode? names) => [.. (names as JsonArray ?? []).Select(name => (string)name!)];
}
