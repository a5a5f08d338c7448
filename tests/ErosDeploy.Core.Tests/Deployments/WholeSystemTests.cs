using System.Diagnostics;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Deployments;

/// <summary>The catalogue that ships, with its sample at the real size: deploy everything, again, and restore.</summary>
public sealed class WholeSystemTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_system_is_deployed_twice_and_restored()
    {
        using var sandbox = new SandboxServices();
        var services = sandbox.Services(await CatalogueFolder.OpenAsync(RepositoryFolder.Sql, Token));
        var clock = Stopwatch.StartNew();
        void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s {what}");
        await new BaselineService(services).InstallAsync(sampleScale: 1, Token);
        Say("installed");
        var before = await StateAsync(services);
        Say("state read");

        var first = await new DeploymentService(services).RunAsync(new DeploymentRequest(SoakTime: TimeSpan.Zero), Token);
        foreach (var stage in first.Stages)
            Say($"{stage.Name} {stage.EndState} {stage.Duration.TotalSeconds:0.0} s {stage.Summary}");
        foreach (var phase in first.Phases)
        {
            foreach (var step in phase.Steps.Where(s => s.Duration.TotalSeconds > 0.5))
                Say($"  step {step.Id} {step.Outcome} {step.Duration.TotalSeconds:0.0} s");
            foreach (var test in phase.Tests.Where(t => t.Duration.TotalSeconds > 0.5 || t.Status != CheckStatus.Pass))
                Say($"  test {test.Id} {test.Status} {test.Duration.TotalSeconds:0.0} s {test.Error} {string.Join("; ", test.Checks.Where(c => !c.Passed))}");
            foreach (var undo in phase.Undo)
                Say($"  undo {undo}");
        }
        foreach (var check in first.Health?.Checks ?? [])
            Say($"  {check.Section}/{check.Id} {check.Status} {check.Value} {check.Detail}");
        Assert.True(first.EndState == EndState.Succeeded, first.Error);
        var second = await new DeploymentService(services).RunAsync(new DeploymentRequest(SoakTime: TimeSpan.Zero), Token);
        Say($"second: {string.Join("; ", second.Stages.Select(s => $"{s.Name} {s.Duration.TotalSeconds:0.0} s {s.Summary}"))}");
        Assert.Equal(EndState.Succeeded, second.EndState);
        await AssertLoggedAsync(services, second.RunId);

        var restored = await new RestoreService(services).RunAsync(new RestoreRequest(first.Backup!.Id), null, Token);
        Say($"restored in {restored.Duration.TotalSeconds:0.0} s");
        Assert.True(restored.EndState == EndState.Succeeded, string.Join("\n", restored.Notes.Append(restored.Error)));
        Assert.Equal(before, await StateAsync(services));
    }

    /// <summary>The module's own queries are in query_performance_log, once each.</summary>
    static async Task AssertLoggedAsync(ErosServices services, string run)
    {
        var rows = (await services.Warehouse.QueryAsync(
            JobNames.ForReading("log").Next("read"),
            $"SELECT query_id, COUNT(*) AS times, LOGICAL_AND(success = (error_reason IS NULL)) AS is_true FROM {services.Target.QuotedTable("query_performance_log")} GROUP BY query_id",
            QueryTypes.Reporting, Token)).Rows;

        Assert.Contains(rows, r => r.Text("query_id")!.StartsWith($"eros_{run}", StringComparison.Ordinal));
        Assert.Empty(rows.Where(r => r.Get<long>("times") != 1 || !r.Get<bool>("is_true")).Select(r => r.Text("query_id")));
    }

    static async Task<IReadOnlyList<string>> StateAsync(ErosServices services)
    {
        var jobs = JobNames.ForReading("state");
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(jobs, Token);
        var lines = live.Objects.Select(o => $"{o.Kind} {o.Name}: {o.Ddl}").ToList();
        foreach (var table in live.Tables)
            lines.Add($"{table.Name}: {await new DigestReader(services.Warehouse, jobs).ReadAsync("digest", services.Target.QuotedTable(table.Name), table.ColumnNames, Token)} {table.Layout}");
        return lines.Order(StringComparer.Ordinal).ToList();
    }
}
