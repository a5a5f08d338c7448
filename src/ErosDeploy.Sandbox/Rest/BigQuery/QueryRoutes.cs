using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.jobs.query and getQueryResults.</summary>
internal sealed class QueryRoutes(JobService jobs)
{
    static readonly string[] JobMembers = ["labels", "dryRun", "jobTimeoutMs"];

    static readonly string[] QueryMembers =
    [
        "query", "defaultDataset", "useQueryCache", "useLegacySql", "parameterMode", "queryParameters", "maximumBytesBilled", "createSession",
        "connectionProperties", "destinationEncryptionConfiguration", "continuous",
    ];

    readonly ConcurrentDictionary<(string Project, string RequestId), string> _requests = new();
    readonly QueryResults _results = new(jobs.Store);

    public void AddTo(Router router) => router
        .Add("POST", "/bigquery/v2/projects/{project}/queries", Query)
        .Add("GET", "/bigquery/v2/projects/{project}/queries/{job}", Results);

    async Task<HttpResponseMessage> Query(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        var source = Callers.Source(request, (string?)body["location"]);
        if ((bool?)body["dryRun"] == true)
            return DryRun(await jobs.DryRunAsync(request["project"], Resource(body, null), source, token).ConfigureAwait(false));
        var job = Started(request["project"], body, source);
        var document = await job.WaitAsync(Patience(body["timeoutMs"]), jobs.Time, token).ConfigureAwait(false);
        return _results.Answer(document, PageOf(body), "bigquery#queryResponse");
    }

    async Task<HttpResponseMessage> Results(RestRequest request, CancellationToken token)
    {
        var job = jobs.Store.Get(request["project"], request["job"], request.Query["location"] ?? "US");
        if (job.Document.JobType != "QUERY")
            throw BigQueryException.Invalid($"Job {job.Document.FullId} is not a query job.");
        var document = await job.WaitAsync(Patience(request.Query["timeoutMs"]), jobs.Time, token).ConfigureAwait(false);
        return _results.Answer(document, ResultPage.Of(request), "bigquery#getQueryResultsResponse");
    }

    Job Started(string project, JsonObject body, JobRequestSource source)
    {
        if ((string?)body["requestId"] is not { Length: > 0 } requestId)
            return jobs.Insert(project, Resource(body, null), source);
        var jobId = $"job_{Guid.NewGuid():N}";
        var known = _requests.GetOrAdd((project, requestId), jobId);
        return known == jobId ? jobs.Insert(project, Resource(body, jobId), source) : jobs.Store.Get(project, known);
    }

    static JsonObject Resource(JsonObject body, string? jobId)
    {
        var configuration = new JsonObject { ["query"] = Copy(body, QueryMembers) };
        JsonMerge.Over(configuration, Copy(body, JobMembers));
        var reference = new JsonObject();
        if (jobId is not null)
            reference["jobId"] = jobId;
        if (body["location"] is { } location)
            reference["location"] = location.DeepClone();
        return new JsonObject { ["configuration"] = configuration, ["jobReference"] = reference };
    }

    static JsonObject Copy(JsonObject from, string[] names)
    {
        var copy = new JsonObject();
        foreach (var name in names.Where(name => from[name] is not null))
            copy[name] = from[name]!.DeepClone();
        return copy;
    }

    static HttpResponseMessage DryRun(JobDocument job)
    {
        var query = job.Statistics["query"]!;
        var body = new JsonObject
        {
            ["kind"] = "bigquery#queryResponse",
            ["jobReference"] = new JsonObject { ["projectId"] = job.Project, ["location"] = job.Location },
            ["totalBytesProcessed"] = job.Statistics["totalBytesProcessed"]?.DeepClone(),
            ["jobComplete"] = true,
            ["cacheHit"] = false,
        };
        if (query["schema"] is { } schema)
            body["schema"] = schema.DeepClone();
        return Reply.Json(body);
    }

    static ResultPage PageOf(JsonObject body) => new(
        0,
        body["maxResults"] is { } size ? long.Parse(size.ToString(), CultureInfo.InvariantCulture) : long.MaxValue,
        (bool?)body["formatOptions"]?["useInt64Timestamp"] == true);

    static TimeSpan Patience(object? milliseconds) => TimeSpan.FromMilliseconds(
        milliseconds is not null && long.TryParse(milliseconds.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? Math.Clamp(given, 0, 200_000)
            : 10_000);
}
