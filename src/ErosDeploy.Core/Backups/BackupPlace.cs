namespace ErosDeploy.Core.Backups;

/// <summary>Whether the bucket can take a backup of the dataset: seen before anything is exported, for a refused export is charged too.</summary>
sealed class BackupPlace(ErosServices services)
{
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var dataset = await services.Warehouse.LocationAsync(cancellationToken);
        var bucket = await services.Bucket.ResourceAsync(cancellationToken);
        if (bucket.Location is { } location && !string.Equals(dataset, location, StringComparison.OrdinalIgnoreCase))
            throw new ErosException(
                ErosErrorCode.LocationMismatch,
                $"Dataset {services.Target} is in {dataset}, bucket {services.Target.Bucket} in {location}: the service does not export from one to the other.",
                $"Use a bucket in {dataset}. Nothing was written.") { Subject = services.Target.Bucket };
        if (bucket.More?.Keys.FirstOrDefault(k => k is "retentionPolicy" or "defaultEventBasedHold" && Holds(bucket.More[k])) is { } hold)
            throw new ErosException(
                ErosErrorCode.BucketRetains,
                $"Bucket {services.Target.Bucket} has a {hold}: exports into it can fail after they were charged, and nothing in it can be tidied up.",
                "Use a bucket without retention lock and holds. Nothing was written.") { Subject = services.Target.Bucket };
    }

    static bool Holds(System.Text.Json.JsonElement value) => value.ValueKind is System.Text.Json.JsonValueKind.Object or System.Text.Json.JsonValueKind.True;
}
