using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Watches;

/// <summary>What a run's journal tells of its watches. Pure.</summary>
/// <param name="Ended">Null while it goes on.</param>
sealed record WatchPast(DateTimeOffset StartedAt, DateTimeOffset Until, IReadOnlyList<WatchEvaluation> Evaluations, PhaseWatch? Ended)
{
    /// <summary>Null when the watch over the phase was never begun nor skipped.</summary>
    public static WatchPast? Of(IEnumerable<JournalEntry> ofPhase)
    {
        var entries = ofPhase.ToList();
        var ended = entries.LastOrDefault(e => e.Event == JournalEvent.WatchEnded)?.Watch;
        return entries.FirstOrDefault(e => e.Event == JournalEvent.WatchBegun) is { Until: { } until } begun
            ? new WatchPast(begun.At, until, entries.Select(e => e.Evaluation).OfType<WatchEvaluation>().ToList(), ended)
            : ended is null ? null : new WatchPast(ended.StartedAt, ended.EndedAt, [], ended);
    }
}
