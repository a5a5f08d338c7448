using System.Globalization;

namespace ErosDeploy.Core.Backups;

/// <summary>The folder name of a backup: <c>yyyy-MM-dd_HHmmss</c> in UTC, with <c>-2</c>, <c>-3</c> ... when a second has several, and
/// <c>pre_rollback_</c> before it for a safety backup.</summary>
static class BackupId
{
    const string Format = "yyyy-MM-dd_HHmmss";
    const string PreRollback = "pre_rollback_";

    public static string Of(DateTimeOffset at, BackupKind kind, int attempt)
    {
        var stamp = at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
        var suffix = attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{attempt}") : "";
        return (kind == BackupKind.PreRollback ? PreRollback : "") + stamp + suffix;
    }

    /// <summary>False for folders that are no backups.</summary>
    public static bool TryParse(string folder, out BackupKind kind, out DateTimeOffset at)
    {
        kind = folder.StartsWith(PreRollback, StringComparison.Ordinal) ? BackupKind.PreRollback : BackupKind.Regular;
        var rest = kind == BackupKind.PreRollback ? folder[PreRollback.Length..] : folder;
        at = default;
        if (rest.Length < Format.Length || !HasValidSuffix(rest[Format.Length..]))
            return false;
        return DateTimeOffset.TryParseExact(
            rest[..Format.Length], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }

    static bool HasValidSuffix(string suffix) =>
        suffix.Length == 0 || (suffix[0] == '-' && int.TryParse(suffix.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 1);
}
