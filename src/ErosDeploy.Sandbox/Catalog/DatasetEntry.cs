namespace ErosDeploy.Sandbox.Catalog;

/// <summary>What the catalogue knows about a dataset; field names follow the datasets resource.</summary>
internal sealed record DatasetEntry
{
    public required DatasetName Name { get; init; }
    public string Location { get; init; } = "US";
    public string? FriendlyName { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public long? DefaultTableExpirationMs { get; init; }
    public long? DefaultPartitionExpirationMs { get; init; }
    public long? MaxTimeTravelHours { get; init; }
    public string? DefaultCollation { get; init; }
    public string? DefaultRoundingMode { get; init; }
    public string? StorageBillingModel { get; init; }
    public bool IsCaseInsensitive { get; init; }

    /// <summary>The access list as the JSON array of the resource, kept but not enforced; null = the default list.</summary>
    public string? AccessJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Changes with every write of the entry.</summary>
    public string Etag { get; init; } = "";
}
