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
}
