namespace ErosDeploy.Core.Cloud.Http;

/// <summary>Budgets are apart: one request, one job, one poll. Defaults after the official clients.</summary>
public sealed record RetryOptions
{
    /// <summary>All tries of one request together.</summary>
    public TimeSpan RequestBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>One try.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>Retry-After is honoured up to here.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait when a quota is used up, once; null fails at once, naming the quota.</summary>
    public TimeSpan? QuotaWait { get; init; }

    /// <summary>Creating a job, its lost answers included.</summary>
    public TimeSpan JobCreation { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A job that was said to exist may be unreadable for so long: a known race of the service.</summary>
    public TimeSpan JobVisible { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The first pause between two looks at a running job; it grows up to the longest.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a cancelled job is watched until it is DONE.</summary>
    public TimeSpan CancelWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Throws when a budget could never be kept.</summary>
    public RetryOptions Validated()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(RequestBudget), RequestBudget), (nameof(TryTimeout), TryTimeout), (nameof(FirstDelay), FirstDelay),
            (nameof(LongestDelay), LongestDelay), (nameof(LongestRetryAfter), LongestRetryAfter), (nameof(JobCreation), JobCreation),
            (nameof(JobVisible), JobVisible), (nameof(FirstPoll), FirstPoll), (nameof(LongestPoll), LongestPoll), (nameof(CancelWait), CancelWait), (nameof(QuotaWait), QuotaWait ?? RequestBudget),
        })
        {
            if (value <= TimeSpan.Zero)
                throw new ErosException(ErosErrorCode.InvalidParameter, $"{name} must be longer than nothing.", "Give a positive time.");
        }

        return this;
    }
}
