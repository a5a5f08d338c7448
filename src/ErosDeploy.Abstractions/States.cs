namespace ErosDeploy;

/// <summary>How work that may change a target ended.</summary>
public enum EndState
{
    Succeeded,
    /// <summary>It failed, and nothing had been changed.</summary>
    FailedBeforeChange,
    /// <summary>It failed, and everything it had changed is as before; verified.</summary>
    RolledBack,
    /// <summary>It failed, and something is not as before: the result names what.</summary>
    Inconsistent,
    Cancelled,
    /// <summary>A deployment stopped between two phases, as asked; Resume-ErosDeployment goes on with it.</summary>
    Paused,
}

/// <summary>Outcome of a check. Unreadable or without data is Unknown, never Pass.</summary>
public enum CheckStatus
{
    Pass,
    Warn,
    Fail,
    Unknown,
}

public enum PhaseState
{
    /// <summary>No step of it is applied.</summary>
    Pending,
    /// <summary>Some steps are applied, others not.</summary>
    Partial,
    /// <summary>Every step is applied with the script as it is now.</summary>
    Applied,
    /// <summary>A script differs from what was applied.</summary>
    Changed,
    /// <summary>An object was changed, or dropped, by someone else after it was deployed.</summary>
    Drifted,
}

/// <summary>Once: applied one time. Repeatable: again whenever its script changes. Always: at every run.</summary>
public enum StepKind
{
    Once,
    Repeatable,
    Always,
}

public enum StepState
{
    Pending,
    Applied,
    Changed,
    /// <summary>Applied, and an object it made is not as it left it.</summary>
    Drifted,
}

public enum StepAction
{
    Run,
    Skip,
    /// <summary>Recorded as applied without being run.</summary>
    Adopt,
}

public enum StepOutcome
{
    NotRun,
    Succeeded,
    Skipped,
    Failed,
    Undone,
    UndoFailed,
    Cancelled,
    Adopted,
}

public enum DriftKind
{
    Changed,
    Gone,
}

/// <summary>What became of an attempt to apply a step.</summary>
public enum StepEvent
{
    Applied,
    /// <summary>Recorded as applied without being run.</summary>
    Adopted,
    /// <summary>It failed, or a later one of its phase did, and was taken back.</summary>
    Undone,
    /// <summary>It could not be taken back wholly.</summary>
    Broken,
    /// <summary>It was in force, and was taken back later.</summary>
    Reverted,
}

public enum DeployedObjectKind
{
    Table,
    View,
    MaterializedView,
    Function,
    TableFunction,
    Procedure,
}

/// <summary>Fail stops the phase; Warn is reported.</summary>
public enum TestSeverity
{
    Fail,
    Warn,
}

public enum BackupKind
{
    Regular,
    /// <summary>The safety backup that a restore takes first.</summary>
    PreRollback,
    /// <summary>A folder of the suite before this one: rows as compressed JSON lines, without digests.</summary>
    Legacy,
}

public enum BackupState
{
    Complete,
    /// <summary>The folder has no manifest: still being written, or interrupted. Not a backup.</summary>
    Incomplete,
    /// <summary>The manifest cannot be read.</summary>
    Damaged,
}

public enum BackupPart
{
    Manifest,
    Table,
    View,
    Routine,
    /// <summary>Objects in the backup's folder that belong to no part.</summary>
    Folder,
}

public enum HealthGrade
{
    NeedsAttention,
    Fair,
    Good,
    Excellent,
}

public enum HealthSection
{
    Health,
    Performance,
    Cost,
    Emv,
    Deployment,
}

public enum HealthComponentName
{
    Integrity,
    Performance,
    Errors,
    Emv,
    Availability,
}

public enum TargetKind
{
    /// <summary>A project in Google Cloud.</summary>
    Cloud,
    /// <summary>The same APIs at another base address (BIGQUERY_EMULATOR_HOST, STORAGE_EMULATOR_HOST).</summary>
    Endpoint,
    /// <summary>A folder on this machine.</summary>
    Sandbox,
}

public enum SettingSource
{
    NotSet,
    Default,
    Environment,
    Context,
    Parameter,
}

/// <summary>An Error stops a phase before anything runs; a Warning is reported.</summary>
public enum LintSeverity
{
    Warning,
    Error,
}
