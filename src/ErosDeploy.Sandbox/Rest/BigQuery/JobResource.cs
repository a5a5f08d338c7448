using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The Job resource and its shorter form in lists.</summary>
internal static class JobResource
{
    public static JsonObject Of(JobDocument job) => new()
    {
        ["kind"] = "bigquery#job",
        ["etag"] = Etag(job),
        ["id"] = job.FullId,
        ["selfLink"] = $"https://bigquery.googleapis.com/bigquery/v2/projects/{job.Project}/jobs/{job.JobId}?location={job.Location}",
        ["user_email"] = job.UserEmail,
        ["configuration"] = job.Configuration.DeepClone(),
        ["jobReference"] = Reference(job),
        ["statistics"] = Statistics(job),
        ["status"] = Status(job),
        ["principal_subject"] = $"user:{job.UserEmail}",
        ["jobCreationReason"] = new JsonObject { ["code"] = "REQUESTED" },
    };

    public static JsonObject ListItem(JobDocument job, bool full)
    {
        var item = new JsonObject
        {
            ["id"] = job.FullId,
            ["kind"] = "bigquery#job",
            ["jobReference"] = Reference(job),
            ["state"] = job.State.ToString().ToUpperInvariant(),
            ["statistics"] = Statistics(job),
            ["status"] = Status(job),
            ["user_email"] = job.UserEmail,
            ["principal_subject"] = $"user:{job.UserEmail}",
        };
        if (job.Failure is { } failure)
            item["errorResult"] = Error(failure);
        if (full)
            item["configuration"] = job.Configuration.DeepClone();
        return item;
    }

    public static JsonObject Reference(JobDocument job) =>
        new() { ["projectId"] = job.Project, ["jobId"] = job.JobId, ["location"] = job.Location };

    public static JsonObject Error(JobFailure failure)
    {
        var error = new JsonObject { ["reason"] = failure.Reason };
        if (failure.Location is not null)
            error["location"] = failure.Location;
        error["message"] = failure.Message;
        return error;
    }

    public static string Millis(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    static JsonObject Status(JobDocument job)
    {
        var status = new JsonObject();
        if (job.Failure is { } failure)
        {
            status["errorResult"] = Error(failure);
            status["errors"] = new JsonArray(Error(failure));
        }

        status["state"] = job.State.ToString().ToUpperInvariant();
        return status;
    }

    static JsonObject Statistics(JobDocument job)
    {
        var statistics = new JsonObject { ["creationTime"] = Millis(job.CreatedAt) };
        if (job.StartedAt is { } started)
            statistics["startTime"] = Millis(started);
        if (job.EndedAt is { } ended)
        {
            statistics["endTime"] = Millis(ended);
            statistics["finalExecutionDurationMs"] = ((long)(ended - (job.StartedAt ?? job.CreatedAt)).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        if (job.ParentJobId is not null)
            statistics["parentJobId"] = job.ParentJobId;
        if (job.SessionId is not null)
            statistics["sessionInfo"] = new JsonObject { ["sessionId"] = job.SessionId };
        if (job.TransactionId is not null)
            statistics["transactionInfo"] = new JsonObject { ["transactionId"] = job.TransactionId };
        if (job.JobType is "LOAD" or "EXTRACT")
            statistics["reservation_id"] = "default-pipeline";
        return JsonMerge.Over(statistics, job.Statistics);
    }

    static string Etag(JobDocument job) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{job.FullId}/{job.State}")), 0, 16);
}
