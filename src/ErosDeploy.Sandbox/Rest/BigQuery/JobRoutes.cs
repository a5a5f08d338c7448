using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>bigquery.jobs: insert, get, list, cancel, delete.</summary>
internal sealed class JobRoutes(JobService jobs)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    public void AddTo(Router router) => router
        .Add("POST", "/bigquery/v2/projects/{project}/jobs", Insert)
        .Add("GET", "/bigquery/v2/projects/{project}/jobs", List)
        .Add("GET", "/bigquery/v2/projects/{project}/jobs/{job}", Get)
        .Add("POST", "/bigquery/v2/projects/{project}/jobs/{job}/cancel", Cancel)
        .Add("DELETE", "/bigquery/v2/projects/{project}/jobs/{job}/delete", Delete);

    async Task<HttpResponseMessage> Insert(RestRequest request, CancellationToken token)
    {
        var body = await request.BodyAsync(token).ConfigureAwait(false);
        JsonShapes.Job.Check(body);
        if ((bool?)body["configuration"]?["dryRun"] == true)
            return Reply.Json(DryRun(await jobs.DryRunAsync(request["project"], body, Callers.Source(request), token).ConfigureAwait(false)));
        var job = jobs.Insert(request["project"], body, Callers.Source(request));
        return Reply.Json(JobResource.Of(await job.WaitAsync(Patience, jobs.Time, token).ConfigureAwait(false)));
    }

    static JsonObject DryRun(JobDocument job)
    {
        var resource = JobResource.Of(job);
        resource["jobReference"]!.AsObject().Remove("jobId");
        var query = resource["configuration"]!["query"]!.AsObject();
        query["destinationTable"] ??= QueryDestinations.Anonymous(job.Project, "dry_run").Json();
        query["writeDisposition"] ??= "WRITE_TRUNCATE";
        return resource;
    }

    Task<HttpResponseMessage> Get(RestRequest request, CancellationToken token) =>
        Task.FromResult(Reply.Json(JobResource.Of(Find(request).Document)));

    Task<HttpResponseMessage> List(RestRequest request, CancellationToken token)
    {
        var (page, next) = Paging.Of(JobFilter.Of(request, jobs.Store.List(request["project"])), request, 50);
        var full = string.Equals(request.Query["projection"], "full", StringComparison.OrdinalIgnoreCase);
        var body = new JsonObject
        {
            ["kind"] = "bigquery#jobList",
            ["etag"] = $"{page.Count}-{(page.Count > 0 ? page[0].JobId : "")}",
            ["jobs"] = new JsonArray([.. page.Select(job => JobResource.ListItem(job, full))]),
        };
        if (next is not null)
            body["nextPageToken"] = next;
        return Task.FromResult(Reply.Json(body));
    }

    async Task<HttpResponseMessage> Cancel(RestRequest request, CancellationToken token)
    {
        var job = Find(request);
        job.Stop();
        var document = await job.WaitAsync(Patience, jobs.Time, token).ConfigureAwait(false);
        return Reply.Json(new JsonObject { ["kind"] = "bigquery#jobCancelResponse", ["job"] = JobResource.Of(document) });
    }

    Task<HttpResponseMessage> Delete(RestRequest request, CancellationToken token)
    {
        var job = Find(request);
        if (!job.Document.IsDone)
            throw BigQueryException.Invalid($"Job {job.Document.FullId} is still running; only finished jobs can be deleted.");
        if (job.Document.ParentJobId is { } parent)
            throw BigQueryException.Invalid($"Job {job.Document.FullId} is a child job; delete its parent job {parent} instead.");
        jobs.Store.Delete(job);
        return Task.FromResult(Reply.Empty());
    }

    Job Find(RestRequest request) => jobs.Store.Get(request["project"], request["job"], request.Query["location"] ?? "US");
}
