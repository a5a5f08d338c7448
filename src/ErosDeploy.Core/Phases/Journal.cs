using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Phases;

enum JournalEvent
{
    RunStarted,
    /// <summary>What the undo needs was captured: definitions in this entry, rows in snapshots of the scratch dataset.</summary>
    Captured,
    StepIntended,
    StepDone,
    StepFailed,
    UndoIntended,
    UndoDone,
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
    public string? Phase { get; init; }
    public string? Step { get; init; }
    public string? Checksum { get; init; }
    public IReadOnlyList<string>? Tables { get; init; }
    public string? Job { get; init; }
    public string? Detail { get; init; }
    public CapturedState? Captured { get; init; }
}

/// <summary>Definitions as they were before the first change, and where the rows of changed tables were put.</summary>
sealed record CapturedState
{
    public required IReadOnlyList<CapturedObject> Objects { get; init; }
    public string? ScratchDataset { get; init; }
    public required IReadOnlyList<string> Snapshots { get; init; }
}

/// <param name="Ddl">Null: the object did not exist.</param>
sealed record CapturedObject(DeployedObjectKind Kind, string Name, string? Ddl);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(JournalEntry))]
sealed partial class JournalJson : JsonSerializerContext;
