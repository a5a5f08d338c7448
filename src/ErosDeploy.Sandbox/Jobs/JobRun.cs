using System.Globalization;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>One job from PENDING to DONE. The final state is kept before anybody sees it.</summary>
internal sealed class JobRun(Job job, JobStore store, JobWorkshop workshop, JobRequestSource source, TimeProvider time)
{
    public async Task RunAsync()
    {
        var document = job.Change(current => current with { State = JobState.Running, StartedAt = time.GetUtcNow() });
        using var limit = TimeLimit(document);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(job.Stopping, limit.Token);
        var final = await EndAsync(document, stop.Token, limit.Token).ConfigureAwait(false);
        store.Finish(job, final with { State = JobState.Done, EndedAt = time.GetUtcNow() });
    }

    async Task<JobDocument> EndAsync(JobDocument document, CancellationToken stop, CancellationToken limit)
    {
        try
        {
            return await workshop.RunAsync(document, source, stop).ConfigureAwait(false);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return document with { Failure = new JobFailure("stopped", $"Job execution was cancelled: Job timed out after {Limit(document)}s", null) };
        }
        catch (Exception error)
        {
            return document with { Failure = JobFailures.Of(error, stop.IsCancellationRequested, store.Folder) };
        }
    }

    static string Limit(JobDocument document) =>
        JobConfiguration.TimeoutOf(document.Configuration)!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    CancellationTokenSource TimeLimit(JobDocument document) =>
        JobConfiguration.TimeoutOf(document.Configuration) is { } limit ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
}
