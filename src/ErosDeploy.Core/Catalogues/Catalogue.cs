using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Catalogues;

/// <summary>eros.json: what is deployed, tested, measured and watched. File names are relative to its folder, with forward slashes.</summary>
public sealed record Catalogue
{
    [JsonPropertyName("$schema")]
    public string? JsonSchema { get; init; }

    public required int Version { get; init; }
    public required string System { get; init; }

    /// <summary>The scripts that declare the tables every deployment expects to find.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    public required IReadOnlyList<string> Baseline { get; init; }
    public required IReadOnlyList<string> Sample { get; init; }
    public required IReadOnlyList<PhaseDefinition> Phases { get; init; }
    public required GateDefinition Gates { get; init; }

    /// <summary>What is looked at while a phase is watched.</summary>
    public WatchDefinition Watch { get => field ?? WatchDefinition.None; init; }

    /// <summary>What a phase asks for before it runs; null: no more than that it can run.</summary>
    public PreflightDefinition? Preflight { get; init; }

    public required IReadOnlyList<string> CriticalTables { get; init; }

    public IReadOnlyList<AfterRestoreDefinition> AfterRestore { get => field ?? []; init; }
    public required IReadOnlyList<HealthDefinition> Health { get; init; }
    public required ScoreDefinition Score { get; init; }
    public required PriceDefinition Prices { get; init; }

    /// <summary>Who is to be asked, as messages name them.</summary>
    public IReadOnlyList<string> Contacts { get => field ?? []; init; }
}

public sealed record PhaseDefinition
{
    public required string Name { get; init; }
    public required string Title { get; init; }
    public string Description { get => field ?? ""; init; }
    public required IReadOnlyList<StepDefinition> Steps { get; init; }
    public required IReadOnlyList<TestDefinition> Tests { get; init; }
    public IReadOnlyList<BenchmarkDefinition> Benchmarks { get => field ?? []; init; }

    /// <summary>How long it is watched after it was deployed; 0, not at all, when it is not given.</summary>
    public double? SoakMinutes { get => field ?? 0; init; }

    internal TimeSpan Soak => TimeSpan.FromMinutes(SoakMinutes ?? 0);
}

public sealed record StepDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string File { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<StepKind>))]
    public required StepKind Kind { get; init; }

    /// <summary>Objects that the script creates or replaces; what it replaces is captured before and put back by the undo.</summary>
    public required IReadOnlyList<ObjectDefinition> Creates { get; init; }

    /// <summary>Tables whose rows the script writes; their rows are what the undo puts back.</summary>
    public required IReadOnlyList<string> Changes { get; init; }
}

public sealed record ObjectDefinition
{
    [JsonConverter(typeof(SnakeCaseEnum<DeployedObjectKind>))]
    public required DeployedObjectKind Kind { get; init; }

    public required string Name { get; init; }

    internal DeployedObject ToObject() => new(Kind, Name);
}

public sealed record TestDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string File { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<TestSeverity>))]
    public required TestSeverity Severity { get; init; }

    /// <summary>Why the test holds on the baseline too; null: it must fail there.</summary>
    public string? Guard { get; init; }
}

public sealed record BenchmarkDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string File { get; init; }
}

/// <summary>A script that makes other tables agree with restored ones; it may run again, and runs when one of its tables was restored and all are there.</summary>
public sealed record AfterRestoreDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string File { get; init; }
    public required IReadOnlyList<string> Tables { get; init; }
}

public sealed record PreflightDefinition
{
    /// <summary>The oldest that the last verified backup of the whole dataset may be; 24 when it is not given.</summary>
    public double? BackupMaxAgeHours { get => field ?? 24; init; }
}

/// <summary>What the benchmarks of a phase must show. Shares: 0.1 is 10 %.</summary>
public sealed record GateDefinition
{
    public required double MedianImprovement { get; init; }
    public required double CostIncrease { get; init; }
    public required double ErrorRate { get; init; }
    public required int WarmUps { get; init; }

    /// <summary>Of each benchmark on each side; under six no verdict on times is possible.</summary>
    public required int Repetitions { get; init; }

    public GatePolicies Policies { get => field ?? new GatePolicies(); init; }
}

/// <summary>What a gate that is not met does.</summary>
public sealed record GatePolicies
{
    [JsonConverter(typeof(SnakeCaseEnum<GatePolicy>))]
    public GatePolicy Time { get; init; } = GatePolicy.Fail;

    [JsonConverter(typeof(SnakeCaseEnum<GatePolicy>))]
    public GatePolicy Cost { get; init; } = GatePolicy.Fail;

    [JsonConverter(typeof(SnakeCaseEnum<GatePolicy>))]
    public GatePolicy Errors { get; init; } = GatePolicy.Fail;
}

/// <summary>Max: worse above the thresholds; Min: worse below them.</summary>
public enum ThresholdDirection
{
    Max,
    Min,
}

public sealed record HealthDefinition
{
    [JsonConverter(typeof(SnakeCaseEnum<HealthSection>))]
    public required HealthSection Section { get; init; }

    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string File { get; init; }

    /// <summary>Null: the check does not touch the score.</summary>
    [JsonConverter(typeof(SnakeCaseEnum<HealthComponentName>))]
    public HealthComponentName? Component { get; init; }

    public string Unit { get => field ?? ""; init; }

    [JsonConverter(typeof(SnakeCaseEnum<ThresholdDirection>))]
    public required ThresholdDirection Direction { get; init; }

    public double? Warn { get; init; }
    public double? Fail { get; init; }

    /// <summary>A smaller sample is Unknown; 1 when it is not given.</summary>
    public long? MinimumSample { get => field ?? 1; init; }
}

public sealed record ScoreDefinition
{
    public required ScoreWeights Weights { get; init; }
    public required ScoreShares Shares { get; init; }
    public required IReadOnlyList<GradeDefinition> Grades { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<HealthGrade>))]
    public required HealthGrade UnknownCapsAt { get; init; }

    /// <summary>The score to reach; 90 when it is not given.</summary>
    public double? Target { get => field ?? 90; init; }
}

public sealed record ScoreWeights(double Integrity, double Performance, double Errors, double Emv, double Availability)
{
    internal double Of(HealthComponentName component) => component switch
    {
        HealthComponentName.Integrity => Integrity,
        HealthComponentName.Performance => Performance,
        HealthComponentName.Errors => Errors,
        HealthComponentName.Emv => Emv,
        _ => Availability,
    };
}

public sealed record ScoreShares(double Pass, double Warn, double Fail, double Unknown)
{
    internal double Of(CheckStatus status) => status switch
    {
        CheckStatus.Pass => Pass,
        CheckStatus.Warn => Warn,
        CheckStatus.Fail => Fail,
        _ => Unknown,
    };
}

public sealed record GradeDefinition
{
    [JsonConverter(typeof(SnakeCaseEnum<HealthGrade>))]
    public required HealthGrade Grade { get; init; }

    public required double Minimum { get; init; }
}

public sealed record PriceDefinition
{
    public required string Currency { get; init; }
    public required double PerTiBProcessed { get; init; }
    public required long MinimumBytesPerTable { get; init; }
    public required double PerGiBMonthActive { get; init; }
    public required double PerGiBMonthLongTerm { get; init; }
}
