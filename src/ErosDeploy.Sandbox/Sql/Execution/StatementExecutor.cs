using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Runs one statement that is not script control, alone or as a script's child.</summary>
internal static class StatementExecutor
{
    public static Task<QueryOutcome> RunAsync(StatementContext context, Statement statement) => statement switch
    {
        BeginTransaction => Task.FromResult(TransactionControl.Begin(context.Job)),
        CommitTransaction => TransactionControl.CommitAsync(context.Job),
        RollbackTransaction => Task.FromResult(TransactionControl.Rollback(context.Job)),
        _ when context.Job.Transaction?.Failure is { } failure => throw failure,
        QueryStatement query => new SelectExecutor(context).RunAsync(query.Query),
        Insert or Update or Delete or Merge => new DmlExecutor(context).RunAsync(statement),
        Truncate truncate => new DmlExecutor(context).TruncateAsync(truncate),
        Assert assert => Task.FromResult(Check(context, assert)),
        ExportData export => new ExportExecutor(context).RunAsync(export),
        LoadData load => new LoadExecutor(context).RunAsync(load),
        _ => DdlExecutor.RunAsync(context, statement),
    };

    static QueryOutcome Check(StatementContext context, Assert assert)
    {
        var condition = context.Translator.Assignment(assert.Condition, SqlType.Bool, "ASSERT");
        var (processed, billed) = BytesRule.Of(context, condition.References);
        var outcome = new QueryOutcome { StatementType = "ASSERT", BytesProcessed = processed, BytesBilled = billed };
        if (context.Job.Request.DryRun) return outcome;
        var holds = JobContext.Explained(() => context.Connection.Scalar($"SELECT {condition.Sql}", context.Token));
        return holds is true ? outcome : throw BigQueryException.InvalidQuery(Complaint(context, assert));
    }

    static string Complaint(StatementContext context, Assert assert)
    {
        if (assert.Description is null) return "Assertion failed";
        var text = context.Translator.Assignment(assert.Description, SqlType.String, "AS");
        return (string?)JobContext.Explained(() => context.Connection.Scalar($"SELECT {text.Sql}", context.Token)) ?? "Assertion failed";
    }
}
