using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The Table resource, written.</summary>
internal static class TableResource
{
    public static JsonObject Of(TableEntry table, TableFigures? figures)
    {
        var name = table.Name;
        var resource = new JsonObject
        {
            ["kind"] = "bigquery#table",
            ["etag"] = table.Etag,
            ["id"] = name.ToString(),
            ["selfLink"] = $"https://bigquery.googleapis.com/bigquery/v2/projects/{name.Project}/datasets/{name.Dataset}/tables/{name.Table}",
            ["tableReference"] = name.Json(),
        };
        AddDescription(resource, table);
        resource["schema"] = SchemaResource.Of(table.Columns);
        AddLayout(resource, table);
        AddDefinition(resource, table, figures);
        AddConstraints(resource, table.Constraints);
        AddFigures(resource, figures);
        resource["creationTime"] = Resources.Millis(table.CreatedAt);
        resource["lastModifiedTime"] = Resources.Millis(table.ModifiedAt);
        resource["type"] = TypeName(table.Kind);
        resource["location"] = table.Location;
        return resource;
    }

    public static JsonObject ListItem(TableEntry table)
    {
        var item = new JsonObject
        {
            ["kind"] = "bigquery#table",
            ["id"] = table.Name.ToString(),
            ["tableReference"] = table.Name.Json(),
            ["type"] = TypeName(table.Kind),
            ["creationTime"] = Resources.Millis(table.CreatedAt),
        };
        Resources.Add(item, "friendlyName", table.FriendlyName);
        Resources.Add(item, "labels", table.Labels);
        AddExpiration(item, table);
        AddLayout(item, table);
        if (table.Kind == TableKind.View)
            item["view"] = new JsonObject { ["useLegacySql"] = false };
        return item;
    }

    public static string TypeName(TableKind kind) => kind switch
    {
        TableKind.View => "VIEW",
        TableKind.MaterializedView => "MATERIALIZED_VIEW",
        TableKind.Snapshot => "SNAPSHOT",
        TableKind.External => "EXTERNAL",
        _ => "TABLE",
    };

    static void AddDescription(JsonObject resource, TableEntry table)
    {
        Resources.Add(resource, "friendlyName", table.FriendlyName);
        Resources.Add(resource, "description", table.Description);
        Resources.Add(resource, "labels", table.Labels);
        Resources.Add(resource, "resourceTags", table.ResourceTags);
        Resources.Add(resource, "defaultCollation", table.DefaultCollation);
        Resources.Add(resource, "defaultRoundingMode", table.DefaultRoundingMode);
        AddExpiration(resource, table);
    }

    static void AddExpiration(JsonObject resource, TableEntry table)
    {
        if (table.ExpiresAt is { } expires)
            resource["expirationTime"] = Resources.Millis(expires);
    }

    static void AddLayout(JsonObject resource, TableEntry table)
    {
        if (table.TimePartitioning is { } time)
            resource["timePartitioning"] = Partitions.Json(time);
        if (table.RangePartitioning is { } range)
            resource["rangePartitioning"] = Partitions.Json(range);
        if (table.RequirePartitionFilter)
            resource["requirePartitionFilter"] = true;
        if (table.Clustering.Count > 0)
            resource["clustering"] = Partitions.ClusteringJson(table.Clustering);
    }

    static void AddDefinition(JsonObject resource, TableEntry table, TableFigures? figures)
    {
        if (table.Kind == TableKind.View)
            resource["view"] = new JsonObject { ["query"] = table.Query, ["useLegacySql"] = false };
        else if (table.Kind == TableKind.MaterializedView)
            resource["materializedView"] = Materialized(table, figures?.RefreshedAt);
        else if (table is { Kind: TableKind.Snapshot, BaseTable: { } original })
            resource["snapshotDefinition"] = new JsonObject { ["baseTableReference"] = original.Json(), ["snapshotTime"] = Instant(table.BaseTime) };
        else if (table is { Kind: TableKind.Clone, BaseTable: { } source })
            resource["cloneDefinition"] = new JsonObject { ["baseTableReference"] = source.Json(), ["cloneTime"] = Instant(table.BaseTime) };
    }

    static JsonObject Materialized(TableEntry table, DateTimeOffset? refreshedAt)
    {
        var options = RefreshOptions.Of(table);
        var view = new JsonObject
        {
            ["query"] = table.Query,
            ["enableRefresh"] = options.IsAutomatic,
            ["refreshIntervalMs"] = ((long)options.Interval.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        };
        if (refreshedAt is { } at)
            view["lastRefreshTime"] = Resources.Millis(at);
        if (table.MaxStalenessSeconds is { } seconds)
            view["maxStaleness"] = string.Create(CultureInfo.InvariantCulture, $"0-0 0 {seconds / 3600}:{seconds / 60 % 60}:{seconds % 60}");
        if (table.OtherOptions.TryGetValue("allow_non_incremental_definition", out var allow))
            view["allowNonIncrementalDefinition"] = string.Equals(allow, "true", StringComparison.OrdinalIgnoreCase);
        return view;
    }

    static void AddConstraints(JsonObject resource, TableConstraints constraints)
    {
        var json = new JsonObject();
        if (constraints.PrimaryKey.Count > 0)
            json["primaryKey"] = new JsonObject { ["columns"] = Names(constraints.PrimaryKey) };
        if (constraints.ForeignKeys.Count > 0)
            json["foreignKeys"] = new JsonArray([.. constraints.ForeignKeys.Select(Key)]);
        if (json.Count > 0)
            resource["tableConstraints"] = json;
    }

    static JsonObject Key(ForeignKey key) => new()
    {
        ["name"] = key.Name,
        ["referencedTable"] = key.Referenced.Json(),
        ["columnReferences"] = new JsonArray([.. key.Columns.Zip(key.ReferencedColumns, (column, referenced) =>
            new JsonObject { ["referencingColumn"] = column, ["referencedColumn"] = referenced })]),
    };

    static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    static void AddFigures(JsonObject resource, TableFigures? figures)
    {
        if (figures is null)
            return;
        Resources.Add(resource, "numRows", figures.Rows);
        foreach (var name in new[] { "numBytes", "numTotalLogicalBytes", "numActiveLogicalBytes" })
            Resources.Add(resource, name, figures.Bytes);
        foreach (var name in new[] { "numLongTermBytes", "numLongTermLogicalBytes" })
            Resources.Add(resource, name, 0);
    }

    static string? Instant(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
