using System.Text.Json;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Row access policies. Whom one is granted to is in its IAM policy: the resource takes grantees and does not give them.</summary>
public sealed partial class BigQueryClient
{
    public IAsyncEnumerable<RowAccessPolicy> ListRowAccessPoliciesAsync(TableReference table, CancellationToken cancel = default) => PagesAsync(
        $"{TablePath(table)}/rowAccessPolicies?pageSize=1000", $"Listing row access policies of {table}",
        CloudJson.Default.RowAccessPolicyList, page => (page.RowAccessPolicies, page.NextPageToken), cancel);

    /// <summary>Members in IAM's form: <c>user:a@b.c</c>, <c>group:...</c>, <c>allAuthenticatedUsers</c>.</summary>
    public async Task<IReadOnlyList<string>> GetRowAccessGranteesAsync(TableReference table, string policy, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Post, $"{PolicyPath(table, policy)}:getIamPolicy", $"Reading who has row access policy {policy} of {table}", idempotent: true) with
        {
            Content = Json.Content(new GetIamPolicyRequest(), CloudJson.Default.GetIamPolicyRequest),
        };
        var iam = await connection.SendAsync(request, CloudJson.Default.IamPolicy, cancel);
        return (iam.Bindings ?? []).SelectMany(b => b.Members ?? []).Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>Creates or replaces; either may be repeated, for the outcome is the same.</summary>
    public async Task SetRowAccessPolicyAsync(
        TableReference table, string policy, string filter, IReadOnlyList<string> grantees, bool exists, CancellationToken cancel)
    {
        var body = new RowAccessPolicy
        {
            RowAccessPolicyReference = JsonSerializer.SerializeToElement(
                new RowAccessPolicyReference(table.ProjectId, table.DatasetId, table.TableId, policy), CloudJson.Default.RowAccessPolicyReference),
            FilterPredicate = filter,
            Grantees = grantees,
        };
        var (method, path) = exists ? (HttpMethod.Put, PolicyPath(table, policy)) : (HttpMethod.Post, $"{TablePath(table)}/rowAccessPolicies");
        var request = Request(method, path, $"Setting row access policy {policy} of {table}", idempotent: true) with { Content = Json.Content(body, CloudJson.Default.RowAccessPolicy) };
        var reply = await connection.TrySendAsync(request, cancel);
        if (reply.Fault is null)
            return;
        var error = CloudErrors.Of(reply.Fault, request.Doing);
        if (exists || error.Code != ErosErrorCode.CloudConflict)
            throw error;
        await SetRowAccessPolicyAsync(table, policy, filter, grantees, exists: true, cancel);
    }

    /// <summary>False when there was none.</summary>
    public Task<bool> DeleteRowAccessPolicyAsync(TableReference table, string policy, CancellationToken cancel) =>
        DeleteAsync(PolicyPath(table, policy), $"Deleting row access policy {policy} of {table}", cancel);

    static string PolicyPath(TableReference table, string policy) => $"{TablePath(table)}/rowAccessPolicies/{Escape(policy)}";
}
