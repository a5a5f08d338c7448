namespace ErosDeploy.Core.Targets;

/// <summary>The environment variables that a target is read from.</summary>
public static class TargetVariables
{
    public const string Project = "EROS_PROJECT_ID";
    public const string Dataset = "EROS_DATASET";
    public const string Bucket = "EROS_BUCKET";
    public const string Location = "EROS_LOCATION";
    public const string Sandbox = "EROS_SANDBOX";

    /// <summary>The sandbox folder to take where nothing names a target; `eros` sets it for itself.</summary>
    public const string DefaultSandbox = "EROS_DEFAULT_SANDBOX";

    public const string SqlPath = "EROS_SQL_PATH";

    /// <summary>Where restores are told of: an address that takes Adaptive Cards, and a secret.</summary>
    public const string Webhook = "EROS_WEBHOOK";

    public const string BigQueryEndpoint = "BIGQUERY_EMULATOR_HOST";
    public const string StorageEndpoint = "STORAGE_EMULATOR_HOST";
}
