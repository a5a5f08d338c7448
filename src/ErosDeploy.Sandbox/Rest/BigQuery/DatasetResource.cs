using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The Dataset resource.</summary>
internal static class DatasetResource
{
    public static JsonObject Of(DatasetEntry dataset)
    {
        var name = dataset.Name;
        var resource = new JsonObject
        {
            ["kind"] = "bigquery#dataset",
            ["etag"] = dataset.Etag,
            ["id"] = name.ToString(),
            ["selfLink"] = $"https://bigquery.googleapis.com/bigquery/v2/projects/{name.Project}/datasets/{name.Dataset}",
            ["datasetReference"] = name.Json(),
            ["creationTime"] = Resources.Millis(dataset.CreatedAt),
            ["lastModifiedTime"] = Resources.Millis(dataset.ModifiedAt),
            ["location"] = dataset.Location,
            ["type"] = "DEFAULT",
            ["access"] = Access(dataset),
        };
        Resources.Add(resource, "friendlyName", dataset.FriendlyName);
        Resources.Add(resource, "description", dataset.Description);
        Resources.Add(resource, "labels", dataset.Labels);
        Resources.Add(resource, "defaultTableExpirationMs", dataset.DefaultTableExpirationMs);
        Resources.Add(resource, "defaultPartitionExpirationMs", dataset.DefaultPartitionExpirationMs);
        Resources.Add(resource, "maxTimeTravelHours", dataset.MaxTimeTravelHours);
        Resources.Add(resource, "defaultCollation", dataset.DefaultCollation);
        Resources.Add(resource, "defaultRoundingMode", dataset.DefaultRoundingMode);
        Resources.Add(resource, "storageBillingModel", dataset.StorageBillingModel);
        if (dataset.IsCaseInsensitive)
            resource["isCaseInsensitive"] = true;
        return resource;
    }

    public static JsonObject ListItem(DatasetEntry dataset)
    {
        var item = new JsonObject
        {
            ["kind"] = "bigquery#dataset",
            ["id"] = dataset.Name.ToString(),
            ["datasetReference"] = dataset.Name.Json(),
            ["location"] = dataset.Location,
            ["type"] = "DEFAULT",
        };
        Resources.Add(item, "labels", dataset.Labels);
        Resources.Add(item, "friendlyName", dataset.FriendlyName);
        return item;
    }

    /// <summary>An entry with what a resource says, over what was there before.</summary>
    public static DatasetEntry Read(JsonObject resource, DatasetEntry before) => before with
    {
        Location = (string?)resource["location"] is { Length: > 0 } location ? DatasetRules.Location(location) : before.Location,
        FriendlyName = (string?)resource["friendlyName"],
        Description = (string?)resource["description"],
        Labels = Resources.Strings(resource["labels"]),
        DefaultTableExpirationMs = Resources.Long(resource["defaultTableExpirationMs"]),
        DefaultPartitionExpirationMs = Resources.Long(resource["defaultPartitionExpirationMs"]),
        MaxTimeTravelHours = DatasetRules.TimeTravel(Resources.Long(resource["maxTimeTravelHours"])),
        DefaultCollation = Collations.Checked((string?)resource["defaultCollation"]),
        DefaultRoundingMode = RoundingModes.Checked((string?)resource["defaultRoundingMode"]),
        StorageBillingModel = DatasetRules.BillingModel((string?)resource["storageBillingModel"]),
        IsCaseInsensitive = DatasetRules.CaseInsensitive((bool?)resource["isCaseInsensitive"] == true),
        AccessJson = resource["access"]?.ToJsonString(),
    };

    static JsonNode Access(DatasetEntry dataset) => dataset.AccessJson is { } given
        ? JsonNode.Parse(given)!
        : new JsonArray(
            new JsonObject { ["role"] = "WRITER", ["specialGroup"] = "projectWriters" },
            new JsonObject { ["role"] = "OWNER", ["specialGroup"] = "projectOwners" },
            new JsonObject { ["role"] = "OWNER", ["userByEmail"] = Caller.Default.Email },
            new JsonObject { ["role"] = "READER", ["specialGroup"] = "projectReaders" });
}
