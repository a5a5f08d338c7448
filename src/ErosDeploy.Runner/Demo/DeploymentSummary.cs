using System.Globalization;
using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>A deployment on one screen: stages with timings, tests, health, and where everything is.</summary>
internal static class DeploymentSummary
{
    public static void Write(IAnsiConsole console, DeploymentResult result, string folder)
    {
        console.Write(Stages(result));
        foreach (var phase in result.Phases)
            WriteFailures(console, phase);
        if (result.Phases.SelectMany(phase => phase.Benchmarks).ToList() is { Count: > 0 } benchmarks)
            console.Write(Measured(benchmarks, result.Phases.SelectMany(phase => phase.Gates).ToList()));
        if (result.Health is { } health)
            console.Write(Components(health));
        console.MarkupLineInterpolated($"Deployment {result.RunId}: {result.EndState} in {Seconds(result.Duration)} on {result.Target} in {Path.GetFullPath(folder)}");
        if (result.Backup is { } backup)
            console.MarkupLineInterpolated($"Backup {backup.Id}: {backup.Tables.Count} tables, {backup.Rows:N0} rows, in {backup.Uri}. To get back to it:");
        console.MarkupLineInterpolated($"  eros -Command \"Restore-ErosBackup -Sandbox {folder} -Backup latest -Confirm:\\$false\"");
    }

    static Table Stages(DeploymentResult result)
    {
        var table = new Table().RoundedBorder().Title("Deployment")
            .AddColumns("Stage", "Outcome", "Steps", "Tests", "Time", "What happened");
        foreach (var stage in result.Stages)
        {
            var phase = result.Phases.FirstOrDefault(phase => phase.Phase == stage.Name);
            table.AddRow(
                Text(stage.Name), Text(stage.EndState?.ToString() ?? "-"), Text(Steps(phase)), Text(Tests(phase)), Text(Seconds(stage.Duration)), Text(stage.Summary));
        }

        return table;
    }

    static Table Measured(IReadOnlyList<BenchmarkResult> benchmarks, IReadOnlyList<GateResult> gates)
    {
        var table = new Table().RoundedBorder().Title("Measured in turns: before and after").AddColumns("What", "Before", "After", "Change", "95 %", "Verdict");
        foreach (var one in benchmarks)
            table.AddRow(Text(one.Title), Text(Milliseconds(one.Before?.Median)), Text(Milliseconds(one.After.Median)), Text(Change(one.Change)), Text(Interval(one.ChangeFrom, one.ChangeTo)), Text(one.Verdict.ToString()));
        foreach (var gate in gates)
            table.AddRow(Text($"gate {gate.Kind}: {gate.Threshold}"), Text(""), Text(""), Text(Change(gate.Change)), Text(Interval(gate.ChangeFrom, gate.ChangeTo)), Text($"{gate.Status}, {gate.Verdict}"));
        return table;
    }

    static string Milliseconds(TimeSpan? time) => time is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms") : "";

    static string Change(double? share) => share?.ToString("+0.0%;-0.0%;0%", CultureInfo.InvariantCulture) ?? "";

    static string Interval(double? from, double? to) => from is null || to is null ? "" : $"{Change(from)} to {Change(to)}";

    static Table Components(HealthReport health)
    {
        var table = new Table().RoundedBorder()
            .Title(string.Create(CultureInfo.InvariantCulture, $"Health {health.Score:0.#} of 100: {health.Grade}"))
            .AddColumns("Component", "Status", "Points", "Checks", "Reason");
        foreach (var part in health.Components)
        {
            table.AddRow(
                Text(part.Name.ToString()), Text(part.Status.ToString()),
                Text(string.Create(CultureInfo.InvariantCulture, $"{part.Points:0.#} / {part.MaxPoints:0.#}")), Text(part.Checks.ToString(CultureInfo.InvariantCulture)),
                Text(part.Reason ?? ""));
        }

        return table;
    }

    static void WriteFailures(IAnsiConsole console, PhaseResult phase)
    {
        foreach (var test in phase.Tests.Where(test => test.Status != CheckStatus.Pass))
            console.MarkupLineInterpolated($"{phase.Phase}: test {test.Id} {test.Status}: {test.Error ?? FirstFailure(test)}");
    }

    static string FirstFailure(PhaseTestResult test) =>
        test.Checks.FirstOrDefault(check => !check.Passed) is { } check ? $"{check.Name}: expected {check.Expected}, got {check.Actual}" : "";

    static string Steps(PhaseResult? phase) => phase is null ? "" : $"{phase.StepsRun} run, {phase.StepsSkipped} unchanged";

    static string Tests(PhaseResult? phase) => phase is null ? "" : $"{phase.TestsPassed} of {phase.Tests.Count}";

    static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    static Text Text(string text) => new(text);
}
