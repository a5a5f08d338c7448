namespace ErosDeploy;

/// <summary>What Invoke-ErosDeployment would do, in order: backup, phases, each watched, health.</summary>
public sealed record DeploymentPlan
{
    public required string Target { get; init; }
    public BackupPlan? Backup { get; init; }
    public required IReadOnlyList<PhasePlan> Phases { get; init; }
    public required bool Health { get; init; }

    /// <summary>How long each phase is watched that changes something; empty when nothing is watched.</summary>
    public IReadOnlyList<PlannedWatch> Watches { get; init; } = [];
}

/// <summary>How long a phase is watched after it was deployed.</summary>
public sealed record PlannedWatch(string Phase, TimeSpan SoakTime)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Phase} {SoakTime.TotalMinutes:0.##} min");
}

/// <summary>One stage of a deployment and how long it took; Summary is one line.</summary>
public sealed record DeploymentStage(string Name, EndState? EndState, TimeSpan Duration, string Summary);

public sealed record DeploymentResult
{
    public required string RunId { get; init; }

    /// <summary>Of the phase that failed; phases that had succeeded before it stay applied, as Phases and Error say.</summary>
    public required EndState EndState { get; init; }

    public required string Target { get; init; }
    public required IReadOnlyList<DeploymentStage> Stages { get; init; }
    public BackupInfo? Backup { get; init; }
    public required IReadOnlyList<PhaseResult> Phases { get; init; }
    public HealthReport? Health { get; init; }

    /// <summary>Of each phase that was to be watched, skipped ones too.</summary>
    public IReadOnlyList<PhaseWatch> Watches { get; init; } = [];

    public required DateTimeOffset StartedAt { get; init; }
    public required TimeSpan Duration { get; init; }
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }

    /// <summary>Whether the health afterwards reached the target of eros.json; null when it was not asked for or not come to.</summary>
    public CheckStatus? Validation { get; init; }

    /// <summary>What changes nothing about the end, for instance what was left behind.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where this result was written, without the rows of tests; null when it could not be.</summary>
    public string? Log { get; init; }

    /// <summary>What became of the message to the webhook; null when there is none.</summary>
    public string? Notification { get; init; }
}
