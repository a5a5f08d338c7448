using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>What does the work of each type of job; gives the document with what it found.</summary>
internal sealed class JobWorkshop(QueryWork queries, LoadWork loads, ExtractWork extracts, CopyWork copies)
{
    public Task<JobDocument> RunAsync(JobDocument job, JobRequestSource source, CancellationToken token)
    {
        JsonShapes.Configuration.RefuseUndone(job.Configuration, "configuration.");
        return WorkAsync(job, source, token);
    }

    Task<JobDocument> WorkAsync(JobDocument job, JobRequestSource source, CancellationToken token) => job.JobType switch
    {
        "QUERY" => queries.RunAsync(job, source, token),
        "LOAD" => loads.RunAsync(job, source, token),
        "EXTRACT" => extracts.RunAsync(job, token),
        "COPY" => copies.RunAsync(job, token),
        var other => throw BigQueryException.Unimplemented($"job type {other}"),
    };

    public Task<JobDocument> DryRunAsync(JobDocument job, JobRequestSource source, CancellationToken token)
    {
        JsonShapes.Configuration.RefuseUndone(job.Configuration, "configuration.");
        return job.JobType == "QUERY"
            ? queries.DryRunAsync(job, source, token)
            : throw BigQueryException.Invalid($"dryRun is only supported for query jobs, not for {job.JobType}.", "dryRun");
    }
}
