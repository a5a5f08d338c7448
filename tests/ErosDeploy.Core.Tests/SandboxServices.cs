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

    /// <param name="tryTimeout">By default longer than any request takes here, on a busy machine too.</param>
    public SandboxServices(TimeSpan? tryTimeout = null)
    {
        Faults = new FaultHandler(_fixture.Handler);
        var retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5), RequestBudget = TimeSpan.FromSeconds(20), TryTimeout = tryTimeout ?? TimeSpan.FromSeconds(15) };
        _connection = new CloudConnection(Faults, new CloudOptions { Retry = retry });
        BigQuery = new BigQueryClient(_connection, Target.Project);
        Storage = new StorageClient(_connection);
    }

    public FaultHandler Faults { get; }

    public BigQueryClient BigQuery { get; }

    public StorageClient Storage { get; }

    public BucketStore Bucket => new(Storage, Target.Bucket);

    public HttpClient NewClient() => new(Faults, disposeHandler: false) { BaseAddress = new Uri("http://sandbox.invalid/") };

    /// <summary>One that no fault meets and no test counts.</summary>
    public HttpClient UnwatchedClient() => new(_fixture.Handler, disposeHandler: false) { BaseAddress = new Uri("http://sandbox.invalid/") };

    /// <summary>Flips a bit behind the back of the cloud in the data of every file that is chosen by its content.</summary>
    public void Rot(Func<byte[], bool> choose)
    {
        foreach (var path in Directory.EnumerateFiles(_fixture.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(p => !p.EndsWith(".duckdb", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            if (!choose(content))
                continue;
            file.Position = file.Length - 20;
            file.WriteByte((byte)(content[^20] ^ 1));
        }
    }

    public static async Task<SandboxServices> WithBucketAsync(CancellationToken cancellationToken)
    {
        var services = new SandboxServices();
        await services.Storage.InsertBucketAsync(Target.Project, new Bucket { Name = Target.Bucket, Location = "US" }, cancellationToken);
        return services;
    }

    public ErosServices Services(CatalogueFolder catalogue, TimeProvider? time = null) => new(Target, BigQuery, Storage, catalogue, SilentObserver.Instance, time ?? TimeProvider.System);

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
    int _underWay;

    int _conflicts;

    /// <summary>How often a job was said to have existed since the requests were forgotten.</summary>
    public int Conflicts => _conflicts;

    /// <summary>Looks at jobs that are still answered 404.</summary>
    int _missing;

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
        _conflicts = 0;
    }

    /// <summary>Told every request before it is sent on.</summary>
    public Func<string, string, Task>? Watch { get; set; }

    /// <summary>As <see cref="Watch"/>, with the body; null where there is none.</summary>
    public Action<string, string, string?>? Read { get; set; }

    /// <summary>Given method and path, the body of a 200 to answer in the sandbox's place; null lets it answer.</summary>
    public Func<string, string, string?>? Answer { get; set; }

    /// <summary>Given method, path and the body of an answer, what the caller gets of it.</summary>
    public Func<string, string, string, string>? Rewrite { get; set; }

    /// <summary>Most requests that were under way at a time since a test set it to 0.</summary>
    public int MostAtOnce { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_requests)
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        try
        {
            return await RewrittenAsync(request, cancellationToken);
        }
        finally
        {
            lock (_requests)
                _underWay--;
        }
    }

    async Task<HttpResponseMessage> RewrittenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        var answer = Answer?.Invoke(method, path) is { } body ? Refusal(System.Net.HttpStatusCode.OK, body) : await SpoiltAsync(request, cancellationToken);
        if (Rewrite is { } rewrite)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (rewrite(method, path, text) is var other && other != text)
                answer.Content = new StringContent(other);
        }
        return answer;
    }

    async Task<HttpResponseMessage> SpoiltAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        if (Watch is { } watch)
            await watch(method, path);
        if (Read is { } read)
            read(method, path, request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null);
        if (method == "GET" && path.Contains("/jobs/", StringComparison.Ordinal) && Interlocked.Decrement(ref _missing) >= 0)
            return Refusal(System.Net.HttpStatusCode.NotFound, """{"error":{"code":404,"message":"Not found: Job","errors":[{"reason":"notFound","message":"Not found: Job"}]}}""");
        var fault = Choose(method, path, number);
        switch (fault)
        {
            case Fault.Unavailable:
                return Refusal(System.Net.HttpStatusCode.ServiceUnavailable, "{}");
            case Fault.TooMany:
                return Refusal(System.Net.HttpStatusCode.TooManyRequests, "{}");
            case Fault.Forbidden:
                return Refusal(System.Net.HttpStatusCode.Forbidden, """{"error":{"code":403,"message":"no","errors":[{"reason":"accessDenied","message":"no"}]}}""");
            case Fault.Killed:
                throw new OperationCanceledException("The process was killed.");
            case Fault.Reset:
                throw new HttpRequestException("The connection was reset.");
            case Fault.Timeout:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException();
            case Fault.Conflict or Fault.ConflictThenMissing when !await IsDryRunAsync(request, cancellationToken):
                Interlocked.Increment(ref _conflicts);
                Interlocked.Exchange(ref _missing, fault == Fault.ConflictThenMissing ? 2 : 0);
                (await base.SendAsync(request, cancellationToken)).Dispose();
                return Refusal(System.Net.HttpStatusCode.Conflict, """{"error":{"code":409,"message":"Already Exists","errors":[{"reason":"duplicate","message":"Already Exists"}]}}""");
            case Fault.AnswerLost:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new HttpRequestException("The connection was closed.");
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>It makes no job that could exist already.</summary>
    static async Task<bool> IsDryRunAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is { } content && (await content.ReadAsStringAsync(cancellationToken)).Contains("\"dryRun\":true", StringComparison.Ordinal);

    static HttpResponseMessage Refusal(System.Net.HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };
}

enum Fault
{
    /// <summary>503 before the request was looked at.</summary>
    Unavailable,
    /// <summary>429 before the request was looked at.</summary>
    TooMany,
    /// <summary>The job was begun, and is said to have existed: 409.</summary>
    Conflict,
    /// <summary>As <see cref="Conflict"/>, and for two looks the job cannot be found: a known race of the service.</summary>
    ConflictThenMissing,
    /// <summary>403 that no repetition helps.</summary>
    Forbidden,
    /// <summary>The request was carried out, its answer did not arrive.</summary>
    AnswerLost,
    /// <summary>The connection broke before the request arrived.</summary>
    Reset,
    /// <summary>The process ends here: it neither sends nor hears anything any more, as long as the test answers so.</summary>
    Killed,
    /// <summary>Nothing comes, until the caller has had enough.</summary>
    Timeout,
}
