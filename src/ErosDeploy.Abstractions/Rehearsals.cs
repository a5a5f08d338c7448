namespace ErosDeploy;

/// <summary>A deployment tried out beside the target: deployed, undone, deployed again, compared, dropped. The target itself was only read.</summary>
public sealed record RehearsalResult
{
    public required string RunId { get; init; }

    /// <summary>What it says of the rehearsal: Succeeded, or FailedBeforeChange, for the target was not changed.</summary>
    public required EndState EndState { get; init; }

    public required string Target { get; init; }

    /// <summary>The dataset that it was done in; dropped afterwards.</summary>
    public required string Dataset { get; init; }

    public required IReadOnlyList<DeploymentStage> Stages { get; init; }

    /// <summary>How the phases went when they were deployed first.</summary>
    public required IReadOnlyList<PhaseResult> Phases { get; init; }

    /// <summary>What the undo did not bring back, and what the second deployment made otherwise than the first; empty when all is well.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required TimeSpan Duration { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];
    public string? ErrorCode { get; init; }
    public string? Error { get; init; }
}
