namespace ErosDeploy.Core.Warehouses;

/// <summary>The service takes five updates of a table in ten seconds, counted by name. Source: quotas of BigQuery. Pure.</summary>
static class PaceRule
{
    public const int Updates = 5;
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>When so many more may be sent at once, if these were the last ones, oldest first. More than the limit have the window for themselves.</summary>
    public static DateTimeOffset Earliest(IReadOnlyList<DateTimeOffset> last, int count, DateTimeOffset now)
    {
        var room = Updates - Math.Min(count, Updates);
        if (last.Count <= room)
            return now;
        var free = last[last.Count - 1 - room] + Window;
        return free > now ? free : now;
    }

    /// <summary>Adds updates of that time and keeps as many as a window holds.</summary>
    public static void Add(List<DateTimeOffset> last, int count, DateTimeOffset at)
    {
        var place = last.FindLastIndex(t => t <= at) + 1;
        last.InsertRange(place, Enumerable.Repeat(at, Math.Min(count, Updates)));
        if (last.Count > Updates)
            last.RemoveRange(0, last.Count - Updates);
    }

    /// <summary>Makes updates of one time such of another.</summary>
    public static void Move(List<DateTimeOffset> last, int count, DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = 0; i < Math.Min(count, Updates); i++)
            last.Remove(from);
        Add(last, count, to);
    }
}

/// <summary>How often each table is updated by something that is sent as a whole, by its name in the target's dataset.</summary>
/// <param name="Metadata">Must wait for its turn.</param>
/// <param name="Rows">DML: counted, and need not wait.</param>
sealed record TableUpdates(IReadOnlyDictionary<string, int> Metadata, IReadOnlyDictionary<string, int> Rows);
