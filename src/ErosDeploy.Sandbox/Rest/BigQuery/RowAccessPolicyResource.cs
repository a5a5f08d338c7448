using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The RowAccessPolicy resource.</summary>
internal static class RowAccessPolicyResource
{
    public static JsonObject Of(TableName table, RowAccessPolicyEntry policy)
    {
        var reference = table.Json();
        reference["policyId"] = policy.PolicyId;
        return new JsonObject
        {
            ["etag"] = policy.Etag,
            ["rowAccessPolicyReference"] = reference,
            ["filterPredicate"] = policy.Filter,
            ["creationTime"] = Storage.StorageTime.Text(policy.CreatedAt),
            ["lastModifiedTime"] = Storage.StorageTime.Text(policy.ModifiedAt),
            ["grantees"] = new JsonArray([.. policy.Grantees.Select(grantee => (JsonNode)grantee)]),
        };
    }

    /// <summary>Those it is granted to hold one role.</summary>
    public static JsonObject Iam(RowAccessPolicyEntry policy) => new()
    {
        ["version"] = 1,
        ["etag"] = policy.Etag,
        ["bindings"] = new JsonArray(new JsonObject
        {
            ["role"] = "roles/bigquery.filteredDataViewer",
            ["members"] = new JsonArray([.. policy.Grantees.Select(grantee => (JsonNode)grantee)]),
        }),
    };
}
