using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>tables.testIamPermissions.</summary>
public sealed partial class BigQueryClient
{
    /// <summary>Those of the permissions that the caller has on a table; none on one that does not exist. The service says of it that it may answer too much.</summary>
    public async Task<IReadOnlySet<string>> TestTablePermissionsAsync(TableReference table, IReadOnlyList<string> permissions, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Post, $"{TablePath(table)}:testIamPermissions", $"Asking what may be done with {table}", idempotent: true) with
        {
            Content = Json.Content(new Permissions { Names = permissions }, CloudJson.Default.Permissions),
        };
        var held = await connection.SendAsync(request, CloudJson.Default.Permissions, cancel);
        return (held.Names ?? []).ToHashSet(StringComparer.Ordinal);
    }
}
