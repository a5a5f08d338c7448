using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Takes jobs, runs each in the background, and stops them.</summary>
internal sealed partial class JobService(JobStore store, JobWorkshop workshop, TimeProvider time)
{
    public JobStore Store => store;

    public TimeProvider Time => time;

    /// <summary>Accepts a Job resource: checks it, gives it an id if it has none, keeps it and starts it.</summary>
    public Job Insert(string project, JsonObject resource, JobRequestSource source)
    {
        JsonShapes.Job.Check(resource);
        var reference = resource["jobReference"];
        var configuration = JobConfiguration.Checked(resource["configuration"]);
        var jobId = (string?)reference?["jobId"] ?? NewId();
        if (!ValidId().IsMatch(jobId))
            throw BigQueryException.Invalid($"Invalid job ID \"{jobId}\". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long.");
        var job = new Job(new JobDocument
        {
            Project = project,
            JobId = jobId,
            Location = (string?)reference?["location"] ?? source.Location ?? "US",
            UserEmail = source.Caller.Email,
            Configuration = configuration,
            State = JobState.Pending,
            CreatedAt = time.GetUtcNow(),
        });
        store.Add(job);
        _ = Task.Run(() => new JobRun(job, store, workshop, source, time).RunAsync(), CancellationToken.None);
        return job;
    }

    /// <summary>What the query would do and read, without running it. The service says "q" instead of "query" of its errors.</summary>
    public async Task<JobDocument> DryRunAsync(string project, JsonObject resource, JobRequestSource source, CancellationToken token)
    {
        JsonShapes.Job.Check(resource);
        var document = new JobDocument
        {
            Project = project,
            JobId = NewId(),
            Location = (string?)resource["jobReference"]?["location"] ?? source.Location ?? "US",
            UserEmail = source.Caller.Email,
            Configuration = JobConfiguration.Checked(resource["configuration"]),
            State = JobState.Running,
            CreatedAt = time.GetUtcNow(),
        };
        try
        {
            return await workshop.DryRunAsync(document, source, token).ConfigureAwait(false);
        }
        catch (BigQueryException error) when (error.Location == "query")
        {
            throw new BigQueryException(error.Reason, error.Message, "q", error);
        }
    }

    static string NewId() => $"job_{Guid.NewGuid():N}";

    [GeneratedRegex("^[A-Za-z0-9_-]{1,1024}$", RegexOptions.CultureInvariant)]
    private static partial Regex ValidId();
}

/// <summary>Where a job comes from: who asks, where it is to run, and the uploaded file if the request has one.</summary>
internal sealed record JobRequestSource(Caller Caller, string? Location = null, string? UploadedFile = null);
