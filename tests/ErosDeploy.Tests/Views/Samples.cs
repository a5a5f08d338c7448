namespace ErosDeploy.Tests.Views;

/// <summary>One filled object of every type that has a view.</summary>
internal static class Samples
{
    static readonly DateTimeOffset Instant = new(2026, 1, 31, 2, 5, 0, TimeSpan.Zero);
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(4.21);

    static readonly ErosSetting Setting = new("Project", "some-project", SettingSource.Parameter, "-Project");
    static readonly DeployedObject Function = new(DeployedObjectKind.Function, "wilson");
    static readonly UndoAction UndoAction = new(UndoActionKind.Drop, Function);
    static readonly UndoResult UndoResult = new(UndoActionKind.Drop, Function, true, true, null);
    static readonly PlannedTest PlannedTest = new("bounds", "Bounds hold", TestSeverity.Fail, "phase1/tests/bounds.sql");
    static readonly TestCheck TestCheck = new("lower", false, "0.5", "0.25");
    static readonly BackupPlanTable BackupPlanTable = new("caption_bank", 44651, 41_000_000);
    static readonly RestorePlanObject RestorePlanObject = new(DeployedObjectKind.Procedure, "acquire", RestoreObjectAction.Drop);
    static readonly DeploymentStage Stage = new("phase1", EndState.Succeeded, Duration, "8 steps, 12 tests");

    static readonly BackupTable BackupTable = new() { Name = "caption_bank", Rows = 44651, Bytes = 41_000_000, Files = 2, Digest = "d1", Duration = Duration };

    static readonly BackupInfo Backup = new()
    {
        Id = "2026-01-31_020500", Kind = BackupKind.Regular, State = BackupState.Complete, Project = "some-project", Dataset = "eros_platform", Bucket = "some-bucket",
        SnapshotTime = Instant, CreatedAt = Instant, Duration = Duration, Tables = [BackupTable], Views = 3, Routines = 14,
    };

    static readonly BackupCheck BackupCheck = new()
    {
        BackupId = "2026-01-31_020500", Name = "caption_bank", Part = BackupPart.Table, Status = CheckStatus.Fail, Drill = true, Rows = 44651, Bytes = 41_000_000, Files = 2, Duration = Duration,
        Faults = ["part-0.avro is missing"],
    };

    static readonly BackupRemoval BackupRemoval = new()
    {
        BackupId = "2026-01-31_020500", Kind = BackupKind.Regular, State = BackupState.Complete, CreatedAt = Instant, Reason = "it has expired", Removed = true,
    };

    static readonly BackupDifference BackupDifference = new()
    {
        BackupId = "2026-01-31_020500", Name = "caption_bank", Part = BackupPart.Table, Kind = DifferenceKind.Changed, Details = ["column x"], Key = ["caption_id"], RowsInBackup = 1, RowsNow = 2, RowsAdded = 1,
        RowsRemoved = 0, RowsChanged = 1,
    };

    static readonly BackupPlan BackupPlan = new()
    {
        Target = "some-project.eros_platform", Bucket = "some-bucket", Kind = BackupKind.Regular, Tables = [BackupPlanTable], Views = 3, Routines = 14, Warnings = [],
    };

    static readonly PhaseStepInfo StepInfo = new()
    {
        Id = "01-wilson-score", Title = "Wilson score", Kind = StepKind.Repeatable, State = StepState.Applied, File = "phase1/01.sql", Checksum = "sha256:1", AppliedAt = Instant, AppliedBy = "admin",
    };

    static readonly PhaseInfo Phase = new() { Name = "phase1", Title = "Critical fixes", Description = "", State = PhaseState.Applied, Steps = [StepInfo], Tests = 12, AppliedAt = Instant };

    static readonly PlannedStep PlannedStep = new()
    {
        Id = "01-wilson-score", Title = "Wilson score", Kind = StepKind.Repeatable, State = StepState.Pending, Action = StepAction.Run, File = "phase1/01.sql", Checksum = "sha256:1",
        Statements = 5, Creates = [Function], Changes = [], Undo = [UndoAction], Risk = StepRisk.High, BytesStatus = BytesStatus.UpperBound, Bytes = 41_000_000,
    };

    static readonly PreflightCheck PreflightCheck = new() { Id = "not-checkable", Title = "Every statement could be looked at", Status = CheckStatus.Unknown, Detail = "1 statement needs wilson as step 01 leaves it" };

    static readonly PhasePlan PhasePlan = new() { Target = "some-project.eros_platform", Phase = "phase1", Title = "Critical fixes", Steps = [PlannedStep], Tests = [PlannedTest], SchemaDifferences = [], Preflight = [PreflightCheck] };

    static readonly PhaseStepResult StepResult = new() { Id = "01-wilson-score", Title = "Wilson score", Outcome = StepOutcome.Succeeded, Duration = Duration, BytesBilled = 10_485_760, RowsAffected = 28 };

    static readonly PhaseTestResult TestResult = new() { Phase = "phase1", Id = "bounds", Title = "Bounds hold", Severity = TestSeverity.Fail, Status = CheckStatus.Fail, Checks = [TestCheck], Duration = Duration };

    static readonly MeasuredSide Side = new()
    {
        Runs = 8, Errors = 1, Median = TimeSpan.FromMilliseconds(37), Spread = TimeSpan.FromMilliseconds(5), BytesProcessed = 2443376, BytesBilled = 31457280,
        SlotTime = TimeSpan.FromMilliseconds(40), Cost = 0.00018, Error = "No.",
    };

    static readonly BenchmarkResult Benchmark = new()
    {
        Phase = "phase2", Id = "01-performance-summary", Title = "Captions per tier", Before = Side, After = Side, Change = -0.214, ChangeFrom = -0.301, ChangeTo = -0.12, Verdict = Verdict.Improved,
    };

    static readonly PlannedGate PlannedGate = new(GateKind.Time, GatePolicy.Warn, "more than 10 % faster");

    static readonly GateResult Gate = new()
    {
        Phase = "phase2", Kind = GateKind.Time, Policy = GatePolicy.Fail, Status = CheckStatus.Pass, Verdict = Verdict.Improved,
        Before = 120, After = 94, Change = -0.214, ChangeFrom = -0.301, ChangeTo = -0.12, Threshold = "more than 10 % faster",
    };

    static readonly PhaseMeasurement Measurement = new()
    {
        Target = "some-project.eros_platform", Phase = "phase2", MeasuredAt = Instant, ComparedWith = "eros_platform_eros_run_phase2_before", RunId = "run", Repetitions = 8,
        Benchmarks = [Benchmark], Gates = [Gate], Duration = TimeSpan.FromSeconds(3),
    };

    static readonly PhaseResult PhaseResult = new()
    {
        RunId = "20260131t020500", Phase = "phase1", EndState = EndState.RolledBack, Target = "some-project.eros_platform", Steps = [StepResult], Tests = [TestResult], Undo = [UndoResult],
        StartedAt = Instant, Duration = Duration, ErrorCode = "EROS2007", Error = "A test failed.",
    };

    static readonly RestorePlanTable RestorePlanTable = new() { Name = "caption_bank", Action = RestoreTableAction.ReplaceRows, RowsNow = 44652, RowsInBackup = 44651, Differences = ["column x"] };

    static readonly RestoreFollowUp RestoreFollowUp = new("reconcile-locks", "Release locks", 3, "It failed.");

    static readonly RestorePlan RestorePlan = new()
    {
        Target = "some-project.eros_platform", BackupId = "2026-01-31_020500", SnapshotTime = Instant, Tables = [RestorePlanTable], Objects = [RestorePlanObject], Warnings = [],
    };

    static readonly RestoredTable RestoredTable = new() { Name = "caption_bank", Action = RestoreTableAction.ReplaceRows, RowsBefore = 44652, Rows = 44651, Digest = "d1", Verified = true };

    static readonly RestoreResult RestoreResult = new()
    {
        RunId = "20260131t020500", EndState = EndState.Succeeded, Target = "some-project.eros_platform", BackupId = "2026-01-31_020500", SnapshotTime = Instant,
        SafetyBackupId = "pre_rollback_2026-01-31_020500", Tables = [RestoredTable], Objects = [RestorePlanObject], Notes = [], StartedAt = Instant, Duration = Duration,
    };

    static readonly HealthComponent Component = new() { Name = HealthComponentName.Integrity, Status = CheckStatus.Pass, Points = 20, MaxPoints = 20, Checks = 9 };

    static readonly HealthCheck Check = new()
    {
        Section = HealthSection.Health, Id = "wilson-bounds", Title = "Scores in [0,1]", Status = CheckStatus.Unknown, Component = HealthComponentName.Integrity, Value = .25, SampleSize = 10,
        MeasuredAt = Instant, Threshold = "fail > 0", Detail = "no data",
    };

    static readonly HealthReport Health = new()
    {
        Target = "some-project.eros_platform", MeasuredAt = Instant, Score = 92.5, Grade = HealthGrade.Excellent, Status = CheckStatus.Pass, Components = [Component], Checks = [Check], Duration = Duration,
    };

    static readonly ObjectDrift Drift = new(Function, DriftKind.Changed, "--- wilson as deployed\n+++ wilson now\n@@ -1,1 +1,1 @@\n-a\n+b\n");

    static readonly StepAttempt Attempt = new(Instant, StepEvent.Undone, "20260131t020500", "admin", "sha256:1");

    static readonly LintFinding Finding = new()
    {
        Code = "L201", Severity = LintSeverity.Error, File = "phase1/01.sql", Line = 3, Column = 1, Message = "Table t goes with its rows.", Advice = "Keep the table.",
    };

    static readonly HookEvent Hook = new() { Kind = HookKind.OnError, RunId = "20260131T020500-a1b2c3", Target = "some-project.eros_platform", Phase = "phase1", Step = "01-wilson-score", Error = "no" };

    static readonly PlannedWatch PlannedWatch = new("phase1", TimeSpan.FromMinutes(30));

    static readonly TriggerReading Trigger = new() { Id = "degradation", Title = "95th percentile", Status = CheckStatus.Fail, Value = 1600, Before = 1000, Threshold = "> 50 % more than before", Detail = "1600, 1000 before the deployment: +60 %" };

    static readonly WatchEvaluation Evaluation = new() { At = Instant, Score = 92.5, Triggers = [Trigger] };

    static readonly PhaseWatch Watch = new() { Phase = "phase1", Outcome = WatchOutcome.Fired, SoakTime = Duration, StartedAt = Instant, EndedAt = Instant + Duration, Evaluations = [Evaluation], Detail = "degradation" };

    static readonly DeploymentPlan DeploymentPlan = new() { Target = "some-project.eros_platform", Backup = BackupPlan, Phases = [PhasePlan], Health = true, Watches = [PlannedWatch] };

    static readonly DeploymentResult Deployment = new()
    {
        RunId = "20260131t020500", EndState = EndState.Succeeded, Target = "some-project.eros_platform", Stages = [Stage], Backup = Backup, Phases = [PhaseResult], Health = Health,
        Watches = [Watch], StartedAt = Instant, Duration = Duration,
    };

    static readonly ErosContext Context = new()
    {
        Kind = TargetKind.Cloud, Project = "some-project", Dataset = "eros_platform", Bucket = "some-bucket", Location = "US", Settings = [Setting],
    };

    static readonly SandboxPlan SandboxPlan = new()
    {
        Folder = "/data/sandbox", Action = SandboxAction.Create, Project = "eros-sandbox", Dataset = "eros_platform", Bucket = "some-bucket", Sample = true, Scripts = ["baseline/01_tables.sql"],
    };

    static readonly DeploymentInfo Run = new()
    {
        RunId = "20260131T020500-a1b2c3", Purpose = "deployment", State = RunState.Interrupted, Owner = "admin@host", StartedAt = Instant, UpdatedAt = Instant, Reached = "phase1/02-rescore begun",
    };

    static readonly LeaseInfo Lease = new()
    {
        Target = "some-project.eros_platform", Owner = "admin@host (process 7)", RunId = "20260131T020500-a1b2c3", Purpose = "deployment", Host = "host", Process = 7, AcquiredAt = Instant, HeartbeatAt = Instant,
        ExpiresAt = Instant, Alive = null, Abandoned = true,
    };

    static readonly PhaseUndoPlan PhaseUndoPlan = new()
    {
        Target = "some-project.eros_platform", Phase = "phase1", RunId = "20260131T020500-a1b2c3", AppliedAt = Instant, Actions = [UndoAction], Warnings = ["What was written since is lost."],
    };

    static readonly RehearsalResult Rehearsal = new()
    {
        RunId = "20260131T020500-a1b2c3", EndState = EndState.Succeeded, Target = "some-project.eros_platform", Dataset = "eros_platform_eros_rehearsal", Stages = [Stage], Phases = [PhaseResult],
        Differences = [], StartedAt = Instant, Duration = Duration,
    };

    public static IReadOnlyDictionary<string, object> ByTypeName { get; } = new object[]
    {
        Setting, Function, UndoAction, UndoResult, PlannedTest, TestCheck, BackupPlanTable, RestorePlanObject, Stage, BackupTable, Backup, BackupCheck, BackupRemoval, BackupDifference, BackupPlan, StepInfo, Phase, PlannedStep, PhasePlan,
        StepResult, TestResult, Rehearsal, Side, Benchmark, PlannedGate, Gate, Measurement, PhaseResult, RestorePlanTable, RestoreFollowUp, RestorePlan, RestoredTable, RestoreResult, Component, Check, Health, DeploymentPlan, Deployment, Context, SandboxPlan, Finding, Drift, Attempt, Run, Lease, PhaseUndoPlan,
        PlannedWatch, Trigger, Evaluation, Watch, Hook, PreflightCheck,
    }.ToDictionary(o => o.GetType().FullName!);
}
