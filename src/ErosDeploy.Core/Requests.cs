namespace ErosDeploy.Core;

/// <param name="Tables">Tables to back up; null or empty: every base table of the dataset.</param>
/// <param name="KeepSnapshot">The table snapshots stay, until the backup expires.</param>
/// <param name="Deep">Every table is loaded back and compared before the manifest is written.</param>
/// <param name="ThrottleLimit">Tables worked on at a time.</param>
public sealed record BackupRequest(
    IReadOnlyList<string>? Tables = null, int RetentionDays = 30, bool KeepSnapshot = false, bool Deep = false, int ThrottleLimit = 4);

/// <summary>How a backup went: the tables that were saved, and the error when it failed; then it has no manifest and is no backup.</summary>
public sealed record BackupOutcome(BackupInfo Backup, ErosException? Error);

/// <param name="Kind">Null: every kind.</param>
public sealed record BackupQuery(string? Id = null, bool Latest = false, BackupKind? Kind = null, DateTimeOffset? Since = null);

/// <param name="Backup">An id, or <c>latest</c>: the newest complete and verified regular backup of the same dataset.</param>
/// <param name="Tables">Tables to restore; null or empty: everything, with views and routines.</param>
/// <param name="Undo">The safety backup of the last restore instead.</param>
/// <param name="Force">Go on where scheduled queries cannot be read, and so not be paused.</param>
public sealed record RestoreRequest(string Backup, IReadOnlyList<string>? Tables = null, string? Reason = null, bool Undo = false, bool Force = false);

/// <param name="SkipGates">The phase is not measured: its result says so.</param>
/// <param name="Backup">Takes a backup under the same lease before the first step.</param>
/// <param name="SkipBackup">Goes without the young backup that eros.json asks for; the result and the journal say so.</param>
/// <param name="After">Plans of phases that would run before: what they create is not there yet.</param>
public sealed record PhaseRequest(string Phase, string? RunId = null, bool SkipGates = false, bool Backup = false, bool SkipBackup = false, IReadOnlyList<PhasePlan>? After = null);

public sealed record HealthRequest(IReadOnlyList<HealthSection>? Sections = null);

/// <param name="RunId">An id for the run; given again after its process died, the run goes on where it was.</param>
/// <param name="SoakTime">How long every phase that changes something is watched; null: as eros.json says.</param>
/// <param name="SkipSoak">No phase is watched.</param>
/// <param name="PauseBefore">Phases before which the run pauses.</param>
/// <param name="PauseAfterPhase">It pauses after every phase but the last.</param>
public sealed record DeploymentRequest(
    IReadOnlyList<string>? Phases = null, bool SkipBackup = false, bool SkipHealth = false, int RetentionDays = 30, string? RunId = null, bool SkipGates = false,
    TimeSpan? SoakTime = null, bool SkipSoak = false, IReadOnlyList<string>? PauseBefore = null, bool PauseAfterPhase = false);
