using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Cloud.BigQuery;

/// <summary>Members that this client does not name are kept, so that a resource read and written again loses nothing. (The serializer refuses
/// extension data that is init-only.)</summary>
public abstract record Resource
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }
}

public sealed record DatasetReference(string ProjectId, string DatasetId);

/// <summary>Source: bigquery.datasets of the REST reference.</summary>
public sealed record Dataset : Resource
{
    public DatasetReference? DatasetReference { get; init; }
    public string? Location { get; init; }
    public string? Description { get; init; }
    public string? FriendlyName { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public string? Etag { get; init; }

    /// <summary>Milliseconds; tables made later get it.</summary>
    public long? DefaultTableExpirationMs { get; init; }
}

public sealed record TableReference(string ProjectId, string DatasetId, string TableId)
{
    public override string ToString() => $"{ProjectId}.{DatasetId}.{TableId}";
}

public sealed record TableFieldSchema : Resource
{
    public required string Name { get; init; }

    /// <summary>The service's name of the type: INTEGER, FLOAT, BOOLEAN, RECORD ... (old names) in answers.</summary>
    public required string Type { get; init; }

    /// <summary>NULLABLE when null.</summary>
    public string? Mode { get; init; }

    public IReadOnlyList<TableFieldSchema>? Fields { get; init; }
    public string? Description { get; init; }
    public string? DefaultValueExpression { get; init; }
    public FieldElementType? RangeElementType { get; init; }
}

public sealed record FieldElementType(string Type);

public sealed record TableSchema : Resource
{
    public IReadOnlyList<TableFieldSchema> Fields { get; set; } = [];
}

public sealed record TimePartitioning : Resource
{
    public string? Type { get; init; }
    public string? Field { get; init; }
    public long? ExpirationMs { get; init; }
}

public sealed record Clustering
{
    public IReadOnlyList<string> Fields { get; set; } = [];
}

/// <summary>Source: bigquery.tables of the REST reference. Times are milliseconds since 1970.</summary>
public sealed record Table : Resource
{
    public TableReference? TableReference { get; init; }

    /// <summary>TABLE, VIEW, MATERIALIZED_VIEW, SNAPSHOT, EXTERNAL.</summary>
    public string? Type { get; init; }

    public TableSchema? Schema { get; init; }
    public TimePartitioning? TimePartitioning { get; init; }
    public JsonElement? RangePartitioning { get; init; }
    public Clustering? Clustering { get; init; }
    public bool? RequirePartitionFilter { get; init; }
    public string? Description { get; init; }
    public string? FriendlyName { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public long? ExpirationTime { get; init; }
    public JsonElement? TableConstraints { get; init; }
    public JsonElement? View { get; init; }
    public JsonElement? MaterializedView { get; init; }
    public StreamingBuffer? StreamingBuffer { get; init; }
    public long? NumRows { get; init; }
    public long? NumBytes { get; init; }
    public long? CreationTime { get; init; }
    public long? LastModifiedTime { get; init; }
    public string? Location { get; init; }
    public string? Etag { get; init; }
}

/// <summary>Rows that were streamed in and are not yet in any snapshot.</summary>
public sealed record StreamingBuffer
{
    public ulong? EstimatedRows { get; init; }
    public ulong? EstimatedBytes { get; init; }
}

public sealed record TableList
{
    public IReadOnlyList<Table>? Tables { get; init; }
    public string? NextPageToken { get; init; }
}

public sealed record DatasetList
{
    public IReadOnlyList<Dataset>? Datasets { get; init; }
    public string? NextPageToken { get; init; }
}

public sealed record RoutineReference(string ProjectId, string DatasetId, string RoutineId);

/// <summary>Source: bigquery.routines of the REST reference.</summary>
public sealed record Routine : Resource
{
    public RoutineReference? RoutineReference { get; init; }

    /// <summary>SCALAR_FUNCTION, TABLE_VALUED_FUNCTION, PROCEDURE, AGGREGATE_FUNCTION.</summary>
    public string? RoutineType { get; init; }

    public string? Language { get; init; }
    public string? DefinitionBody { get; init; }
    public string? Description { get; init; }
    public JsonElement? Arguments { get; init; }
    public JsonElement? ReturnType { get; init; }
    public JsonElement? ReturnTableType { get; init; }
    public string? Etag { get; init; }
}

public sealed record RoutineList
{
    public IReadOnlyList<Routine>? Routines { get; init; }
    public string? NextPageToken { get; init; }
}

/// <summary>Source: bigquery.rowAccessPolicies of the REST reference.</summary>
public sealed record RowAccessPolicy : Resource
{
    public JsonElement? RowAccessPolicyReference { get; init; }
    public string? FilterPredicate { get; init; }

    /// <summary>Given at creation and replacement; answers leave them out.</summary>
    public IReadOnlyList<string>? Grantees { get; init; }

    [JsonIgnore]
    public string Name => RowAccessPolicyReference is { } reference ? reference.GetProperty("policyId").GetString()! : "";
}

public sealed record RowAccessPolicyReference(string ProjectId, string DatasetId, string TableId, string PolicyId);

public sealed record GetIamPolicyRequest : Resource;

/// <summary>Source: Policy of the IAM reference.</summary>
public sealed record IamPolicy : Resource
{
    public IReadOnlyList<IamBinding>? Bindings { get; init; }
}

public sealed record IamBinding : Resource
{
    public string? Role { get; init; }
    public IReadOnlyList<string>? Members { get; init; }
}

public sealed record RowAccessPolicyList
{
    public IReadOnlyList<RowAccessPolicy>? RowAccessPolicies { get; init; }
    public string? NextPageToken { get; init; }
}

/// <summary>Names of permissions: what testIamPermissions is asked for, and those of it that it answers. Absent when there are none.</summary>
public sealed record Permissions
{
    [JsonPropertyName("permissions")]
    public IReadOnlyList<string>? Names { get; init; }
}
