namespace ErosDeploy.Sandbox.Storage;

/// <summary>
/// Which version of the data was the last one at an instant. Only grows; readers need no lock of their own. What was once answered of an instant stays
/// true: a commit that began before it and ends later is in force from after it.
/// </summary>
internal sealed class CommitLog
{
    readonly object _gate = new();
    readonly List<(long Version, DateTimeOffset At)> _commits = [];
    DateTimeOffset _asked;

    public DateTimeOffset LastInstant
    {
        get
        {
            lock (_gate) return _commits.Count == 0 ? DateTimeOffset.MinValue : _commits[^1].At;
        }
    }

    /// <summary>Adds a commit that began at the instant; gives the instant from which it is in force.</summary>
    public DateTimeOffset Add(long version, DateTimeOffset at)
    {
        lock (_gate)
        {
            var inForce = at > _asked ? at : _asked.AddMicroseconds(1);
            _commits.Add((version, inForce));
            return inForce;
        }
    }

    /// <summary>The version in force at the instant; 0 before the first.</summary>
    /// <param name="now">Of what is later than this nothing is promised.</param>
    public long VersionAt(DateTimeOffset instant, DateTimeOffset now)
    {
        lock (_gate)
        {
            var promised = instant < now ? instant : now;
            if (promised > _asked) _asked = promised.AddTicks(-(promised.Ticks % TimeSpan.TicksPerMicrosecond));
            var low = 0;
            var high = _commits.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_commits[middle].At <= instant) low = middle + 1;
                else high = middle;
            }
            return low == 0 ? 0 : _commits[low - 1].Version;
        }
    }
}
