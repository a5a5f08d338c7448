namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Watches a job until it is DONE, and makes sure of that when the watching is broken off.</summary>
internal static class JobWait
{
    public static async Task<Job> RunAsync(BigQueryClient client, Job job, TimeSpan? limit, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, client.Connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await UntilDoneAsync(client, job, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            var ended = await StopAsync(client, job.JobReference!);
            if (cancel.IsCancellationRequested)
                throw ended is null ? JobSettle.Uncertain(job.JobReference!, null) : new OperationCanceledException(cancel);
            return ended is { Status.ErrorResult: null } ? ended : throw TimedOut(job.JobReference!, limit, ended is not null);
        }
    }

    public static async Task<Job> UntilDoneAsync(BigQueryClient client, Job job, CancellationToken cancel)
    {
        var retry = client.Connection.Retry;
        for (var pause = retry.FirstPoll; job.Status?.State != "DONE"; pause = Longer(pause, retry.LongestPoll))
        {
            await Task.Delay(pause, client.Connection.Time, cancel);
            var reference = job.JobReference!;
            job = await client.GetJobAsync(reference, cancel)
                ?? throw new ErosException(
                    ErosErrorCode.CloudNotFound, $"Job {reference.JobId} has vanished while it ran.", "Check the job's location.");
        }

        return job;
    }

    // Slowly, so that the end of a job is seen soon after it: at most a fifth of the job's time is waited in vain.
    static TimeSpan Longer(TimeSpan pause, TimeSpan longest) => pause * 1.2 < longest ? pause * 1.2 : longest;

    /// <summary>Stops a job that may or may not have been started; null when it cannot be seen to be DONE.</summary>
    // Not with the caller's token: it is cancelled already, and what runs on behind our back would not be.
    public static async Task<Job?> StopAsync(BigQueryClient client, JobReference job)
    {
        using var patience = new CancellationTokenSource(client.Connection.Retry.CancelWait, client.Connection.Time);
        try
        {
            await AskToStopAsync(client, job, patience.Token);
            return await UntilDoneAsync(client, new Job { JobReference = job }, patience.Token);
        }
        catch (Exception failure) when (failure is ErosException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A job that cannot be cancelled, as a copy, is still waited for.</summary>
    public static async Task<bool> AskToStopAsync(BigQueryClient client, JobReference job, CancellationToken cancel)
    {
        try
        {
            await client.CancelJobAsync(job, cancel);
            return true;
        }
        catch (ErosException refused) when (refused.Code != ErosErrorCode.CloudNotFound)
        {
            return false;
        }
    }

    static ErosException TimedOut(JobReference job, TimeSpan? limit, bool ended) => new(
        ErosErrorCode.CloudJobTimedOut,
        ended ? $"Job {job.JobId} was stopped after its limit of {limit}." : $"Job {job.JobId} ran past its limit of {limit} and may still be running.",
        ended ? "Give it more time, or find out why it is slow." : "Look at the job before anything else is run.",
        ended ? null : JobSettle.Uncertain(job, null))
    {
        Subject = job.JobId,
    };
}
