using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.Transfer;

/// <summary>Source: projects.locations.transferConfigs of the BigQuery Data Transfer reference.</summary>
public sealed record TransferConfig : Resource
{
    /// <summary><c>projects/p/locations/us/transferConfigs/id</c></summary>
    public string? Name { get; init; }

    public string? DisplayName { get; init; }
    public string? DataSourceId { get; init; }
    public string? DestinationDatasetId { get; init; }
    public string? Schedule { get; init; }
    public bool? Disabled { get; init; }
    public System.Text.Json.JsonElement? Params { get; init; }
}

public sealed record TransferConfigList
{
    public IReadOnlyList<TransferConfig>? TransferConfigs { get; init; }
    public string? NextPageToken { get; init; }
}

/// <summary>BigQuery Data Transfer v1, as far as scheduled queries need it.</summary>
public sealed class TransferClient(CloudConnection connection)
{
    public async IAsyncEnumerable<TransferConfig> ListTransferConfigsAsync(
        string project, string location, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? token = null;
        do
        {
            var next = string.IsNullOrEmpty(token) ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
            var path = $"v1/projects/{PathSegment.Of(project)}/locations/{PathSegment.Of(location.ToLowerInvariant())}/transferConfigs?pageSize=1000{next}";
            var page = await connection.SendAsync(Request(HttpMethod.Get, path, $"Listing scheduled queries of {project} in {location}"), CloudJson.Default.TransferConfigList, cancel);
            foreach (var config in page.TransferConfigs ?? [])
                yield return config;
            token = page.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>Sets whether a configuration runs; doing it twice is the same as once.</summary>
    public Task<TransferConfig> SetDisabledAsync(string name, bool disabled, CancellationToken cancel)
    {
        var path = $"v1/{string.Join('/', name.Split('/').Select(PathSegment.Of))}?updateMask=disabled";
        var request = Request(HttpMethod.Patch, path, $"{(disabled ? "Pausing" : "Resuming")} scheduled query {name}") with
        {
            Content = Json.Content(new TransferConfig { Disabled = disabled }, CloudJson.Default.TransferConfig),
        };
        return connection.SendAsync(request, CloudJson.Default.TransferConfig, cancel);
    }

    static CloudRequest Request(HttpMethod method, string path, string doing) =>
        new() { Service = CloudService.Transfer, Method = method, Path = path, Doing = doing, Idempotent = true };
}
