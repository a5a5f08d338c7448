namespace ErosDeploy.Core.Tests.Cloud;

/// <summary>
/// A clock that leaps over pauses: a timer no longer than <paramref name="longestLeap"/> ends at once and moves the clock by its length.
/// Longer ones (budgets, limits) end when leaps have carried the clock past them. Nothing sleeps, and the same run gives the same times.
/// </summary>
sealed class LeapingTime(TimeSpan longestLeap) : TimeProvider
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    readonly Lock _lock = new();
    readonly List<Timer> _waiting = [];
    readonly List<TimeSpan> _leaps = [];
    TimeSpan _elapsed;

    public IReadOnlyList<TimeSpan> Leaps
    {
        get
        {
            lock (_lock) return [.. _leaps];
        }
    }

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock) return _elapsed;
        }
    }

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    void Schedule(Timer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _waiting.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = _elapsed + dueTime;
            _waiting.Add(timer);
            if (dueTime > longestLeap) return;
            _leaps.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(_ => LeapTo(timer));
    }

    void LeapTo(Timer timer)
    {
        List<Timer> due;
        lock (_lock)
        {
            if (!_waiting.Contains(timer)) return;
            _elapsed = timer.Due > _elapsed ? timer.Due : _elapsed;
            due = [.. _waiting.Where(waiting => waiting.Due <= _elapsed).OrderBy(waiting => waiting.Due)];
            _waiting.RemoveAll(due.Contains);
        }

        foreach (var ended in due) ended.Fire();
    }

    void Forget(Timer timer)
    {
        lock (_lock) _waiting.Remove(timer);
    }

    sealed class Timer(LeapingTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => time.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
