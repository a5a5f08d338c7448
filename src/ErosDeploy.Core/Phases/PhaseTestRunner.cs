using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Runs a test file; its answer is rows of check_name, passed, expected, actual.</summary>
sealed class PhaseTestRunner(ErosServices services, JobNames jobs)
{
    public async Task<PhaseTestResult> RunAsync(string phase, TestDefinition test, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        try
        {
            var script = await services.Catalogue.ScriptAsync(test.File, cancellationToken);
            var answer = await services.Warehouse.QueryAsync(jobs.Next($"test-{test.Id}", phase), script.For(services.Target), QueryTypes.Probe, cancellationToken);
            return PhaseTestVerdict.Of(phase, test, answer.Rows.Select(Check).ToList(), services.Time.GetElapsedTime(started));
        }
        catch (ErosException e)
        {
            return PhaseTestVerdict.OfError(phase, test, e.What, services.Time.GetElapsedTime(started));
        }
    }

    static TestCheck Check(QueryRow row) =>
        new(row.Text("check_name") ?? "", row.Find<bool>("passed") == true, row.Text("expected"), row.Text("actual"));
}
