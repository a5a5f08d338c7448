namespace ErosDeploy;

/// <summary>One value of the target and where it came from; Origin is the parameter, variable or rule by name.</summary>
public sealed record ErosSetting(string Name, string? Value, SettingSource Source, string Origin);

/// <summary>What cmdlets will talk to: a project, dataset and bucket, or a sandbox folder.</summary>
public sealed record ErosContext
{
    public required TargetKind Kind { get; init; }
    public required string Project { get; init; }
    public required string Dataset { get; init; }
    public required string Bucket { get; init; }
    public required string Location { get; init; }

    /// <summary>Full path of the sandbox folder; null for a cloud target.</summary>
    public string? Sandbox { get; init; }

    public string? BigQueryEndpoint { get; init; }
    public string? StorageEndpoint { get; init; }

    /// <summary>The folder with eros.json; null when none was given and the module's own is used.</summary>
    public string? SqlPath { get; init; }

    public required IReadOnlyList<ErosSetting> Settings { get; init; }

    public override string ToString() =>
        Kind == TargetKind.Sandbox ? $"sandbox {Sandbox} ({Project}.{Dataset})" : $"{Project}.{Dataset}";
}
