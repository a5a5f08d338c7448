using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>
/// Checks without running: one statement as a whole; of a script the first statement that is not script control, which is all that can be resolved
/// before it runs.
/// </summary>
internal sealed class DryRun(JobContext job, StatementScope scope)
{
    public async Task<QueryOutcome> RunAsync(IReadOnlyList<Statement> statements)
    {
        if (QueryEngine.IsSingle(statements)) return await SingleAsync(statements);
        var first = statements[0];
        if (QueryEngine.IsScript(first)) return new QueryOutcome { StatementType = "SCRIPT" };
        return (await CheckAsync(first)) with { StatementType = "SCRIPT", Columns = null };
    }

    async Task<QueryOutcome> SingleAsync(IReadOnlyList<Statement> statements)
    {
        foreach (var function in statements.SkipLast(1)) await CheckAsync(function);
        return await CheckAsync(statements[^1]);
    }

    Task<QueryOutcome> CheckAsync(Statement statement) =>
        StatementExecutor.RunAsync(new StatementContext(job, scope, job.Request.JobId), statement);
}
