using System.Management.Automation;
using ErosDeploy.Core;

namespace ErosDeploy.Pipeline;

/// <summary>Lets at most five updates a second through, and knows which activities are shown and not completed yet.</summary>
internal sealed class ProgressPace(TimeProvider time)
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    readonly object _gate = new();
    readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);
    long? _last;
    int _nextId = 1;

    /// <summary>The record to write, or null when it is too soon (or the activity was never shown, for a completion).</summary>
    public ProgressRecord? Admit(ErosProgress progress)
    {
        lock (_gate)
            return progress.Completed ? Complete(progress.Activity) : Update(progress);
    }

    public IReadOnlyList<ProgressRecord> Unfinished()
    {
        lock (_gate)
            return [.. _shown.Keys.ToArray().Select(Complete).OfType<ProgressRecord>()];
    }

    ProgressRecord? Update(ErosProgress progress)
    {
        if (_last is { } last && time.GetElapsedTime(last) < Interval)
            return null;
        _last = time.GetTimestamp();
        if (!_shown.TryGetValue(progress.Activity, out var id))
            _shown.Add(progress.Activity, id = _nextId++);
        return new ProgressRecord(id, progress.Activity, Text(progress.Status)) { PercentComplete = Math.Clamp(progress.Percent ?? -1, -1, 100) };
    }

    ProgressRecord? Complete(string activity) => _shown.Remove(activity, out var id)
        ? new ProgressRecord(id, activity, "Completed") { RecordType = ProgressRecordType.Completed }
        : null;

    static string Text(string status) => status.Length == 0 ? " " : status;
}
