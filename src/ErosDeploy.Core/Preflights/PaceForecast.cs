using System.Globalization;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Preflights;

/// <summary>How long the steps of a plan will wait for the service's limit of updates per table. Pure.</summary>
static class PaceForecast
{
    public static PreflightCheck Of(IReadOnlyList<ScriptedStep> toRun)
    {
        var updates = toRun.Select(s => (Step: s, Updates: StepUpdates.Of(s))).ToList();
        var hasty = updates.SelectMany(s => s.Updates.Metadata.Where(u => u.Value > PaceRule.Updates).Select(u => $"{s.Step.Definition.File} updates {u.Key} {u.Value} times")).ToList();
        var wait = Wait(updates.Select(u => u.Updates));
        var all = updates.SelectMany(u => u.Updates.Metadata).ToList();
        var count = $"{all.Sum(u => u.Value)} metadata updates of {all.Select(u => u.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count()} tables and views";
        var limit = string.Create(CultureInfo.InvariantCulture, $"{PaceRule.Updates} of one name in {PaceRule.Window.TotalSeconds:0} s are allowed");
        return new PreflightCheck
        {
            Id = "pacing",
            Title = "Updates of tables keep within the quota",
            Status = hasty.Count > 0 ? CheckStatus.Warn : CheckStatus.Pass,
            Detail = string.Create(CultureInfo.InvariantCulture, $"{count}; {limit}; the steps will wait {wait.TotalSeconds:0} s{(hasty.Count == 0 ? "" : $". The service counts inside scripts too: {string.Join("; ", hasty)}")}."),
            Next = hasty.Count == 0 ? "" : "Change the table in fewer statements, or in several steps: those are paced.",
        };
    }

    /// <summary>If the statements themselves took no time.</summary>
    internal static TimeSpan Wait(IEnumerable<TableUpdates> steps)
    {
        var start = DateTimeOffset.UnixEpoch;
        var now = start;
        var past = new Dictionary<string, List<DateTimeOffset>>(StringComparer.OrdinalIgnoreCase);
        List<DateTimeOffset> Of(string table) => past.TryGetValue(table, out var times) ? times : past[table] = [];
        foreach (var step in steps)
        {
            now = step.Metadata.Select(u => PaceRule.Earliest(Of(u.Key), u.Value, now)).Append(now).Max();
            foreach (var (table, count) in step.Metadata.Concat(step.Rows))
                PaceRule.Add(Of(table), count, now);
        }
        return now - start;
    }
}
