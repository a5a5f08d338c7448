namespace ErosDeploy.Core;

/// <param name="Tables">Tables to back up; null or empty: every base table of the dataset.</param>
public sealed record BackupRequest(IReadOnlyList<string>? Tables = null, int RetentionDays = 30);

/// <param name="Kind">Null: every kind.</param>
public sealed record BackupQuery(string? Id = null, bool Latest = false, BackupKind? Kind = null, DateTimeOffset? Since = null);

/// <param name="Backup">An id, or <c>latest</c>: the newest complete regular backup of the same dataset.</param>
/// <param name="Tables">Tables to restore; null or empty: everything, with views and routines.</param>
public sealed record RestoreRequest(string Backup, IReadOnlyList<string>? Tables = null, string? Reason = null);

public sealed record PhaseRequest(string Phase, string? RunId = null);

public sealed record HealthRequest(IReadOnlyList<HealthSection>? Sections = null);

public sealed record DeploymentRequest(IReadOnlyList<string>? Phases = null, bool SkipBackup = false, bool SkipHealth = false, int RetentionDays = 30);
