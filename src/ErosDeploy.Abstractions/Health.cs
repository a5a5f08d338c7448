namespace ErosDeploy;

/// <summary>One measured value against its thresholds. Unknown when it could not be read or had no data.</summary>
public sealed record HealthCheck
{
    public required HealthSection Section { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required CheckStatus Status { get; init; }
    public HealthComponentName? Component { get; init; }
    public double? Value { get; init; }
    public long? SampleSize { get; init; }
    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>The thresholds as text, for instance <c>warn &gt; 1000, fail &gt; 5000</c>.</summary>
    public required string Threshold { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => $"{Id} ({Status})";
}

/// <summary>One part of the score. Its status is the worst of its checks (Fail, Unknown, Warn, Pass), Unknown without any; its points are the
/// weight times the share that eros.json gives that status; Unknown earns nothing.</summary>
public sealed record HealthComponent
{
    public required HealthComponentName Name { get; init; }
    public required CheckStatus Status { get; init; }
    public required double Points { get; init; }
    public required double MaxPoints { get; init; }
    public required int Checks { get; init; }
    public string? Reason { get; init; }

    public override string ToString() => $"{Name} ({Status})";
}

public sealed record HealthReport
{
    public required string Target { get; init; }
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>By the score; while a component is Unknown at best what eros.json allows.</summary>
    public required HealthGrade Grade { get; init; }

    public required CheckStatus Status { get; init; }
    public required IReadOnlyList<HealthComponent> Components { get; init; }
    public required IReadOnlyList<HealthCheck> Checks { get; init; }
    public required TimeSpan Duration { get; init; }
}
