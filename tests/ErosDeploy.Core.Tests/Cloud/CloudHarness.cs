using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Cloud.Storage;

namespace ErosDeploy.Core.Tests.Cloud;

/// <summary>Both clients over a scripted transport and a clock that leaps over pauses of up to 40 seconds.</summary>
sealed class CloudHarness : IDisposable
{
    public CloudHarness(RetryOptions? retry = null, ICloudIdentity? identity = null)
    {
        Connection = new CloudConnection(Transport, new CloudOptions { Retry = retry ?? new RetryOptions() }, identity, Time);
        BigQuery = new BigQueryClient(Connection, "p");
        Storage = new StorageClient(Connection);
    }

    public ScriptedTransport Transport { get; } = new();

    public LeapingTime Time { get; } = new(TimeSpan.FromSeconds(40));

    public CloudConnection Connection { get; }

    public BigQueryClient BigQuery { get; }

    public StorageClient Storage { get; }

    /// <summary>The requests so far, as <c>GET .../path</c> without the API's prefix.</summary>
    public IReadOnlyList<string> Requests => [.. Transport.Sent.Select(sent => sent.ToString().Replace("/bigquery/v2/projects/p", ""))];

    public void Dispose() => Connection.Dispose();
}
