namespace ErosDeploy;

/// <summary>What repeated measurement says of a change.</summary>
public enum Verdict
{
    /// <summary>Better, and not by chance.</summary>
    Improved,
    /// <summary>Worse, and not by chance.</summary>
    Regressed,
    /// <summary>The repetitions scatter more than the two sides differ, or there is nothing to compare.</summary>
    Inconclusive,
    /// <summary>Exactly the same; only of figures that do not scatter.</summary>
    Unchanged,
}

public enum GateKind
{
    /// <summary>Median time of the benchmarks.</summary>
    Time,
    /// <summary>Bytes billed, at the prices of eros.json.</summary>
    Cost,
    /// <summary>Share of benchmark runs that failed.</summary>
    Errors,
}

/// <summary>What a gate that is not met does: Fail undoes the phase, Warn is reported.</summary>
public enum GatePolicy
{
    Fail,
    Warn,
}

/// <summary>A benchmark on one side. Times are those of its jobs, as the service tells them.</summary>
public sealed record MeasuredSide
{
    /// <summary>Runs that were measured, without warm-ups; the failed ones too.</summary>
    public required int Runs { get; init; }

    public required int Errors { get; init; }

    /// <summary>Null when no run succeeded.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>Between the first and the third quartile.</summary>
    public TimeSpan? Spread { get; init; }

    /// <summary>Of one run, the median; null where the service does not tell.</summary>
    public long? BytesProcessed { get; init; }

    public long? BytesBilled { get; init; }
    public TimeSpan? SlotTime { get; init; }

    /// <summary>Of one run, in the currency of eros.json.</summary>
    public double? Cost { get; init; }

    /// <summary>The first error.</summary>
    public string? Error { get; init; }

    public override string ToString() => FormattableString.Invariant(
        $"{(Median is { } median ? $"{median.TotalMilliseconds:0} ms (spread {Spread!.Value.TotalMilliseconds:0} ms)" : Error ?? "nothing measured")}, {Runs} runs, {Errors} failed");
}

/// <summary>One benchmark before and after. Changes are shares: -0.2 is a fifth faster.</summary>
public sealed record BenchmarkResult
{
    public required string Phase { get; init; }
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>Null where nothing was kept of before.</summary>
    public MeasuredSide? Before { get; init; }

    public required MeasuredSide After { get; init; }
    public double? Change { get; init; }

    /// <summary>The 95 % interval of the change.</summary>
    public double? ChangeFrom { get; init; }

    public double? ChangeTo { get; init; }
    public required Verdict Verdict { get; init; }

    public override string ToString() => $"{Id} ({Verdict})";
}

/// <summary>A limit of eros.json that a phase will be judged by once it is deployed.</summary>
public sealed record PlannedGate(GateKind Kind, GatePolicy Policy, string Threshold)
{
    public override string ToString() => $"{Kind}: {Threshold} (else {Policy})";
}

/// <summary>One limit of eros.json over all benchmarks of a phase.</summary>
public sealed record GateResult
{
    public required string Phase { get; init; }
    public required GateKind Kind { get; init; }
    public required GatePolicy Policy { get; init; }

    /// <summary>Pass when it is met; what scatters too much to tell is Warn, what could not be measured Unknown.</summary>
    public required CheckStatus Status { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Sum of the medians in milliseconds, cost of one round, or share of failed runs.</summary>
    public double? Before { get; init; }

    public double? After { get; init; }

    /// <summary>As a share; of times the typical one over all benchmarks, with its 95 % interval.</summary>
    public double? Change { get; init; }

    public double? ChangeFrom { get; init; }
    public double? ChangeTo { get; init; }

    /// <summary>What is asked for, for instance <c>more than 10 % faster</c>.</summary>
    public required string Threshold { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => $"{Kind} ({Status}, {Verdict})";
}

/// <summary>The benchmarks of a phase on the target, and beside it on a copy of what was there before the phase, where one is kept.</summary>
public sealed record PhaseMeasurement
{
    public required string Target { get; init; }
    public required string Phase { get; init; }
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The dataset that holds the state from before; null: nothing is kept, so nothing is compared.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>The run that kept it.</summary>
    public string? RunId { get; init; }

    public required int Repetitions { get; init; }
    public required IReadOnlyList<BenchmarkResult> Benchmarks { get; init; }
    public required IReadOnlyList<GateResult> Gates { get; init; }
    public required TimeSpan Duration { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Of the times.</summary>
    public Verdict Verdict => Gates.FirstOrDefault(g => g.Kind == GateKind.Time)?.Verdict ?? Verdict.Inconclusive;
}
