namespace ErosDeploy.Sandbox.Storage;

/// <summary>Which version of the data was the last one at an instant. Only grows; readers need no lock of their own.</summary>
internal sealed class CommitLog
{
    readonly object _gate = new();
    readonly List<(long Version, DateTimeOffset At)> _commits = [];

    public DateTimeOffset LastInstant
    {
        get
        {
            lock (_gate) return _commits.Count == 0 ? DateTimeOffset.MinValue : _commits[^1].At;
        }
    }

    public void Add(long version, DateTimeOffset at)
    {
        lock (_gate) _commits.Add((version, at));
    }

    /// <summary>The version in force at the instant; 0 before the first.</summary>
    public long VersionAt(DateTimeOffset instant)
    {
        lock (_gate)
        {
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
