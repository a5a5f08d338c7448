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
            var ended = await StopAsync(client, job);
            cancel.ThrowIfCancellationRequested();
            throw TimedOut(job.JobReference!, limit, ended);
        }
    }

    static async Task<Job> UntilDoneAsync(BigQueryClient client, Job job, CancellationToken cancel)
    {
        var retry = client.Connection.Retry;
        for (var pause = retry.FirstPoll; job.Status?.State != "DONE"; pause = pause * 2 < retry.LongestPoll ? pause * 2 : retry.LongestPoll)
        {
            await Task.Delay(pause, client.Connection.Time, cancel);
            job = await client.GetJobAsync(job.JobReference!, cancel)
                ?? throw new ErosException(
                    ErosErrorCode.CloudNotFound, $"Job {job.JobReference!.JobId} has vanished while it ran.", "Check the job's location.");
        }

        return job;
    }

    // Not with the caller's token: it is cancelled already, and what runs on behind our back would not be.
    static async Task<bool> StopAsync(BigQueryClient client, Job job)
    {
        using var patience = new CancellationTokenSource(client.Connection.Retry.CancelWait, client.Connection.Time);
        try
        {
            await client.CancelJobAsync(job.JobReference!, patience.Token);
            await UntilDoneAsync(client, job, patience.Token);
            return true;
        }
        catch (Exception failure) when (failure is ErosException or OperationCanceledException)
        {
            return false;
        }
    }

    static ErosException TimedOut(JobReference job, TimeSpan? limit, bool ended) => new(
        ErosErrorCode.CloudJobTimedOut,
        ended ? $"Job {job.JobId} was stopped after its limit of {limit}." : $"Job {job.JobId} ran past its limit of {limit} and may still be running.",
        ended ? "Give it more time, or find out why it is slow." : "Look at the job before anything else is run.")
    {
        Subject = job.JobId,
    };
}
