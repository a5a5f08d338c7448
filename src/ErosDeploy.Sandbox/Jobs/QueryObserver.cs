using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Keeps rows as they come, and each statement of a script as a child job.</summary>
internal sealed class QueryObserver(JobDocument parent, JobStore store) : IJobObserver
{
    readonly Dictionary<string, JobResult> _results = new(StringComparer.Ordinal);
    readonly Dictionary<string, Job> _children = new(StringComparer.Ordinal);

    public JobResult? ResultOf(QueryOutcome outcome) =>
        outcome.ResultJobId is { } jobId ? _results.GetValueOrDefault(jobId) : null;

    public void ChildStarted(ChildJob child)
    {
        var job = new Job(Document(child));
        store.Add(job);
        _children[child.JobId] = job;
    }

    public void ChildFinished(ChildJob child, QueryOutcome? outcome, BigQueryException? error, DateTimeOffset endedAt)
    {
        var job = _children[child.JobId];
        var statistics = outcome is null ? [] : QueryStatistics.Of(outcome, child.StartedAt, endedAt);
        statistics["scriptStatistics"] = ScriptStatistics.Of(child);
        store.Finish(job, job.Document with
        {
            State = JobState.Done,
            EndedAt = endedAt,
            Statistics = statistics,
            Failure = error is null ? null : JobFailures.Of(error, stopped: false, store.Folder),
            Result = outcome is null ? null : ResultOf(outcome),
            Configuration = outcome is null ? job.Document.Configuration : QueryDestinations.Completed(job.Document, outcome),
            TransactionId = outcome?.TransactionId,
        });
    }

    public async Task<long> ReadRowsAsync(
        string jobId, IReadOnlyList<ResultColumn> columns, DuckDBDataReader reader, CancellationToken token)
    {
        var rows = await store.Results.WriteAsync(parent.Project, jobId, [.. columns.Select(column => column.Type)], reader, token)
            .ConfigureAwait(false);
        _results[jobId] = new JobResult { Schema = SchemaResource.Of(columns), Rows = rows, JobId = jobId };
        return rows;
    }

    JobDocument Document(ChildJob child) => new()
    {
        Project = parent.Project,
        JobId = child.JobId,
        Location = parent.Location,
        UserEmail = parent.UserEmail,
        ParentJobId = parent.JobId,
        SessionId = parent.SessionId,
        Configuration = ChildConfiguration(child),
        State = JobState.Running,
        CreatedAt = child.StartedAt,
        StartedAt = child.StartedAt,
        Statistics = new JsonObject { ["scriptStatistics"] = ScriptStatistics.Of(child) },
    };

    JsonObject ChildConfiguration(ChildJob child)
    {
        var query = new JsonObject
        {
            ["query"] = child.Sql, ["useLegacySql"] = false, ["priority"] = parent.Configuration["query"]!["priority"]?.DeepClone(),
        };
        var configuration = new JsonObject { ["jobType"] = "QUERY", ["query"] = query };
        if (parent.Configuration["labels"] is { } labels)
            configuration["labels"] = labels.DeepClone();
        return QueryDestinations.Labelled(configuration, child.Labels);
    }
}
