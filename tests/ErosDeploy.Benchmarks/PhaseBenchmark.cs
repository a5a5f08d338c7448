using ErosDeploy.Core;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.TestKit;

namespace ErosDeploy.Benchmarks;

/// <summary>
/// To find that there is nothing to do: for 500 applied scripts through REST, as a plan and as a run that is planned, agreed to and done, and for a history of
/// 29,000 entries. Two seconds and ten seconds are asked for; ManyStepsTests counts the calls.
/// </summary>
internal static class PhaseBenchmark
{
    const int Steps = 500;
    const int Entries = 29_000;
    const int Rounds = 7;

    static readonly ErosTarget Target = new("bench-project", "bench", "bench-bucket", "US");

    public static IEnumerable<Comparison> Run()
    {
        using var steps = new ManySteps(Steps);
        using var sandbox = new SandboxFixture();
        using var connection = new CloudConnection(sandbox.Handler);
        var catalogue = CatalogueFolder.OpenAsync(steps.Folder, CancellationToken.None).GetAwaiter().GetResult();
        ErosServices Services() => new(Target, new BigQueryClient(connection, Target.Project), new StorageClient(connection), catalogue, SilentObserver.Instance, TimeProvider.System);
        Prepare(Services(), steps);
        yield return Comparison.Measure("plan 500 applied scripts", 20, Rounds, () => Plan(Services()), Calibration.TenthOfASecond);
        yield return Comparison.Measure("run 500 applied scripts", 20, Rounds, () => Invoke(Services()), Calibration.TenthOfASecond);
        var history = History();
        yield return Comparison.Measure("plan from 29,000 entries", 100, Rounds, () => Plan(catalogue, history), Calibration.TenthOfASecond);
    }

    static void Prepare(ErosServices services, ManySteps steps)
    {
        new BaselineService(services).InstallAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        services.Warehouse.QueryAsync("bench_all_1", steps.Script(Target.Project, Target.Dataset), QueryTypes.Reporting, CancellationToken.None).GetAwaiter().GetResult();
        new PhaseAdoption(services).RunAsync("many", CancellationToken.None).GetAwaiter().GetResult();
    }

    static void Plan(ErosServices services)
    {
        var plan = new PhaseService(services).PlanAsync(new PhaseRequest("many"), CancellationToken.None).GetAwaiter().GetResult();
        if (plan.StepsToRun != 0)
            throw new InvalidOperationException($"{plan.StepsToRun} steps would run.");
    }

    static void Invoke(ErosServices services)
    {
        var (phases, request) = (new PhaseService(services), new PhaseRequest("many"));
        var plan = phases.PlanAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        var result = phases.RunAsync(request, plan, CancellationToken.None).GetAwaiter().GetResult();
        if (result is not { EndState: EndState.Succeeded, StepsRun: 0, Tests.Count: 0 })
            throw new InvalidOperationException($"{result.EndState}, {result.StepsRun} steps, {result.Tests.Count} tests.");
    }

    static string History() => string.Concat(Enumerable.Range(0, Entries).Select(i => HistoryText.Line(new HistoryEntry
    {
        At = DateTimeOffset.UnixEpoch.AddMinutes(i),
        Run = $"20260131T020500-{i / Steps:x6}",
        Event = i % 7 == 6 ? HistoryEvent.Undone : HistoryEvent.Applied,
        By = "someone@somewhere",
        Phase = "many",
        Step = $"s{i % Steps}",
        Checksum = $"sha256:{i:x64}",
        Tables = [],
        Definitions = new Dictionary<string, string> { [$"routine/f{i % Steps}"] = $"sha256:{i:x64}" },
    })));

    static void Plan(CatalogueFolder catalogue, string history)
    {
        var phase = catalogue.Phase("many");
        var scripts = phase.Steps.Select(s => new ScriptedStep(s, new ScriptText(s.File, "", "sha256:1"), 1)).ToList();
        var plan = PhasePlanner.Plan(new PhaseFacts
        {
            Target = Target.ToString(),
            Phase = phase,
            Steps = scripts,
            Applied = AppliedState.Of(HistoryText.Parse(history, "gs://bench/history")),
            Tables = new HashSet<string>(),
            Routines = new HashSet<string>(),
            SchemaDifferences = [],
        });
        GC.KeepAlive(plan);
    }
}
