using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The procedures of the service itself, BQ.*.</summary>
internal static class SystemProcedures
{
    /// <summary>False when the call names no procedure of BQ.</summary>
    public static bool TryRun(Call call, StatementScope scope, JobContext job, ScriptVariables variables)
    {
        if (call.Procedure.Names is not [var owner, var name] || !owner.Is("BQ")) return false;
        switch (name.Name.ToUpperInvariant())
        {
            case "REFRESH_MATERIALIZED_VIEW" when call.Arguments.Count == 1:
                CheckMaterializedView(variables.Text(call.Arguments[0], scope), scope, job);
                return true;
            default:
                throw BigQueryException.Unimplemented($"CALL {call.Procedure}");
        }
    }

    // a materialized view is computed when read, so it is always fresh
    static void CheckMaterializedView(string? path, StatementScope scope, JobContext job)
    {
        var names = new NameResolver(job.Request.Project, scope.DefaultDataset, job.Request.Location, job.Session.Temp);
        var name = names.Table(Parser.ParsePath($"`{path}`"));
        var entry = job.State.Table(name) ?? throw BigQueryException.TableNotFound(name.Project, name.Dataset, name.Table, job.Request.Location);
        if (entry.Kind != TableKind.MaterializedView) throw BigQueryException.InvalidQuery($"{name} is not a materialized view");
    }
}
