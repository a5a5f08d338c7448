using System.Collections.Concurrent;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Runs query jobs: statements and scripts of GoogleSQL against the warehouse.</summary>
internal sealed class QueryEngine(Warehouse warehouse, IJobHistory history) : IDisposable
{
    /// <summary>Where EXPORT DATA writes.</summary>
    public Formats.FileExport? Export { get; init; }

    /// <summary>Where LOAD DATA reads.</summary>
    public Formats.FileImport? Import { get; init; }

    readonly ConcurrentDictionary<string, WorkSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Runs the job to its end, on the thread pool. Fails with <see cref="BigQueryException"/>; a cancelled token gives reason "stopped".</summary>
    public Task<QueryOutcome> ExecuteAsync(QueryRequest request, IJobObserver observer, CancellationToken token) =>
        Task.Run(() => StopAware(request, observer, token), CancellationToken.None);

    /// <summary>Ends a session: what it holds is gone. False when there is none of that id.</summary>
    public bool EndSession(string id)
    {
        if (!_sessions.TryRemove(id, out var session)) return false;
        session.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (var id in _sessions.Keys) EndSession(id);
    }

    async Task<QueryOutcome> StopAware(QueryRequest request, IJobObserver observer, CancellationToken token)
    {
        try
        {
            return await RunAsync(request, observer, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw BigQueryException.Stopped();
        }
        catch (SqlSyntaxException e)
        {
            throw new BigQueryException("invalidQuery", e.MessageWithPosition, "query", e);
        }
    }

    async Task<QueryOutcome> RunAsync(QueryRequest request, IJobObserver observer, CancellationToken token)
    {
        var script = Parser.ParseScript(request.Sql);
        if (script.Statements.Count == 0) throw BigQueryException.InvalidQuery("Syntax error: Unexpected end of script", 1, 1);
        ScriptRules.Check(script.Statements, new SourceText(request.Sql));
        var session = SessionOf(request);
        await session.Turn.WaitAsync(token);
        try
        {
            var job = new JobContext(request, warehouse, session, observer, history, token) { Export = Export, Import = Import };
            return await RunAsync(job, script) with { SessionId = session.Id };
        }
        finally
        {
            session.Turn.Release();
            if (session.Id is null) session.Dispose();
        }
    }

    static async Task<QueryOutcome> RunAsync(JobContext job, Script script)
    {
        Prepare(job);
        var labels = job.Session.System.QueryLabels;
        return await RunPreparedAsync(job, script) with { Labels = labels };
    }

    static async Task<QueryOutcome> RunPreparedAsync(JobContext job, Script script)
    {
        var scope = new StatementScope(new SourceText(job.Request.Sql), TopFrame(job), job.Request.Parameters) { DefaultDataset = job.Session.System.Dataset(job.Request.DefaultDataset, job.Request.Project) };
        try
        {
            if (job.Request.DryRun) return await new DryRun(job, scope).RunAsync(script.Statements);
            if (IsSingle(script.Statements)) return await RunSingleAsync(job, scope, script.Statements);
            return await new ScriptRunner(job).RunAsync(script.Statements, scope);
        }
        finally
        {
            if (job.Session.Id is null && job.Transaction is not null) TransactionControl.End(job);
        }
    }

    /// <summary>One statement is no script, even with temporary functions for it in front.</summary>
    internal static bool IsSingle(IReadOnlyList<Statement> statements) =>
        !IsScript(statements[^1]) && statements.SkipLast(1).All(s => s is CreateFunction { Temporary: true });

    static async Task<QueryOutcome> RunSingleAsync(JobContext job, StatementScope scope, IReadOnlyList<Statement> statements)
    {
        foreach (var function in statements.SkipLast(1)) await StatementExecutor.RunAsync(new StatementContext(job, scope, job.Request.JobId), function);
        return await StatementExecutor.RunAsync(new StatementContext(job, scope, job.Request.JobId), statements[^1]);
    }

    /// <summary>Statements that run other statements, or live with them, make a script even when alone.</summary>
    internal static bool IsScript(Statement statement) => statement is
        Declare or SetVariable or SetVariables or SetSystemVariable or If or CaseStatement or LabelledStatement or Break or Continue or Return or Raise
        or ExecuteImmediate or Call;

    static VariableFrame TopFrame(JobContext job) => job.Session.Id is null ? new VariableFrame(null) : job.Session.Variables;

    static void Prepare(JobContext job)
    {
        var system = job.Session.System;
        system.Set("project_id", job.Request.Project);
        system.Set("script.job_id", job.Request.JobId);
        system.Set("current_job_id", job.Request.JobId);
        system.Set("script.creation_time", job.Now);
        system.Set("session_id", job.Session.Id);
        system.Set("location", job.Request.Location);
        system.Begin("dataset_id", job.Request.DefaultDataset?.Dataset);
        system.Begin("dataset_project_id", job.Request.DefaultDataset?.Project ?? job.Request.Project);
        if (job.Request.QueryLabel is { } label) job.Choose("query_label", label);
        if (job.Request.DatasetProject is { } project) job.Choose("dataset_project_id", project);
        if (job.Request.TimeZone is { } zone) job.Choose("time_zone", zone);
    }

    WorkSession SessionOf(QueryRequest request)
    {
        if (request.SessionId is { } id)
            return _sessions.GetValueOrDefault(id) ?? throw BigQueryException.Invalid("Invalid input session id.");
        if (!request.CreateSession) return new WorkSession(warehouse.Connect());
        var session = new WorkSession(warehouse.Connect(), Guid.NewGuid().ToString("N"));
        return _sessions[session.Id!] = session;
    }
}
