using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.jobs.query and getQueryResults.</summary>
internal sealed class QueryRoutes(JobService jobs)
{
    static readonly string[] JobMembers = ["labels", "dryRun", "jobTimeoutMs", "reservation", "maxSlots"];

    static readonly string[] QueryMembers =
    [
        "query", "defaultDataset", "useQueryCache", "useLegacySql", "parameterMode", "queryParameters", "maximumBytesBilled", "createSession",
        "connectionProperties", "destinationEncryptionConfiguration", "continuous", "preserveNulls", "writeIncrementalResults",
    ];

    readonly ConcurrentDictionary<(string Project, string RequestId), string> _requests = new();
    readonly QueryResults _results = new(jobs.Store);

    public void AddTo(Router router) => router
        .Add("POST", "/bigquery/v2/projects/{project}/queries", Query)
        .Add("GET", "/bigquery/v2/projects/{project}/queries/{job}", Results);

    async Task<HttpResponseMessage> Query(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        JsonShapes.QueryRequest.Check(body);
        RequireCreationMode((string?)body["jobCreationMode"]);
        var page = PageOf(body);
        var source = Callers.Source(request, (string?)body["location"]);
        if ((bool?)body["dryRun"] == true)
            return DryRun(await jobs.DryRunAsync(request["project"], Resource(body, null), source, token).ConfigureAwait(false));
        var job = Started(request["project"], body, source);
        var document = await job.WaitAsync(Patience(Resources.Long(body["timeoutMs"])), jobs.Time, token).ConfigureAwait(false);
        return _results.Answer(document, page, "bigquery#queryResponse");
    }

    async Task<HttpResponseMessage> Results(RestRequest request, CancellationToken token)
    {
        var (page, patience) = (ResultPage.Of(request), Patience(request.LongQuery("timeoutMs")));
        var job = jobs.Store.Get(request["project"], request["job"], request.Query["location"] ?? "US");
        if (job.Document.JobType != "QUERY")
            throw BigQueryException.Invalid($"Job {job.Document.FullId} is not a query job.");
        var document = await job.WaitAsync(patience, jobs.Time, token).ConfigureAwait(false);
        return _results.Answer(document, page, "bigquery#getQueryResultsResponse");
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
        Resources.Long(body["maxResults"]) ?? long.MaxValue,
        WireTimestamps.Form((string?)body["formatOptions"]?["timestampOutputFormat"], (bool?)body["formatOptions"]?["useInt64Timestamp"] == true));

    // every query gets a job, which the optional mode allows
    static void RequireCreationMode(string? mode)
    {
        if (mode is not (null or "" or "JOB_CREATION_MODE_UNSPECIFIED" or "JOB_CREATION_REQUIRED" or "JOB_CREATION_OPTIONAL"))
            throw BigQueryException.Invalid($"Invalid value for jobCreationMode: {mode} is not a valid value", "jobCreationMode");
    }

    static TimeSpan Patience(long? milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds ?? 10_000, 0, 200_000));
}
