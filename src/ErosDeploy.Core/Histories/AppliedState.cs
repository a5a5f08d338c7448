using System.Collections.Immutable;

namespace ErosDeploy.Core.Histories;

/// <param name="Objects">Its objects whose definitions were kept when it was applied; null: none were looked for.</param>
sealed record AppliedStep(string Checksum, DateTimeOffset At, string By, IReadOnlyList<string> Tables, IReadOnlyList<string>? Objects, bool IsAdopted)
{
    public bool IsRecorded => Objects is not null;
}

/// <summary>Which steps are in force, and what they left behind, folded from the history. Pure.</summary>
sealed class AppliedState
{
    /// <summary>What holds after an entry; entries share all that they do not change.</summary>
    sealed record Moment(ImmutableDictionary<string, AppliedStep> Steps, ImmutableDictionary<string, string> Definitions)
    {
        public static Moment Empty { get; } = new(ImmutableDictionary<string, AppliedStep>.Empty, ImmutableDictionary<string, string>.Empty);
    }

    readonly Moment _now;

    AppliedState(Moment now) => _now = now;

    public static string Key(string phase, string step) => $"{phase}/{step}";

    public AppliedStep? Find(string phase, string step) => _now.Steps.GetValueOrDefault(Key(phase, step));

    /// <summary>The digest of an object's definition as the last step left it that names it; see <see cref="DefinitionDigest"/>.</summary>
    public string? Definition(string key) => _now.Definitions.GetValueOrDefault(key);

    public bool HasDefinitions => _now.Definitions.Count > 0;

    public static AppliedState Of(IReadOnlyList<HistoryEntry> entries)
    {
        var after = new List<Moment>(entries.Count + 1) { Moment.Empty };
        var beforeBroken = new Dictionary<(string Run, string Key), Moment>();
        foreach (var entry in entries)
        {
            if (entry.Event == HistoryEvent.Broken)
                beforeBroken.TryAdd((entry.Run, Key(entry)), after[^1]);
            after.Add(Next(after, entry, beforeBroken.GetValueOrDefault((entry.Run, Key(entry)))));
        }
        return new AppliedState(after[^1]);
    }

    /// <param name="beforeBroken">What held before the same run broke the same step, if it did: it may take it back later.</param>
    static Moment Next(List<Moment> after, HistoryEntry entry, Moment? beforeBroken)
    {
        var now = after[^1];
        return entry.Event switch
        {
            HistoryEvent.Applied or HistoryEvent.Adopted => Applied(now, entry),
            HistoryEvent.Reverted => Reverted(now, Then(after, entry), Key(entry)),
            HistoryEvent.Restored => Then(after, entry),
            HistoryEvent.TablesRestored => WithTables(now, Then(after, entry), (entry.Tables ?? []).ToHashSet(StringComparer.Ordinal)),
            HistoryEvent.Broken => now with { Steps = now.Steps.Remove(Key(entry)) },
            HistoryEvent.Undone when beforeBroken?.Steps.GetValueOrDefault(Key(entry)) is { } step => now with { Steps = now.Steps.SetItem(Key(entry), step) },
            _ => now,
        };
    }

    /// <summary>The step, and the objects it left behind, are as they were then.</summary>
    static Moment Reverted(Moment now, Moment then, string key)
    {
        var objects = now.Steps.GetValueOrDefault(key)?.Objects ?? [];
        return new Moment(
            then.Steps.TryGetValue(key, out var earlier) ? now.Steps.SetItem(key, earlier) : now.Steps.Remove(key),
            now.Definitions.RemoveRange(objects).SetItems(then.Definitions.Where(d => objects.Contains(d.Key))));
    }

    static Moment Applied(Moment now, HistoryEntry entry)
    {
        var step = new AppliedStep(entry.Checksum ?? "", entry.At, entry.By, entry.Tables ?? [], entry.Definitions?.Keys.ToList(), entry.Event == HistoryEvent.Adopted);
        return new Moment(now.Steps.SetItem(Key(entry), step), now.Definitions.SetItems(entry.Definitions ?? ImmutableDictionary<string, string>.Empty));
    }

    static Moment WithTables(Moment now, Moment then, IReadOnlySet<string> tables)
    {
        bool Concerned(KeyValuePair<string, AppliedStep> step) => step.Value.Tables.Any(tables.Contains);
        var keys = tables.Select(DefinitionDigest.TableKey).ToList();
        return new Moment(
            now.Steps.RemoveRange(now.Steps.Where(Concerned).Select(s => s.Key)).SetItems(then.Steps.Where(Concerned)),
            now.Definitions.RemoveRange(keys).SetItems(then.Definitions.Where(d => keys.Contains(d.Key))));
    }

    static Moment Then(List<Moment> after, HistoryEntry entry) => after[Math.Clamp(entry.Length ?? 0, 0, after.Count - 1)];

    static string Key(HistoryEntry entry) => Key(entry.Phase ?? "", entry.Step ?? "");
}
