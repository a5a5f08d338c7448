using System.Collections.Immutable;

namespace ErosDeploy.Core.Phases;

sealed record AppliedStep(string Checksum, DateTimeOffset At, string By, IReadOnlyList<string> Tables);

/// <summary>Which steps are in force, folded from the history. Pure.</summary>
sealed class AppliedState
{
    readonly ImmutableDictionary<string, AppliedStep> _steps;

    AppliedState(ImmutableDictionary<string, AppliedStep> steps) => _steps = steps;

    public static string Key(string phase, string step) => $"{phase}/{step}";

    public AppliedStep? Find(string phase, string step) => _steps.GetValueOrDefault(Key(phase, step));

    public static AppliedState Of(IReadOnlyList<HistoryEntry> entries)
    {
        var after = new List<ImmutableDictionary<string, AppliedStep>>(entries.Count + 1) { ImmutableDictionary<string, AppliedStep>.Empty };
        foreach (var entry in entries)
            after.Add(Next(after, entry));
        return new AppliedState(after[^1]);
    }

    static ImmutableDictionary<string, AppliedStep> Next(List<ImmutableDictionary<string, AppliedStep>> after, HistoryEntry entry)
    {
        var now = after[^1];
        return entry.Event switch
        {
            HistoryEvent.Applied => now.SetItem(Key(entry), new AppliedStep(entry.Checksum ?? "", entry.At, entry.By, entry.Tables ?? [])),
            HistoryEvent.Reverted => Reverted(now, Then(after, entry), Key(entry)),
            HistoryEvent.Restored => Then(after, entry),
            HistoryEvent.TablesRestored => WithTables(now, Then(after, entry), (entry.Tables ?? []).ToHashSet(StringComparer.Ordinal)),
            HistoryEvent.Broken => now.Remove(Key(entry)),
            _ => now,
        };
    }

    static ImmutableDictionary<string, AppliedStep> Reverted(
        ImmutableDictionary<string, AppliedStep> now, ImmutableDictionary<string, AppliedStep> then, string key) =>
        then.TryGetValue(key, out var earlier) ? now.SetItem(key, earlier) : now.Remove(key);

    static ImmutableDictionary<string, AppliedStep> WithTables(
        ImmutableDictionary<string, AppliedStep> now, ImmutableDictionary<string, AppliedStep> then, IReadOnlySet<string> tables)
    {
        bool Concerned(KeyValuePair<string, AppliedStep> step) => step.Value.Tables.Any(tables.Contains);
        return now.RemoveRange(now.Where(Concerned).Select(s => s.Key)).SetItems(then.Where(Concerned));
    }

    static ImmutableDictionary<string, AppliedStep> Then(List<ImmutableDictionary<string, AppliedStep>> after, HistoryEntry entry) =>
        after[Math.Clamp(entry.Length ?? 0, 0, after.Count - 1)];

    static string Key(HistoryEntry entry) => Key(entry.Phase ?? "", entry.Step ?? "");
}
