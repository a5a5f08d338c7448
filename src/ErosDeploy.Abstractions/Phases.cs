namespace ErosDeploy;

public sealed record DeployedObject(DeployedObjectKind Kind, string Name)
{
    public override string ToString() => $"{Kind} {Name}";
}

public sealed record PhaseStepInfo
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required StepKind Kind { get; init; }
    public required StepState State { get; init; }
    public required string File { get; init; }

    /// <summary>Checksum of the script as BOM-less LF text, <c>sha256:...</c>.</summary>
    public required string Checksum { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }
    public string? AppliedBy { get; init; }

    /// <summary>It was recorded as applied and not run by this module.</summary>
    public bool Adopted { get; init; }

    /// <summary>Its objects that someone changed after it was applied.</summary>
    public IReadOnlyList<ObjectDrift> Drift { get; init; } = [];

    /// <summary>Every attempt that the history tells of, the failed ones too, oldest first.</summary>
    public IReadOnlyList<StepAttempt> Attempts { get; init; } = [];

    public override string ToString() => $"{Id} ({State})";
}

/// <summary>An object that is not as a step left it.</summary>
/// <param name="Diff">What differs, as a unified diff from the definition as deployed to that of now; empty when the former is not there any more.</param>
public sealed record ObjectDrift(DeployedObject Object, DriftKind Kind, string Diff)
{
    public override string ToString() => $"{Object} ({Kind})";
}

public sealed record StepAttempt(DateTimeOffset At, StepEvent Event, string RunId, string By, string Checksum)
{
    public override string ToString() => $"{Event} {At.UtcDateTime:u}";
}

public sealed record PhaseInfo
{
    public required string Name { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required PhaseState State { get; init; }
    public required IReadOnlyList<PhaseStepInfo> Steps { get; init; }
    public required int Tests { get; init; }
    public DateTimeOffset? AppliedAt { get; init; }

    public override string ToString() => Name;
}

public enum UndoActionKind
{
    /// <summary>The object did not exist before: it is dropped.</summary>
    Drop,
    /// <summary>The definition captured before the first change is put back.</summary>
    RestoreDefinition,
    /// <summary>The rows of the snapshot taken before the first change are put back.</summary>
    RestoreRows,
}

public sealed record UndoAction(UndoActionKind Kind, DeployedObject Object);

public sealed record PlannedStep
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required StepKind Kind { get; init; }
    public required StepState State { get; init; }
    public required StepAction Action { get; init; }
    public required string File { get; init; }
    public required string Checksum { get; init; }
    public required int Statements { get; init; }
    public required IReadOnlyList<DeployedObject> Creates { get; init; }
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>In the order in which they would be carried out.</summary>
    public required IReadOnlyList<UndoAction> Undo { get; init; }

    /// <summary>Objects that someone changed after the step was applied: a step that runs puts them back, one that is skipped leaves them.</summary>
    public IReadOnlyList<ObjectDrift> Drift { get; init; } = [];

    /// <summary>Null for a step that does not run.</summary>
    public StepRisk? Risk { get; init; }

    /// <summary>Bytes that it will process, as far as <see cref="BytesStatus"/> says; null where nothing is known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Null for a step that does not run, or that was not looked at.</summary>
    public BytesStatus? BytesStatus { get; init; }

    public override string ToString() => $"{Id} ({Action})";
}

public sealed record PlannedTest(string Id, string Title, TestSeverity Severity, string File);

/// <summary>What Invoke-ErosPhase would do.</summary>
public sealed record PhasePlan
{
    public required string Target { get; init; }
    public required string Phase { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<PlannedStep> Steps { get; init; }
    public required IReadOnlyList<PlannedTest> Tests { get; init; }

    /// <summary>What its benchmarks are judged by, before and after; empty when it has none or nothing changes behind them.</summary>
    public IReadOnlyList<PlannedGate> Gates { get; init; } = [];

    /// <summary>Differences between the declared schema and the live one; the run stops before any change when there are any.</summary>
    public required IReadOnlyList<string> SchemaDifferences { get; init; }

    /// <summary>What the linter found in the scripts of the phase; the run stops before any change when one is an Error.</summary>
    public IReadOnlyList<LintFinding> Findings { get; init; } = [];

    /// <summary>What was looked at before; empty when no step is to be run. The run stops before it begins when one is a Fail.</summary>
    public IReadOnlyList<PreflightCheck> Preflight { get; init; } = [];

    public int StepsToRun => Steps.Count(s => s.Action == StepAction.Run);

    /// <summary>The highest of the steps that run; null when none does.</summary>
    public StepRisk? Risk => Steps.Max(s => s.Risk);

    /// <summary>Nothing that was looked at stops it.</summary>
    public bool CanRun =>
        SchemaDifferences.Count == 0 && Findings.All(f => f.Severity != LintSeverity.Error) && Preflight.All(c => c.Status != CheckStatus.Fail);
}

public sealed record PhaseStepResult
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required StepOutcome Outcome { get; init; }
    public string? JobId { get; init; }
    public required TimeSpan Duration { get; init; }
    public long? BytesProcessed { get; init; }
    public long? BytesBilled { get; init; }
    public long? RowsAffected { get; init; }
    public string? Error { get; init; }

    public override string ToString() => $"{Id} ({Outcome})";
}

/// <summary>One row of a test's answer.</summary>
public sealed record TestCheck(string Name, bool Passed, string? Expected, string? Actual);

public sealed record PhaseTestResult
{
    public required string Phase { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required TestSeverity Severity { get; init; }
    public required CheckStatus Status { get; init; }
    public required IReadOnlyList<TestCheck> Checks { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Why it did not pass, when that was not a row of its answer (an error, no rows).</summary>
    public string? Error { get; init; }

    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>What Undo-ErosPhase would do: take back what the last run of a phase did.</summary>
public sealed record PhaseUndoPlan
{
    public required string Target { get; init; }
    public required string Phase { get; init; }

    /// <summary>The run that is taken back.</summary>
    public required string RunId { get; init; }

    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>In the order in which they are carried out.</summary>
    public required IReadOnlyList<UndoAction> Actions { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <param name="Done">Whether what was to be done went through.</param>
/// <param name="Verified">Whether the object was seen to be as before; this alone counts.</param>
public sealed record UndoResult(UndoActionKind Kind, DeployedObject Object, bool Done, bool Verified, string? Error);

public sealed record PhaseResult
{
    public required string RunId { get; init; }
    public required string Phase { get; init; }
    public required EndState EndState { get; init; }
    public required string Target { get; init; }
    public required IReadOnlyList<PhaseStepResult> Steps { get; init; }
    public required IReadOnlyList<PhaseTestResult> Tests { get; init; }

    /// <summary>What was measured before and after; empty where eros.json has no benchmarks, nothing changed behind them, or it was skipped.</summary>
    public IReadOnlyList<BenchmarkResult> Benchmarks { get; init; } = [];

    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>What was undone after a failure; empty otherwise.</summary>
    public required IReadOnlyList<UndoResult> Undo { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required TimeSpan Duration { get; init; }
    public int StepsRun => Steps.Count(s => s.Outcome == StepOutcome.Succeeded);
    public int StepsSkipped => Steps.Count(s => s.Outcome == StepOutcome.Skipped);
    public int StepsUndone => Steps.Count(s => s.Outcome == StepOutcome.Undone);
    public int TestsPassed => Tests.Count(t => t.Status == CheckStatus.Pass);
    public IReadOnlyList<string> Notes { get; init; } = [];
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
}
