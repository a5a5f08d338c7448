using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A job as it is kept: what was asked, how far it is, what it found. Replaced as a whole at each change.</summary>
internal sealed record JobDocument
{
    public required string Project { get; init; }

    public required string JobId { get; init; }

    public string Location { get; init; } = "US";

    public required string UserEmail { get; init; }

    public string? ParentJobId { get; init; }

    /// <summary>The configuration of the resource, jobType and what the service fills in included.</summary>
    public required JsonObject Configuration { get; init; }

    public required JobState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public JobFailure? Failure { get; init; }

    /// <summary>Members of the resource's statistics besides the times.</summary>
    public JsonObject Statistics { get; init; } = [];

    /// <summary>Where the rows of the result are; null if there are none.</summary>
    public JobResult? Result { get; init; }

    public string? SessionId { get; init; }

    public string? TransactionId { get; init; }

    /// <summary>True if the job has been deleted; its id stays used.</summary>
    public bool Deleted { get; init; }

    [JsonIgnore]
    public string JobType => (string)Configuration["jobType"]!;

    [JsonIgnore]
    public bool IsDone => State == JobState.Done;

    /// <summary>The id of the resource: project:location.job.</summary>
    [JsonIgnore]
    public string FullId => $"{Project}:{Location}.{JobId}";
}

internal enum JobState
{
    Pending,
    Running,
    Done,
}

/// <summary>An ErrorProto.</summary>
internal sealed record JobFailure(string Reason, string Message, string? Location);

/// <summary>Rows kept in the results folder, or the table that has them.</summary>
internal sealed record JobResult
{
    /// <summary>The TableSchema of the rows.</summary>
    public required JsonObject Schema { get; init; }

    public required long Rows { get; init; }

    /// <summary>The job under whose id the rows are kept: this one or a child.</summary>
    public required string JobId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobDocument))]
internal sealed partial class JobsJson : JsonSerializerContext;
