using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>LOAD DATA, which the sandbox does by load jobs only.</summary>
internal sealed class LoadExecutor(StatementContext context)
{
    public Task<QueryOutcome> RunAsync(LoadData statement) =>
        throw BigQueryException.Unimplemented($"LOAD DATA INTO {context.Names.Table(statement.Table)}: use a load job");
}
