namespace ErosDeploy;

/// <summary>When a hook is called.</summary>
public enum HookKind
{
    /// <summary>The lease is held, nothing was done yet. A hook that throws stops the run here.</summary>
    BeforeRun,
    /// <summary>However the run ended; the lease is still held.</summary>
    AfterRun,
    /// <summary>Before the first step of a phase that does something. A hook that throws stops the run here.</summary>
    BeforePhase,
    AfterPhase,
    /// <summary>Before each step that is run. A hook that throws makes the phase fail: it is undone.</summary>
    BeforeStep,
    /// <summary>After each step that succeeded.</summary>
    AfterStep,
    /// <summary>Once, when the run did not succeed, after everything was undone.</summary>
    OnError,
}

/// <summary>What a hook is told.</summary>
public sealed record HookEvent
{
    public required HookKind Kind { get; init; }
    public required string RunId { get; init; }
    public required string Target { get; init; }
    public string? Phase { get; init; }
    public string? Step { get; init; }
    public string? Error { get; init; }

    /// <summary>The <see cref="PhaseResult"/>, <see cref="PhaseStepResult"/> or <see cref="DeploymentResult"/> of what has ended.</summary>
    public object? Result { get; init; }

    public override string ToString() => string.Join(" ", new[] { Kind.ToString(), Phase, Step }.Where(p => p is not null));
}
