using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>A finished (or still running) query as jobs.query and jobs.getQueryResults answer it.</summary>
internal sealed class QueryResults(JobStore store)
{
    const long PageBytes = 10_000_000;

    public HttpResponseMessage Answer(JobDocument job, ResultPage page, string kind)
    {
        var body = new JsonObject { ["kind"] = kind, ["jobReference"] = JobResource.Reference(job), ["jobComplete"] = job.IsDone };
        AddTimes(body, job);
        if (!job.IsDone)
            return Reply.Json(body);
        if (job.Failure is { } failure)
            throw new RestException(Reasons.Status(failure.Reason), failure.Reason, failure.Message, failure.Location, Reasons.LocationType(failure.Location));
        AddFigures(body, job);
        return job.Result is { } result ? WithRows(body, job, result, page) : Reply.Json(body);
    }

    HttpResponseMessage WithRows(JsonObject body, JobDocument job, JobResult result, ResultPage page)
    {
        body["schema"] = result.Schema.DeepClone();
        body["totalRows"] = Text(result.Rows);
        var rows = page.Size == 0 || page.Start >= result.Rows ? [] : store.Results.Read(job.Project, result.JobId, page.Start, page.Size, PageBytes);
        var next = page.Start + rows.Count;
        if (next < result.Rows)
            body["pageToken"] = Paging.Token(next);
        return RowsReply.Of(body, rows, RowsReply.Types(result.Schema), page.Timestamps);
    }

    static void AddTimes(JsonObject body, JobDocument job)
    {
        body["location"] = job.Location;
        body["creationTime"] = JobResource.Millis(job.CreatedAt);
        if (job.StartedAt is { } started)
            body["startTime"] = JobResource.Millis(started);
        if (job.EndedAt is { } ended)
            body["endTime"] = JobResource.Millis(ended);
        body["queryId"] = job.JobId;
        body["jobCreationReason"] = new JsonObject { ["code"] = "REQUESTED" };
        if (job.SessionId is not null)
            body["sessionInfo"] = new JsonObject { ["sessionId"] = job.SessionId };
    }

    static void AddFigures(JsonObject body, JobDocument job)
    {
        var query = job.Statistics["query"];
        body["etag"] = $"{job.JobId}-{(int)job.State}";
        body["cacheHit"] = false;
        body["totalBytesProcessed"] = job.Statistics["totalBytesProcessed"]?.DeepClone() ?? "0";
        body["totalBytesBilled"] = query?["totalBytesBilled"]?.DeepClone() ?? "0";
        body["totalSlotMs"] = job.Statistics["totalSlotMs"]?.DeepClone() ?? "0";
        foreach (var name in new[] { "numDmlAffectedRows", "dmlStats" })
        {
            if (query?[name] is { } value)
                body[name] = value.DeepClone();
        }
    }

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which rows a caller wants, and in which form.</summary>
internal sealed record ResultPage(long Start, long Size, TimestampForm Timestamps)
{
    public static ResultPage Of(RestRequest request) => new(
        request.Query["pageToken"] is { Length: > 0 } token ? Paging.Offset(token) : request.CountQuery("startIndex") ?? 0,
        request.CountQuery("maxResults") ?? long.MaxValue,
        WireTimestamps.Form(request.Query["formatOptions.timestampOutputFormat"], request.Flag("formatOptions.useInt64Timestamp")));
}
