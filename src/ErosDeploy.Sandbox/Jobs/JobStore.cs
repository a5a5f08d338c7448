using System.Collections.Concurrent;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>All jobs of a local cloud, in memory and in the journal. A job id is unique in its project, also after the job is gone.</summary>
internal sealed class JobStore : IJobHistory, IDisposable
{
    readonly ConcurrentDictionary<(string Project, string JobId), Job> _jobs = new();
    readonly JobJournal _journal;

    /// <param name="folder">The sandbox's folder.</param>
    /// <param name="time">Dates the ends of jobs that a killed process left.</param>
    /// <param name="open">Opens the journal's file; a file stream if null.</param>
    public JobStore(string folder, TimeProvider time, Func<string, Stream>? open = null)
    {
        Folder = folder;
        folder = FolderOf(folder);
        Directory.CreateDirectory(folder);
        Results = new ResultFiles(Path.Combine(folder, "results"));
        var (journal, jobs) = JobJournal.Open((open ?? JobJournal.OpenFile)(Path.Combine(folder, "journal.ndjson")));
        _journal = journal;
        foreach (var job in jobs)
            _jobs[(job.Project, job.JobId)] = new Job(job.IsDone ? job : Interrupted(job, time.GetUtcNow()));
    }

    /// <summary>The sandbox's folder.</summary>
    public string Folder { get; }

    public ResultFiles Results { get; }

    public static string FolderOf(string sandbox) => Path.Combine(sandbox, "jobs");

    public void Add(Job job)
    {
        var document = job.Document;
        if (!_jobs.TryAdd((document.Project, document.JobId), job))
            throw BigQueryException.Duplicate($"Job {document.FullId}");
        try
        {
            _journal.Append(document);
        }
        catch
        {
            _jobs.TryRemove(KeyValuePair.Create((document.Project, document.JobId), job));
            throw;
        }
    }

    /// <summary>Keeps the final document, then makes it visible. A job always ends: one whose end cannot be kept has failed with that.</summary>
    public void Finish(Job job, JobDocument final)
    {
        try
        {
            _journal.Append(final);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            final = final with { Failure = JobFailures.Unkept(error, Folder) };
        }

        job.Finish(final);
    }

    public Job? Find(string project, string jobId) =>
        _jobs.TryGetValue((project, jobId), out var job) && !job.Document.Deleted ? job : null;

    public Job Get(string project, string jobId, string location = "US") =>
        Find(project, jobId) ?? throw BigQueryException.JobNotFound(project, location, jobId);

    /// <summary>Deletes a job and the jobs of the statements of its script.</summary>
    public void Delete(Job job)
    {
        var parent = job.Document;
        foreach (var child in _jobs.Values.Where(other => other.Document is { Deleted: false } document && document.Project == parent.Project && document.ParentJobId == parent.JobId))
            DeleteOne(child);
        DeleteOne(job);
    }

    void DeleteOne(Job job)
    {
        var document = job.Document with { Deleted = true };
        _journal.Append(document);
        job.Change(_ => document);
        Results.Delete(document.Project, document.JobId);
    }

    /// <summary>The project's jobs, youngest first.</summary>
    public IReadOnlyList<JobDocument> List(string project) => [.. _jobs.Values
        .Select(job => job.Document)
        .Where(job => job.Project == project && !job.Deleted)
        .OrderByDescending(job => job.CreatedAt)
        .ThenBy(job => job.JobId, StringComparer.Ordinal)];

    public IReadOnlyList<JobRecord> Jobs(string project) => [.. List(project).Select(JobHistory.Record)];

    /// <summary>Asks every job to stop and waits until each is done.</summary>
    public void StopAll()
    {
        foreach (var job in _jobs.Values)
            job.Stop();
        Task.WaitAll([.. _jobs.Values.Select(job => job.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None))]);
    }

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
            job.Dispose();
        _journal.Dispose();
    }

    static JobDocument Interrupted(JobDocument job, DateTimeOffset now) => job with
    {
        State = JobState.Done,
        EndedAt = now,
        Failure = new JobFailure(
            "backendError",
            "The sandbox's process ended while this job was running. What it had committed until then stays; read the tables before trying again.",
            null),
    };
}
