using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ErosDeploy.Sandbox.Transfers;

/// <summary>A transfer config as it is kept.</summary>
internal sealed record TransferConfig
{
    public required string Project { get; init; }

    public required string Location { get; init; }

    public required string Id { get; init; }

    /// <summary>What callers gave: displayName, dataSourceId, destinationDatasetId, params, schedule, scheduleOptions, disabled and the like.</summary>
    public required JsonObject Given { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? NextRun { get; init; }

    [JsonIgnore]
    public string Name => $"projects/{Project}/locations/{Location}/transferConfigs/{Id}";

    [JsonIgnore]
    public bool Disabled => (bool?)Given["disabled"] ?? false;

    [JsonIgnore]
    public bool RunsByItself => !Disabled && (bool?)Given["scheduleOptions"]?["disableAutoScheduling"] != true;

    public string? Param(string name) => (string?)Given["params"]?[name];

    /// <summary>The first due instant at or after <paramref name="from"/>, within the options' start and end.</summary>
    public DateTimeOffset? NextFrom(DateTimeOffset from)
    {
        var start = Instant("startTime");
        var due = RunsByItself
            ? ScheduleText.Parse((string?)Given["schedule"] ?? "every 24 hours")?.Next(start > from ? start.Value : from, start ?? CreatedAt)
            : null;
        return due >= Instant("endTime") ? null : due;
    }

    DateTimeOffset? Instant(string option) => (string?)Given["scheduleOptions"]?[option] is { } text ? TransferTime.Parse(text) : null;
}

/// <summary>One run of a config; how far it is, its job knows.</summary>
internal sealed record TransferRun
{
    public required string Config { get; init; }

    public required string Id { get; init; }

    /// <summary>When it was due, or the time a caller asked for.</summary>
    public required DateTimeOffset RunTime { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required bool Manual { get; init; }

    /// <summary>The config's members at the start.</summary>
    public required JsonObject Given { get; init; }

    /// <summary>Why no job could be begun.</summary>
    public string? Failure { get; init; }

    [JsonIgnore]
    public string Name => $"{Config}/runs/{Id}";

    [JsonIgnore]
    public string JobId => $"scheduled_query_{Id}";
}

internal sealed record TransferDocument(List<TransferConfig> Configs, List<TransferRun> Runs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransferDocument))]
internal sealed partial class TransfersJson : JsonSerializerContext;
