using ErosDeploy.Core.Backups;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class BackupIdTests
{
    static readonly DateTimeOffset At = new(2026, 1, 31, 4, 5, 6, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(BackupKind.Regular, 1, "2026-01-31_020506")]
    [InlineData(BackupKind.Regular, 3, "2026-01-31_020506-3")]
    [InlineData(BackupKind.PreRollback, 1, "pre_rollback_2026-01-31_020506")]
    public void An_id_is_the_instant_in_utc_with_kind_and_attempt(BackupKind kind, int attempt, string id) => Assert.Equal(id, BackupId.Of(At, kind, attempt));

    [Fact]
    public void Every_id_is_read_back()
    {
        Prop.ForAll<DateTime, bool, byte>((at, preRollback, attempt) =>
        {
            var moment = new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc));
            var kind = preRollback ? BackupKind.PreRollback : BackupKind.Regular;
            return BackupId.TryParse(BackupId.Of(moment, kind, attempt), out var readKind, out var readAt)
                && readKind == kind && readAt == moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("reports")]
    [InlineData(".eros")]
    [InlineData("2026-13-31_020506")]
    [InlineData("2026-01-31_020506-1")]
    [InlineData("2026-01-31_020506-x")]
    [InlineData("2026-01-31_020506x")]
    [InlineData("old_2026-01-31_020506")]
    public void A_foreign_folder_is_no_backup(string folder) => Assert.False(BackupId.TryParse(folder, out _, out _));
}
