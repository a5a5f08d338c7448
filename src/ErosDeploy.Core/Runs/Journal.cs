using System.Text.Json;
using System.Text.Json.Serialization;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Runs;

enum JournalEvent
{
    RunStarted,
    /// <summary>Another process goes on with a run whose process died.</summary>
    RunResumed,
    /// <summary>The deployment's backup is complete; its id is the entry's detail.</summary>
    BackupDone,
    /// <summary>What the undo needs was captured: definitions in this entry, rows in snapshots of the scratch dataset.</summary>
    Captured,
    StepIntended,
    StepDone,
    StepFailed,
    UndoIntended,
    /// <summary>All of the phase is seen to be as before; an undo that failed in part stays begun.</summary>
    UndoDone,
    /// <summary>Steps, tests and the history of a phase are done.</summary>
    PhaseDone,
    /// <summary>The health before the deployment's first change, which its watches compare with.</summary>
    BaselineMeasured,
    WatchBegun,
    WatchEvaluated,
    WatchEnded,
    /// <summary>The run stops before the entry's phase until someone confirms that it may go on.</summary>
    RunPaused,
    PauseConfirmed,
    RunEnded,
}

/// <summary>One entry of a run's journal: an object of its own, created once and never changed.</summary>
sealed record JournalEntry
{
    public required int Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Run { get; init; }

    /// <summary>Generation of the lease at its acquisition: a later holder has a greater one.</summary>
    public required long Fence { get; init; }

    public required JournalEvent Event { get; init; }

    /// <summary>With <see cref="JournalEvent.RunEnded"/>: the phase whose watch was cancelled.</summary>
    public string? Phase { get; init; }
    public string? Step { get; init; }
    public string? Checksum { get; init; }
    public IReadOnlyList<string>? Tables { get; init; }
    public string? Job { get; init; }
    public string? Detail { get; init; }
    public CapturedState? Captured { get; init; }

    /// <summary>What the run was asked for; in its first entry.</summary>
    public RunRequest? Request { get; init; }

    public string? Owner { get; init; }

    /// <summary>The steps as they were planned before the first change: what exists by now tells nothing of how to undo it.</summary>
    public IReadOnlyList<PlannedStep>? Plan { get; init; }

    /// <summary>With <see cref="JournalEvent.PhaseDone"/>, without the rows of its tests.</summary>
    public PhaseResult? Result { get; init; }

    /// <summary>With <see cref="JournalEvent.BaselineMeasured"/>.</summary>
    public HealthReport? Health { get; init; }

    /// <summary>With <see cref="JournalEvent.WatchBegun"/>: its end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>With <see cref="JournalEvent.WatchEvaluated"/>.</summary>
    public WatchEvaluation? Evaluation { get; init; }

    /// <summary>With <see cref="JournalEvent.WatchEnded"/>.</summary>
    public PhaseWatch? Watch { get; init; }

    /// <summary>With <see cref="JournalEvent.RunEnded"/>.</summary>
    public EndState? End { get; init; }
}

/// <param name="Phase">A run of this phase alone; null: a deployment.</param>
/// <param name="Undo">The run whose work on the phase is undone.</param>
/// <param name="Backup">A backup is taken before the phase.</param>
/// <param name="SkipBackup">The phase goes without the backup that eros.json asks for.</param>
sealed record RunRequest(string? Phase, DeploymentRequest? Deployment, string? Undo = null, bool SkipGates = false, bool Backup = false, bool SkipBackup = false)
{
    public string Purpose => Phase is null ? "deployment" : Undo is null ? $"phase {Phase}" : $"undo of {Phase}";
}

/// <summary>Definitions as they were before the first change, and where the rows of changed tables were put.</summary>
sealed record CapturedState
{
    public required IReadOnlyList<CapturedObject> Objects { get; init; }
    public string? ScratchDataset { get; init; }
    public required IReadOnlyList<string> Snapshots { get; init; }

    /// <summary>The dataset that holds what the benchmarks need as it was; null: nothing is measured.</summary>
    public string? Before { get; init; }

    /// <summary>Every dataset of ours that the run needs no more once it is undone.</summary>
    public IEnumerable<string> Datasets => new[] { ScratchDataset, Before }.OfType<string>();

    /// <summary>The resources of the tables with snapshots, as they were.</summary>
    public IReadOnlyList<JsonElement> Tables { get; init; } = [];

    public TableResource? Table(string name) => Tables.Select(t => new TableResource(t)).FirstOrDefault(t => t.Name == name);
}

/// <param name="Ddl">Null: the object did not exist.</param>
sealed record CapturedObject(DeployedObjectKind Kind, string Name, string? Ddl);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true)]
[JsonSerializable(typeof(JournalEntry))]
sealed partial class JournalJson : JsonSerializerContext;
