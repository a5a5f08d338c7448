using System.Globalization;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Watches;

/// <summary>Looks at the health after a phase: at once, on schedule, and at the end of its time, until a trigger fires. One that an earlier process began goes on
/// for what is left of its time.</summary>
/// <param name="baseline">The health before the deployment.</param>
sealed class PhaseWatcher(ErosServices services, LeasedRun leased, HealthReport baseline)
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(15);

    readonly WatchDefinition _rules = services.Catalogue.Catalogue.Watch;

    public async Task<PhaseWatch> WatchAsync(string phase, TimeSpan soak, CancellationToken cancellationToken)
    {
        var watch = await BeginAsync(phase, soak, cancellationToken);
        var evaluations = watch.Evaluations.ToList();
        try
        {
            while (evaluations.LastOrDefault()?.Fired.Any() != true)
            {
                evaluations.Add(await EvaluateAsync(phase, cancellationToken));
                if (services.Time.GetUtcNow() >= watch.Until || evaluations[^1].Fired.Any())
                    break;
                await WaitAsync(phase, watch, evaluations[^1], cancellationToken);
            }
        }
        finally
        {
            await services.Observer.ProgressAsync(new ErosProgress(Activity(phase), "done", 100, Completed: true), CancellationToken.None);
        }
        return await EndAsync(phase, watch, evaluations);
    }

    /// <summary>It was asked not to be watched: this is recorded with who asked, and is not the same as passed.</summary>
    public static async Task<PhaseWatch> SkipAsync(ErosServices services, LeasedRun leased, string phase, TimeSpan soak, CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        var skipped = new PhaseWatch { Phase = phase, Outcome = WatchOutcome.Skipped, SoakTime = soak, StartedAt = now, EndedAt = now, Evaluations = [], Detail = $"skipped as asked by {Worker.Current().Owner}" };
        await leased.Journal.WriteAsync(JournalEvent.WatchEnded, cancellationToken, e => e with { Phase = phase, Watch = skipped });
        return skipped;
    }

    static string Activity(string phase) => $"Watch over {phase}";

    async Task<WatchPast> BeginAsync(string phase, TimeSpan soak, CancellationToken cancellationToken)
    {
        if (leased.Past.Watch(phase) is { } earlier)
            return earlier;
        var begun = new WatchPast(services.Time.GetUtcNow(), services.Time.GetUtcNow() + soak, [], null);
        await leased.Journal.WriteAsync(JournalEvent.WatchBegun, cancellationToken, e => e with { Phase = phase, Until = begun.Until });
        return begun;
    }

    async Task<WatchEvaluation> EvaluateAsync(string phase, CancellationToken cancellationToken)
    {
        var evaluation = await MeasureAsync(cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.WatchEvaluated, cancellationToken, e => e with { Phase = phase, Evaluation = evaluation });
        await services.Observer.VerboseAsync($"Watch over {phase}: score {Score(evaluation)}; {string.Join(", ", evaluation.Triggers)}", cancellationToken);
        return evaluation;
    }

    async Task<WatchEvaluation> MeasureAsync(CancellationToken cancellationToken)
    {
        var at = services.Time.GetUtcNow();
        try
        {
            var report = await new HealthService(services).MeasureAsync(new HealthRequest(), cancellationToken);
            return new WatchEvaluation { At = at, Score = report.Score, Triggers = TriggerRule.Judge(_rules.Triggers, baseline, report) };
        }
        catch (ErosException e)
        {
            return new WatchEvaluation { At = at, Triggers = TriggerRule.Unreadable(_rules.Triggers, e.What) };
        }
    }

    async Task WaitAsync(string phase, WatchPast watch, WatchEvaluation last, CancellationToken cancellationToken)
    {
        var due = WatchSchedule.Next(watch.StartedAt, watch.Until, _rules.Interval, services.Time.GetUtcNow());
        for (var now = services.Time.GetUtcNow(); now < due; now = services.Time.GetUtcNow())
        {
            var percent = (int)(100 * (now - watch.StartedAt) / (watch.Until - watch.StartedAt));
            await services.Observer.ProgressAsync(new ErosProgress(Activity(phase), $"{WatchSchedule.Minutes(watch.Until - now)} left; score {Score(last)} at {last.At:HH:mm}Z", percent), cancellationToken);
            await Task.Delay(due - now < ProgressInterval ? due - now : ProgressInterval, services.Time, cancellationToken);
        }
    }

    async Task<PhaseWatch> EndAsync(string phase, WatchPast watch, IReadOnlyList<WatchEvaluation> evaluations)
    {
        var ended = WatchVerdict.Of(phase, watch.StartedAt, watch.Until - watch.StartedAt, services.Time.GetUtcNow(), evaluations);
        await leased.Journal.WriteAsync(JournalEvent.WatchEnded, CancellationToken.None, e => e with { Phase = phase, Watch = ended });
        if (ended.Outcome == WatchOutcome.Unknown)
            await services.Observer.WarningAsync($"The watch over {phase} could judge nothing: {ended.Detail}. It has not passed.", CancellationToken.None);
        return ended;
    }

    static string Score(WatchEvaluation evaluation) => evaluation.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score:0.#}") : "unknown";
}

/// <summary>When a watch looks next. Pure.</summary>
static class WatchSchedule
{
    /// <summary>The next multiple of the interval since the beginning, at the latest the end.</summary>
    public static DateTimeOffset Next(DateTimeOffset startedAt, DateTimeOffset until, TimeSpan interval, DateTimeOffset now)
    {
        var passed = Math.Floor((now - startedAt) / interval);
        var next = startedAt + interval * (passed + 1);
        return next < until ? next : until;
    }

    /// <summary>Whole minutes, rounded up: <c>1 h 05 min</c>.</summary>
    public static string Minutes(TimeSpan left)
    {
        var minutes = (int)Math.Ceiling(left.TotalMinutes);
        return minutes < 60 ? $"{minutes} min" : $"{minutes / 60} h {minutes % 60:00} min";
    }
}

/// <summary>From evaluations to the outcome of a watch. Pure.</summary>
static class WatchVerdict
{
    public static PhaseWatch Of(string phase, DateTimeOffset startedAt, TimeSpan soak, DateTimeOffset endedAt, IReadOnlyList<WatchEvaluation> evaluations)
    {
        var fired = evaluations.SelectMany(e => e.Triggers).Where(t => t.Status == CheckStatus.Fail).ToList();
        var judged = evaluations.SelectMany(e => e.Triggers).Where(t => t.Status == CheckStatus.Pass).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var never = evaluations.SelectMany(e => e.Triggers).Where(t => !judged.Contains(t.Id)).GroupBy(t => t.Id).Select(g => $"{g.Key} ({g.Last().Detail})").ToList();
        return new PhaseWatch
        {
            Phase = phase,
            Outcome = fired.Count > 0 ? WatchOutcome.Fired : judged.Count > 0 ? WatchOutcome.Passed : WatchOutcome.Unknown,
            SoakTime = soak,
            StartedAt = startedAt,
            EndedAt = endedAt,
            Evaluations = evaluations,
            Detail = fired.Count > 0 ? string.Join("; ", fired.Select(Describe)) : evaluations.All(e => e.Triggers.Count == 0) ? "eros.json names no triggers" : never.Count == 0 ? "every trigger was judged" : $"never judged: {string.Join("; ", never)}",
        };
    }

    /// <summary>Trigger, value, threshold.</summary>
    public static string Describe(TriggerReading fired) => $"{fired.Id} ({fired.Title}): {fired.Detail ?? fired.Value?.ToString("G6", CultureInfo.InvariantCulture)} (fires when: {fired.Threshold})";
}
