namespace ErosDeploy.Core.Histories;

/// <summary>What runs could not take back, and no later attempt of theirs did. Pure.</summary>
static class BrokenSteps
{
    /// <summary>The entries that say so, oldest first.</summary>
    public static IEnumerable<HistoryEntry> Of(IEnumerable<HistoryEntry> history)
    {
        var open = new List<HistoryEntry>();
        foreach (var entry in history)
        {
            if (entry.Event is HistoryEvent.Broken or HistoryEvent.Undone)
                open.RemoveAll(e => AreOfOne(e, entry));
            if (entry.Event == HistoryEvent.Broken)
                open.Add(entry);
        }
        return open;
    }

    static bool AreOfOne(HistoryEntry one, HistoryEntry other) => (one.Run, one.Phase, one.Step) == (other.Run, other.Phase, other.Step);
}
