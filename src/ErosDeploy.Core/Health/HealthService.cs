using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.Http;
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
        var checks = await AllAsync(definitions, jobs, cancellationToken);
        return Report(checks, services.Time.GetElapsedTime(started));
    }

    async Task<IReadOnlyList<HealthCheck>> AllAsync(List<HealthDefinition> definitions, JobNames jobs, CancellationToken cancellationToken)
    {
        const string activity = "Health";
        var done = 0;
        var files = definitions.GroupBy(d => d.File).ToList();
        var checks = await Bounded.SelectAsync(files, Parallel, async (file, token) =>
        {
            var judged = await ChecksAsync(file.ToList(), jobs, token);
            var percent = 100 * Interlocked.Add(ref done, judged.Count) / definitions.Count;
            await services.Observer.ProgressAsync(new ErosProgress(activity, judged[^1].Title, percent), token);
            return judged;
        }, cancellationToken);
        await services.Observer.ProgressAsync(new ErosProgress(activity, "done", 100, Completed: true), cancellationToken);
        return checks.SelectMany(c => c).OrderBy(c => definitions.FindIndex(d => d.Section == c.Section && d.Id == c.Id)).ToList();
    }

    /// <summary>Checks that share a file, which is read once for all of them.</summary>
    async Task<IReadOnlyList<HealthCheck>> ChecksAsync(List<HealthDefinition> sharing, JobNames jobs, CancellationToken cancellationToken)
    {
        try
        {
            var script = await services.Catalogue.ScriptAsync(sharing[0].File, cancellationToken);
            var job = jobs.Next($"health-{sharing[0].Section}-{sharing[0].Id}");
            var sql = script.For(services.Target);
            var prices = PriceParameters.Of(services.Catalogue.Catalogue.Prices, sql);
            var answer = await services.Warehouse.QueryAsync(job, sql, QueryTypes.Probe, prices, cancellationToken);
            return sharing.Select(d => HealthVerdict.Judge(d, HealthMeasurement.Of(d.Id, answer.Rows))).ToList();
        }
        catch (ErosException e) when (!CloudErrors.IsOutage(e))
        {
            return sharing.Select(d => HealthVerdict.Judge(d, HealthMeasurement.Unreadable(e.What))).ToList();
        }
    }

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
