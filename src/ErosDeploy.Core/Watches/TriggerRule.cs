using System.Globalization;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Watches;

/// <summary>Which triggers fire by the health of now and that from before the deployment. What cannot be known is Unknown: it fires nothing, and is told. Pure.</summary>
static class TriggerRule
{
    /// <summary>Beyond this a decimal would overflow; no check comes near it.</summary>
    const double Largest = 1e20;

    public static IReadOnlyList<TriggerReading> Judge(IReadOnlyList<TriggerDefinition> triggers, HealthReport baseline, HealthReport now) => triggers.Select(trigger =>
        trigger.Comparison == TriggerComparison.NewFailure ? NewFailure(trigger, baseline, now) : OfOne(trigger, Watched(trigger, baseline).FirstOrDefault(), Watched(trigger, now).FirstOrDefault())).ToList();

    /// <summary>An evaluation whose health could not be measured.</summary>
    public static IReadOnlyList<TriggerReading> Unreadable(IReadOnlyList<TriggerDefinition> triggers, string why) =>
        triggers.Select(t => Reading(t, CheckStatus.Unknown) with { Detail = why }).ToList();

    /// <summary>A check that was Unknown before was not failing, as far as anyone knows: the harm of now is a fact.</summary>
    static TriggerReading NewFailure(TriggerDefinition trigger, HealthReport baseline, HealthReport now)
    {
        var watched = Watched(trigger, now).ToList();
        var failing = watched.Select(c => (Check: c, Before: Before(c, baseline))).Where(c => c.Check.Status == CheckStatus.Fail && c.Before?.Status != CheckStatus.Fail).ToList();
        var unread = watched.Where(c => c.Status == CheckStatus.Unknown).ToList();
        return failing.Count > 0
            ? Reading(trigger, CheckStatus.Fail) with { Value = failing[0].Check.Value, Before = failing[0].Before?.Value, Detail = string.Join("; ", failing.Select(f => Failure(f.Check, f.Before))) }
            : watched.Count == 0 ? Reading(trigger, CheckStatus.Unknown) with { Detail = "no check measures it" }
            : unread.Count > 0 ? Reading(trigger, CheckStatus.Unknown) with { Detail = $"not read: {string.Join("; ", unread.Select(c => $"{c.Section}/{c.Id} ({c.Detail})"))}" }
            : Reading(trigger, CheckStatus.Pass);
    }

    static TriggerReading OfOne(TriggerDefinition trigger, HealthCheck? before, HealthCheck? now)
    {
        var reading = Reading(trigger, CheckStatus.Unknown) with { Value = Known(now), Before = Known(before) };
        var isChange = trigger.Comparison == TriggerComparison.Increase;
        if (reading.Value is not { } value)
            return reading with { Detail = now?.Detail ?? "it was not measured" };
        if (isChange && reading.Before is not > 0)
            return reading with { Detail = reading.Before is null ? $"before the deployment: {before?.Detail ?? "it was not measured"}" : "it was 0 before the deployment: no share can be told" };
        var threshold = trigger.Threshold!.Value;
        var exceeds = isChange ? Exceeds(value, reading.Before!.Value, 1 + (decimal)threshold) : Exceeds(value, threshold, 1);
        return reading with { Status = exceeds ? CheckStatus.Fail : CheckStatus.Pass, Detail = isChange ? Change(value, reading.Before!.Value) : now!.Detail };
    }

    /// <summary>Exact at the edge as written in decimals: 0.0125 is not more than 0.01 by more than 25 %.</summary>
    static bool Exceeds(double value, double limit, decimal times) => Math.Abs(value) < Largest && Math.Abs(limit) < Largest
        ? (decimal)value > (decimal)limit * times
        : value > limit * (double)times;

    static double? Known(HealthCheck? check) => check is null or { Status: CheckStatus.Unknown } || check.Value is not { } value || double.IsNaN(value) ? null : value;

    static IEnumerable<HealthCheck> Watched(TriggerDefinition trigger, HealthReport report) => report.Checks.Where(c => trigger.LooksAt(c.Section, c.Id, c.Component));

    static HealthCheck? Before(HealthCheck check, HealthReport baseline) => baseline.Checks.FirstOrDefault(b => b.Section == check.Section && b.Id == check.Id);

    static string Failure(HealthCheck check, HealthCheck? before) => string.Create(
        CultureInfo.InvariantCulture, $"{check.Section}/{check.Id} ({check.Title}) is {check.Value:G6}, {check.Threshold}; before the deployment {(before is null ? "it was not measured" : $"{before.Status}{(before.Value is { } v ? $" at {v.ToString("G6", CultureInfo.InvariantCulture)}" : "")}")}");

    static string Change(double value, double before) => string.Create(CultureInfo.InvariantCulture, $"{value:G6}, {before:G6} before the deployment: {100 * (value - before) / before:+0.#;-0.#;0} %");

    static TriggerReading Reading(TriggerDefinition trigger, CheckStatus status) => new()
    {
        Id = trigger.Id,
        Title = trigger.Title,
        Status = status,
        Threshold = trigger.Comparison switch
        {
            TriggerComparison.NewFailure => "a check fails that did not before",
            TriggerComparison.Above => string.Create(CultureInfo.InvariantCulture, $"> {trigger.Threshold}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"> {100 * (decimal)trigger.Threshold!.Value:0.####} % more than before"),
        },
    };
}
