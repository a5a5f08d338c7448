using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Runs query jobs on the engine and keeps their rows and child jobs.</summary>
internal sealed class QueryWork(QueryEngine engine, JobStore store, TimeProvider time)
{
    public async Task<JobDocument> RunAsync(JobDocument job, JobRequestSource source, CancellationToken token)
    {
        var request = QueryRequests.Of(job, source.Caller);
        var observer = new QueryObserver(job, store);
        var outcome = await engine.ExecuteAsync(request, observer, token).ConfigureAwait(false);
        return Finished(job, outcome, observer);
    }

    public async Task<JobDocument> DryRunAsync(JobDocument job, JobRequestSource source, CancellationToken token)
    {
        var request = QueryRequests.Of(job, source.Caller) with { DryRun = true };
        var outcome = await engine.ExecuteAsync(request, new QueryObserver(job, store), token).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var statistics = QueryStatistics.Of(outcome, now, now);
        var query = statistics["query"]!.AsObject();
        query["totalBytesProcessedAccuracy"] = "PRECISE";
        query["totalBytesBilled"] = "0";
        return job with { State = JobState.Done, StartedAt = now, EndedAt = now, Statistics = statistics };
    }

    JobDocument Finished(JobDocument job, QueryOutcome outcome, QueryObserver observer) => job with
    {
        Statistics = QueryStatistics.Of(outcome, job.StartedAt ?? job.CreatedAt, time.GetUtcNow()),
        Result = observer.ResultOf(outcome),
        Configuration = QueryDestinations.Completed(job, outcome),
        SessionId = outcome.SessionId ?? job.SessionId,
        TransactionId = outcome.TransactionId,
    };
}
