namespace ErosDeploy.Core.Backups;

/// <summary>Which backups are kept: each that at least one of the limits keeps. A rule without limits keeps all.</summary>
/// <param name="MaxAge">Keeps what is younger.</param>
/// <param name="KeepLast">Keeps so many of the newest.</param>
/// <param name="Daily">Keeps the newest of each of so many days with backups; likewise weeks (from Monday) and months, all in UTC.</param>
/// <param name="Expired">Keeps what has not reached its own expiration.</param>
/// <param name="PreRollbackAge">Safety backups go by their age alone.</param>
public sealed record RetentionRule(
    TimeSpan? MaxAge = null, int? KeepLast = null, int Daily = 0, int Weekly = 0, int Monthly = 0, bool Expired = false, TimeSpan? PreRollbackAge = null)
{
    public bool LimitsRegular => MaxAge is not null || KeepLast is not null || Daily > 0 || Weekly > 0 || Monthly > 0 || Expired;
}

/// <param name="Verified">Its files were seen to be those of its manifest.</param>
/// <param name="Protection">Why it may not go whatever the rule says; null for most.</param>
sealed record RetentionCandidate(
    string Id, BackupKind Kind, BackupState State, DateTimeOffset At, DateTimeOffset? ExpiresAt = null, bool Verified = false, bool Whole = true, string? Protection = null)
{
    public bool IsGood => this is { Kind: BackupKind.Regular, State: BackupState.Complete, Verified: true, Whole: true };
}

/// <summary>Backups and a rule to those that go, with the reason. Pure.</summary>
static class RetentionPlanner
{
    /// <summary>What is younger may still be written, or be resumed.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    public static IReadOnlyList<(RetentionCandidate Backup, string Reason)> Plan(IReadOnlyList<RetentionCandidate> backups, RetentionRule rule, DateTimeOffset now)
    {
        var newestFirst = backups.OrderByDescending(b => b.At).ThenByDescending(b => b.Id, StringComparer.Ordinal).ToList();
        var kept = Kept(newestFirst.Where(b => b is { Kind: BackupKind.Regular, State: BackupState.Complete }).ToList(), rule, now);
        return newestFirst.Where(b => b.Protection is null && b != LastGood(newestFirst)).Select(b => (b, Reason: Reason(b, kept, rule, now))).Where(d => d.Reason is not null).Select(d => (d.b, d.Reason!)).ToList();
    }

    /// <summary>The newest whole regular backup whose files were seen to be right: it stays, whatever the rule.</summary>
    public static RetentionCandidate? LastGood(IEnumerable<RetentionCandidate> backups) =>
        backups.Where(b => b.IsGood).OrderByDescending(b => b.At).ThenByDescending(b => b.Id, StringComparer.Ordinal).FirstOrDefault();

    static HashSet<RetentionCandidate> Kept(List<RetentionCandidate> complete, RetentionRule rule, DateTimeOffset now) =>
    [
        .. complete.Where(b => !rule.LimitsRegular || now - b.At < rule.MaxAge || (rule.Expired && !(b.ExpiresAt <= now))),
        .. complete.Take(rule.KeepLast ?? 0),
        .. Tier(complete, rule.Daily, b => b.At.UtcDateTime.Date),
        .. Tier(complete, rule.Weekly, b => Monday(b.At)),
        .. Tier(complete, rule.Monthly, b => new DateTime(b.At.UtcDateTime.Year, b.At.UtcDateTime.Month, 1, 0, 0, 0, DateTimeKind.Utc)),
    ];

    static IEnumerable<RetentionCandidate> Tier(List<RetentionCandidate> complete, int periods, Func<RetentionCandidate, DateTime> period) =>
        complete.GroupBy(period).Take(periods).Select(g => g.First());

    static DateTime Monday(DateTimeOffset at) => at.UtcDateTime.Date.AddDays(-(((int)at.UtcDateTime.DayOfWeek + 6) % 7));

    static string? Reason(RetentionCandidate backup, HashSet<RetentionCandidate> kept, RetentionRule rule, DateTimeOffset now)
    {
        var age = now - backup.At;
        return backup switch
        {
            { Kind: BackupKind.Legacy } => null,
            { Kind: BackupKind.PreRollback } => rule.PreRollbackAge is { } limit && age >= limit ? $"a safety backup older than {Days(limit)}" : null,
            { State: BackupState.Complete } => kept.Contains(backup) ? null : rule.Expired && backup.ExpiresAt <= now ? "it has expired" : "no limit of the rule keeps it",
            _ when !rule.LimitsRegular || age < Grace || age < rule.MaxAge => null,
            { State: BackupState.Incomplete } => "it was never finished",
            _ => "it is damaged",
        };
    }

    static string Days(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} days");
}
