using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Health;

/// <summary>Runs the health files of eros.json and judges what they answer. Reads only; what cannot be read is Unknown, but nobody who asks or nowhere
/// to ask is an error.</summary>
public sealed class HealthService(ErosServices services)
{
    const int Parallel = 4;

    public async Task<HealthReport> MeasureAsync(HealthRequest request, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        await services.Warehouse.LocationAsync(cancellationToken);
        var jobs = new JobNames(RunIdentity.NewRunId(services.Time));
        var definitions = services.Catalogue.Catalogue.Health.Where(h => request.Sections is not { Count: > 0 } sections || sections.Contains(h.Section)).ToList();
        var checks = await ChecksAsync(definitions, jobs, cancellationToken);
        return Report(checks, services.Time.GetElapsedTime(started));
    }

    async Task<IReadOnlyList<HealthCheck>> ChecksAsync(List<HealthDefinition> definitions, JobNames jobs, CancellationToken cancellationToken)
    {
        const string activity = "Health";
        var done = 0;
        var checks = await Bounded.SelectAsync(definitions, Parallel, async (definition, token) =>
        {
            var check = HealthVerdict.Judge(definition, await MeasureAsync(definition, jobs, token));
            var percent = 100 * Interlocked.Increment(ref done) / definitions.Count;
            await services.Observer.ProgressAsync(new ErosProgress(activity, definition.Title, percent), token);
            return check;
        }, cancellationToken);
        await services.Observer.ProgressAsync(new ErosProgress(activity, "done", 100, Completed: true), cancellationToken);
        return checks;
    }

    async Task<HealthMeasurement> MeasureAsync(HealthDefinition definition, JobNames jobs, CancellationToken cancellationToken)
    {
        try
        {
            var script = await services.Catalogue.ScriptAsync(definition.File, cancellationToken);
            var answer = await services.Warehouse.QueryAsync(jobs.Next($"health-{definition.Section}-{definition.Id}"), script.For(services.Target), QueryTypes.Reporting, cancellationToken);
            return answer.Rows.Count == 1 ? Read(answer.Rows[0]) : HealthMeasurement.Unreadable($"it answered {answer.Rows.Count} rows instead of one");
        }
        catch (ErosException e) when (e.Code is not (ErosErrorCode.CredentialsMissing or ErosErrorCode.CloudUnreachable))
        {
            return HealthMeasurement.Unreadable(e.What);
        }
    }

    static HealthMeasurement Read(QueryRow row) =>
        new(Value(row), row.Find<long>("sample_size"), row.Find<DateTimeOffset>("measured_at"), row.Text("detail"));

    /// <summary>A measurement may be of any numeric type.</summary>
    static double? Value(QueryRow row) => row["value"] switch
    {
        long whole => whole,
        decimal exact => (double)exact,
        _ => row.Find<double>("value"),
    };

    HealthReport Report(IReadOnlyList<HealthCheck> checks, TimeSpan duration)
    {
        var rules = services.Catalogue.Catalogue.Score;
        var components = HealthScore.Components(rules, checks);
        var score = HealthScore.Score(components);
        return new HealthReport
        {
            Target = services.Target.ToString(),
            MeasuredAt = services.Time.GetUtcNow(),
            Score = score,
            Grade = HealthScore.Grade(rules, score, components),
            Status = HealthScore.Worst(components.Select(c => c.Status)),
            Components = components,
            Checks = checks,
            Duration = duration,
        };
    }
}
