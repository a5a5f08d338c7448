using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>EXPORT DATA.</summary>
internal sealed class ExportExecutor(StatementContext context)
{
    public Task<QueryOutcome> RunAsync(ExportData statement) =>
        throw BigQueryException.Unimplemented($"EXPORT DATA in job {context.JobId} ({statement.Options.Count} options)");
}

/// <summary>LOAD DATA.</summary>
internal sealed class LoadExecutor(StatementContext context)
{
    public Task<QueryOutcome> RunAsync(LoadData statement) =>
        throw BigQueryException.Unimplemented($"LOAD DATA into {statement.Table} in job {context.JobId}");
}
