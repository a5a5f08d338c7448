using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The procedures of the service itself, BQ.*.</summary>
internal static class SystemProcedures
{
    /// <summary>False when the call names no procedure of BQ.</summary>
    public static async Task<bool> TryRunAsync(Call call, StatementScope scope, JobContext job, ScriptVariables variables)
    {
        if (call.Procedure.Names is not [var owner, .., var name] || !owner.Is("BQ")) return false;
        switch (call.Procedure.Names.Count == 2 ? name.Name.ToUpperInvariant() : "")
        {
            case "REFRESH_MATERIALIZED_VIEW" when call.Arguments.Count == 1:
                await new ViewRefresh(job.Warehouse).RunAsync(MaterializedView(variables.Text(call.Arguments[0], scope), scope, job), job.Token);
                return true;
            default:
                throw BigQueryException.Unimplemented($"CALL {call.Procedure}");
        }
    }

    static TableEntry MaterializedView(string? path, StatementScope scope, JobContext job)
    {
        var names = new NameResolver(job.DefaultProject, scope.DefaultDataset, job.Request.Location, job.Session.Temp);
        var name = names.Table(Parser.ParsePath($"`{path}`"));
        var entry = job.Warehouse.State.Table(name) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, job.Request.Location);
        return entry.Kind == TableKind.MaterializedView ? entry : throw BigQueryException.InvalidQuery($"{name} is not a materialized view");
    }
}
