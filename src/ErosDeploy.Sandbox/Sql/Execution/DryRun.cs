using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>
/// Checks without running: one statement as a whole; of a script its queries and DML up to the first DDL statement, which is checked too, or up to
/// script control, CALL or EXECUTE IMMEDIATE. Bytes are by the tables as they are, whatever DML came before. Source: "Work with multi-statement
/// queries".
/// </summary>
internal sealed class DryRun(JobContext job, StatementScope scope)
{
    public async Task<QueryOutcome> RunAsync(IReadOnlyList<Statement> statements)
    {
        if (QueryEngine.IsSingle(statements)) return await SingleAsync(statements);
        var script = new QueryOutcome { StatementType = "SCRIPT" };
        foreach (var statement in statements.TakeWhile(s => !QueryEngine.IsScript(s)))
        {
            var checkedOne = await CheckAsync(statement);
            script = script with
            {
                BytesProcessed = script.BytesProcessed + checkedOne.BytesProcessed,
                BytesBilled = script.BytesBilled + checkedOne.BytesBilled,
                ReferencedTables = [.. script.ReferencedTables.Union(checkedOne.ReferencedTables)],
                ReferencedRoutines = [.. script.ReferencedRoutines.Union(checkedOne.ReferencedRoutines)],
            };
            if (!GoesOn(statement)) break;
        }
        return script;
    }

    static bool GoesOn(Statement statement) => statement is QueryStatement or Insert or Update or Delete or Merge;

    async Task<QueryOutcome> SingleAsync(IReadOnlyList<Statement> statements)
    {
        foreach (var function in statements.SkipLast(1)) await CheckAsync(function);
        return await CheckAsync(statements[^1]);
    }

    Task<QueryOutcome> CheckAsync(Statement statement) =>
        StatementExecutor.RunAsync(new StatementContext(job, scope, job.Request.JobId), statement);
}
