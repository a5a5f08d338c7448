using System.Net;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>A job that was begun, or why it was not and will not be.</summary>
internal readonly record struct JobReply(Job? Job, ErosException? Refusal)
{
    public Job Require() => Job ?? throw Refusal!;
}

/// <summary>Starts a job exactly once. The id is ours, so what is uncertain is settled by reading it. What it throws leaves open whether the job was begun.</summary>
internal static class JobStart
{
    public static async Task<JobReply> RunAsync(BigQueryClient client, Job job, CancellationToken cancel)
    {
        var reference = job.JobReference ?? throw new ArgumentException("A job needs an id of ours.", nameof(job));
        var retry = client.Connection.Retry;
        var giveUp = client.Connection.Time.GetUtcNow() + retry.JobCreation;
        for (var delay = retry.FirstDelay; ; delay = Longer(delay, retry.LongestDelay))
        {
            CloudReply reply;
            try
            {
                reply = await client.TryInsertJobAsync(job, cancel);
            }
            catch (ErosException e) when (e.Code == ErosErrorCode.CredentialsMissing)
            {
                return new JobReply(null, e);
            }
            if (reply.Fault is not { } fault)
                return new JobReply(Json.Read(reply.Body, CloudJson.Default.Job, $"Starting job {reference.JobId}"), null);
            if (fault.Reason == "duplicate" || fault.Status == HttpStatusCode.Conflict)
                return Existing(job, await ReadExistingAsync(client, reference, cancel));
            if (fault.Class != FaultClass.Transient)
                return new JobReply(null, CloudErrors.Of(fault, $"Starting job {reference.JobId}"));
            if (await client.GetJobAsync(reference, cancel) is { } found)
                return Existing(job, found);
            if (client.Connection.Time.GetUtcNow() >= giveUp)
                throw CloudErrors.Of(fault, $"Starting job {reference.JobId}");
            await Task.Delay(delay, client.Connection.Time, cancel);
        }
    }

    /// <summary>Under our id there may be another statement, or a job that only keeps the id from being used: its success is not ours.</summary>
    static JobReply Existing(Job wanted, Job found) => JobSettle.IsNothing(wanted) || (!JobSettle.IsNothing(found) && IsSame(wanted.Configuration, found.Configuration))
        ? new JobReply(found, null)
        : new JobReply(null, new ErosException(
            ErosErrorCode.CloudConflict,
            $"The id {wanted.JobReference!.JobId} belongs to a job that does {(JobSettle.IsNothing(found) ? "nothing, so that this one never runs" : "something else")}: what was asked for was not run.",
            "Begin a new run.") { Subject = wanted.JobReference.JobId });

    static bool IsSame(JobConfiguration? wanted, JobConfiguration? found) => found switch
    {
        { Query: { } query } => query.Query == wanted?.Query?.Query,
        { Extract: { } extract } => extract.SourceTable == wanted?.Extract?.SourceTable && extract.DestinationUris.SequenceEqual(wanted?.Extract?.DestinationUris ?? []),
        { Load: { } load } => load.DestinationTable == wanted?.Load?.DestinationTable && load.SourceUris.SequenceEqual(wanted?.Load?.SourceUris ?? []),
        { Copy: { } copy } => copy.DestinationTable == wanted?.Copy?.DestinationTable && copy.SourceTables.SequenceEqual(wanted?.Copy?.SourceTables ?? []),
        _ => true,
    };

    // The service may say "already exists" of a job before it can be read.
    static async Task<Job> ReadExistingAsync(BigQueryClient client, JobReference reference, CancellationToken cancel)
    {
        var retry = client.Connection.Retry;
        var giveUp = client.Connection.Time.GetUtcNow() + retry.JobVisible;
        for (var delay = retry.FirstDelay; ; delay = Longer(delay, retry.LongestDelay))
        {
            if (await client.GetJobAsync(reference, cancel) is { } found)
                return found;
            if (client.Connection.Time.GetUtcNow() >= giveUp)
            {
                throw new ErosException(
                    ErosErrorCode.CloudConflict, $"Job {reference.JobId} is said to exist but cannot be read.",
                    "Check the job's location, then look at the job in the console before running it again.");
            }

            await Task.Delay(delay, client.Connection.Time, cancel);
        }
    }

    static TimeSpan Longer(TimeSpan delay, TimeSpan longest) => delay * 2 < longest ? delay * 2 : longest;
}
