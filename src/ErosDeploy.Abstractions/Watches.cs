namespace ErosDeploy;

/// <summary>How the watch over a phase that was deployed came out.</summary>
public enum WatchOutcome
{
    /// <summary>No trigger fired until its end, and at least one could be judged.</summary>
    Passed,
    /// <summary>A trigger fired: the phase was undone.</summary>
    Fired,
    /// <summary>No trigger could be judged in any evaluation: nobody may say that it went well.</summary>
    Unknown,
    /// <summary>It was not to be watched, as someone asked; never counted as passed.</summary>
    Skipped,
}

/// <summary>One trigger of eros.json at one evaluation. Fail: it fired. Unknown: what it looks at could not be read, or had too few samples.</summary>
public sealed record TriggerReading
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required CheckStatus Status { get; init; }
    public double? Value { get; init; }

    /// <summary>The same, measured before the deployment.</summary>
    public double? Before { get; init; }

    /// <summary>When it fires, for instance <c>&gt; 50 % more than before</c>.</summary>
    public required string Threshold { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>Health as it was at one time of a watch, judged by the triggers.</summary>
public sealed record WatchEvaluation
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Null when the health could not be measured.</summary>
    public double? Score { get; init; }

    public required IReadOnlyList<TriggerReading> Triggers { get; init; }

    public IEnumerable<string> Fired => Triggers.Where(t => t.Status == CheckStatus.Fail).Select(t => t.Id);

    public IEnumerable<string> Unknown => Triggers.Where(t => t.Status == CheckStatus.Unknown).Select(t => t.Id);
}

/// <summary>The time after a phase in which its health is looked at on a schedule, and a trigger undoes it.</summary>
public sealed record PhaseWatch
{
    public required string Phase { get; init; }
    public required WatchOutcome Outcome { get; init; }
    public required TimeSpan SoakTime { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required IReadOnlyList<WatchEvaluation> Evaluations { get; init; }

    /// <summary>What fired, what could never be judged, or who asked to skip it.</summary>
    public required string Detail { get; init; }

    public override string ToString() => $"{Phase} ({Outcome})";
}
