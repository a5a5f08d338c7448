using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class RetentionPlannerTests
{
    const int Histories = 100_000;

    static readonly DateTimeOffset Now = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    static RetentionCandidate Aged(double days, BackupKind kind = BackupKind.Regular, BackupState state = BackupState.Complete) =>
        new($"b{days}", kind, state, Now.AddDays(-days), Now.AddDays(30 - days));

    static IEnumerable<string> Removed(RetentionRule rule, params RetentionCandidate[] backups) => RetentionPlanner.Plan(backups, rule, Now).Select(d => d.Backup.Id);

    [Fact]
    public void Each_limit_keeps_its_own_and_what_one_keeps_stays()
    {
        var backups = new[] { 0.1, 0.2, 1.1, 2, 8, 15, 40, 41, 80 }.Select(d => Aged(d)).ToArray();

        Assert.Equal(["b8", "b15", "b40", "b41", "b80"], Removed(new RetentionRule(MaxAge: TimeSpan.FromDays(7)), backups));
        Assert.Equal(["b2", "b8", "b15", "b40", "b41", "b80"], Removed(new RetentionRule(KeepLast: 3), backups));
        Assert.Equal(["b40", "b41", "b80"], Removed(new RetentionRule(Expired: true), backups));
        Assert.Equal(["b0.2", "b8", "b15", "b40", "b41", "b80"], Removed(new RetentionRule(Daily: 3), backups));
        Assert.Equal(["b0.2", "b1.1", "b2", "b15", "b40", "b41", "b80"], Removed(new RetentionRule(Weekly: 2), backups));
        Assert.Equal(["b0.2", "b1.1", "b2", "b8", "b15", "b41", "b80"], Removed(new RetentionRule(Monthly: 2), backups));
        Assert.Equal(["b8", "b15", "b41", "b80"], Removed(new RetentionRule(MaxAge: TimeSpan.FromDays(7), Monthly: 2), backups));
        Assert.Empty(Removed(new RetentionRule(), backups));
    }

    [Fact]
    public void Safety_backups_go_by_their_own_rule_and_what_is_half_written_has_its_day()
    {
        RetentionCandidate[] backups =
        [
            Aged(2, BackupKind.PreRollback), Aged(50, BackupKind.PreRollback), Aged(0.5, state: BackupState.Incomplete), Aged(3, state: BackupState.Incomplete), Aged(4, state: BackupState.Damaged),
            Aged(99, BackupKind.Legacy),
        ];

        Assert.Equal(["b3", "b4"], Removed(new RetentionRule(KeepLast: 1), backups));
        Assert.Equal(["b50"], Removed(new RetentionRule(PreRollbackAge: TimeSpan.FromDays(30)), backups));
    }

    [Fact]
    public void The_last_verified_good_backup_and_protected_ones_survive_every_rule_in_random_histories()
    {
        var random = new Random(20260318);
        var (kept, removed) = (0, 0);
        for (var i = 0; i < Histories; i++)
        {
            var backups = Enumerable.Range(0, random.Next(0, 25)).Select(n => Candidate(random, n)).ToList();
            var plan = RetentionPlanner.Plan(backups, Rule(random), Now).Select(d => d.Backup).ToHashSet();
            var last = backups.Where(b => b is { Kind: BackupKind.Regular, State: BackupState.Complete, Verified: true, Whole: true }).MaxBy(b => (b.At, b.Id));
            Assert.True(last is null || !plan.Contains(last), $"history {i}: {last}");
            Assert.DoesNotContain(plan, b => b.Protection is not null || b.Kind == BackupKind.Legacy);
            (kept, removed) = (kept + backups.Count - plan.Count, removed + plan.Count);
        }

        Assert.True(kept > Histories && removed > Histories, $"{kept} kept, {removed} removed");
    }

    static RetentionCandidate Candidate(Random random, int number) => new(
        $"b{number:00}", (BackupKind)random.Next(3), (BackupState)random.Next(3), Now.AddHours(-random.Next(0, 10_000)), random.Next(3) == 0 ? null : Now.AddHours(random.Next(-5_000, 5_000)),
        random.Next(3) == 0, random.Next(4) != 0, random.Next(12) == 0 ? "needed" : null);

    static RetentionRule Rule(Random random) => new(
        random.Next(3) == 0 ? TimeSpan.FromHours(random.Next(0, 5_000)) : null, random.Next(3) == 0 ? random.Next(0, 5) : null, random.Next(4), random.Next(4), random.Next(4), random.Next(2) == 0,
        random.Next(2) == 0 ? TimeSpan.FromHours(random.Next(0, 5_000)) : null);
}
