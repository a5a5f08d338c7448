using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Storage;
using ErosDeploy.Core.Targets;
using ErosDeploy.TestKit;

namespace ErosDeploy.Core.Tests;

/// <summary>A sandbox in a temporary folder with a bucket, and clients on it whose answers a test may spoil.</summary>
sealed class SandboxServices : IDisposable
{
    public static readonly ErosTarget Target = new("eros-sandbox", "shop", "shop-backups", "US");

    readonly SandboxFixture _fixture = new();
    readonly CloudConnection _connection;

    public SandboxServices()
    {
        Faults = new FaultHandler(_fixture.Handler);
        var retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5), RequestBudget = TimeSpan.FromSeconds(20) };
        _connection = new CloudConnection(Faults, new CloudOptions { Retry = retry });
        BigQuery = new BigQueryClient(_connection, Target.Project);
        Storage = new StorageClient(_connection);
    }

    public FaultHandler Faults { get; }

    public BigQueryClient BigQuery { get; }

    public StorageClient Storage { get; }

    public BucketStore Bucket => new(Storage, Target.Bucket);

    public HttpClient NewClient() => new(Faults, disposeHandler: false) { BaseAddress = new Uri("http://sandbox.invalid/") };

    public static async Task<SandboxServices> WithBucketAsync(CancellationToken cancellationToken)
    {
        var services = new SandboxServices();
        await services.Storage.InsertBucketAsync(Target.Project, new Bucket { Name = Target.Bucket, Location = "US" }, cancellationToken);
        return services;
    }

    public ErosServices Services(CatalogueFolder catalogue) => new(Target, BigQuery, Storage, catalogue, SilentObserver.Instance, TimeProvider.System);

    public void Dispose()
    {
        _connection.Dispose();
        Faults.Dispose();
        _fixture.Dispose();
    }
}

/// <summary>Stands before the sandbox and spoils what a test chooses: the request does not arrive, or its answer is lost.</summary>
sealed class FaultHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    readonly List<HttpRequestMessage> _requests = [];

    /// <summary>Given the method, the path with query, and the number of the request from 1; null lets it pass.</summary>
    public Func<string, string, int, Fault?> Choose { get; set; } = (_, _, _) => null;

    public IReadOnlyList<(string Method, string Path)> Requests
    {
        get
        {
            lock (_requests)
                return _requests.Select(r => (r.Method.Method, r.RequestUri!.PathAndQuery)).ToList();
        }
    }

    public void Forget()
    {
        lock (_requests)
            _requests.Clear();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }
        var fault = Choose(request.Method.Method, request.RequestUri!.PathAndQuery, number);
        if (fault == Fault.Unavailable)
            return new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) { Content = new StringContent("{}") };
        var response = await base.SendAsync(request, cancellationToken);
        if (fault != Fault.AnswerLost)
            return response;
        response.Dispose();
        throw new HttpRequestException("The connection was closed.");
    }
}

enum Fault
{
    /// <summary>503 before the request was looked at.</summary>
    Unavailable,
    /// <summary>The request was carried out, its answer did not arrive.</summary>
    AnswerLost,
}
