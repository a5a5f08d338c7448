using System.Globalization;

namespace ErosDeploy.Core.Notifications;

/// <summary>A restore as an Adaptive Card: how it ended, of what, from what, and what is to be done next. Pure.</summary>
static class RestoreCard
{
    public static byte[] Of(RestoreResult result) => AdaptiveCard.Of($"Restore of {result.Target}: {result.EndState}", result.EndState, Facts(result), NextStep(result.EndState));

    static IEnumerable<(string Title, string? Value)> Facts(RestoreResult result) =>
    [
        ("Time", result.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("Run", result.RunId),
        ("Backup", result.BackupId),
        ("Safety backup", result.SafetyBackupId),
        ("Reason", result.Reason),
        ("Tables", result.Tables.Count == 0 ? null : $"{result.Tables.Count(t => t.Verified)} of {result.Tables.Count} verified"),
        ("Log", result.Log),
        ("Error", result.ErrorCode),
    ];

    static string NextStep(EndState state) => state switch
    {
        EndState.Succeeded => "Everything is as in the backup. Look at Get-ErosHealth.",
        EndState.Inconsistent => "The dataset is neither old nor new. Run the restore again to complete it, or Restore-ErosBackup -Undo.",
        _ => "Everything is as it was before. See the error in the log.",
    };
}
