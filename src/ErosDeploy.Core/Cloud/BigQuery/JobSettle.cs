namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Makes an end of a job of which nobody knows whether it was begun, or whether it still works: what is undone meanwhile would be done again by it.</summary>
internal static class JobSettle
{
    const string Label = "eros_nothing";

    /// <summary>In place of an error that left the job's fate open: the job, when it ended by itself after all; else that error, or CloudJobUncertain.</summary>
    public static async Task<Job> InsteadAsync(BigQueryClient client, Job job, ErosException error)
    {
        var ended = await RunAsync(client, job.JobReference!, CancellationToken.None) ?? throw Uncertain(job.JobReference!, error);
        return IsNothing(ended) || ended.Status?.ErrorResult?.Reason == "stopped" ? throw error : ended;
    }

    /// <summary>Whether it only keeps its id from being used.</summary>
    public static bool IsNothing(Job job) => job.Configuration?.Labels?.ContainsKey(Label) == true;

    /// <summary>The job as it ended, or the one that took its id; null when it cannot be seen to be DONE.</summary>
    public static async Task<Job?> RunAsync(BigQueryClient client, JobReference job, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(client.Connection.Retry.CancelWait, client.Connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            if (await client.GetJobAsync(job, either.Token) is { Status.State: not "DONE" })
                await JobWait.AskToStopAsync(client, job, either.Token);
            var nothing = new JobConfiguration { Labels = new Dictionary<string, string> { [Label] = "1" }, Query = new JobConfigurationQuery { Query = "SELECT 1" } };
            var reply = await JobStart.RunAsync(client, new Job { JobReference = job, Configuration = nothing }, either.Token);
            return await JobWait.UntilDoneAsync(client, reply.Require(), either.Token);
        }
        catch (Exception e) when (e is ErosException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    public static ErosException Uncertain(JobReference job, ErosException? cause) => new(
        ErosErrorCode.CloudJobUncertain,
        $"{(cause is null ? "" : cause.What + " ")}Job {job.JobId} may still be at work: it could not be seen to end.",
        "Look at the job in the console; go on only when it is DONE.", cause) { Subject = job.JobId };
}
