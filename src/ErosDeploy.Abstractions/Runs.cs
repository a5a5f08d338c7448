namespace ErosDeploy;

public enum RunState
{
    /// <summary>Its process holds the lease.</summary>
    Running,
    /// <summary>Its process is gone and did not end it, or it was cancelled while it watched a phase: Resume-ErosDeployment goes on with it, or undoes it.</summary>
    Interrupted,
    Ended,
    /// <summary>It stopped between two phases, as asked: Resume-ErosDeployment goes on with it.</summary>
    Paused,
}

/// <summary>A run as its journal tells: a deployment, a phase or a restore.</summary>
public sealed record DeploymentInfo
{
    public required string RunId { get; init; }

    /// <summary>For instance <c>deployment</c> or <c>phase phase1</c>.</summary>
    public required string Purpose { get; init; }

    public required RunState State { get; init; }

    /// <summary>How it ended; null while it has not, and for runs that were taken over.</summary>
    public EndState? EndState { get; init; }

    public string? Owner { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last entry was written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last entry in words: how far it came.</summary>
    public required string Reached { get; init; }

    public override string ToString() => RunId;
}

/// <summary>Who works on the dataset, as the lease in its bucket says.</summary>
public sealed record LeaseInfo
{
    public required string Target { get; init; }
    public required string Owner { get; init; }
    public required string RunId { get; init; }
    public required string Purpose { get; init; }
    public required string Host { get; init; }
    public required int Process { get; init; }
    public required DateTimeOffset AcquiredAt { get; init; }
    public required DateTimeOffset HeartbeatAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether its process runs; null when that is on another machine.</summary>
    public required bool? Alive { get; init; }

    /// <summary>Its time is over, or its process is gone: the next run takes it over by itself.</summary>
    public required bool Abandoned { get; init; }

    /// <summary>True after Unlock-ErosDeployment broke it.</summary>
    public bool Broken { get; init; }
}
