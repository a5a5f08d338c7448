using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Runs copy jobs: copies, snapshots, clones and restores.</summary>
internal sealed class CopyWork(ITableData data, TimeProvider time)
{
    public async Task<JobDocument> RunAsync(JobDocument job, CancellationToken token)
    {
        var copy = job.Configuration["copy"]!.AsObject();
        var destination = References.Table(copy["destinationTable"] ?? throw new BigQueryException("required", "Required parameter is missing: destinationTable"), job.Project);
        var request = new CopyRequest(Sources(copy, job.Project), QueryRequests.Target(copy, destination), Operation(copy), Expiration(copy));
        var rows = await data.CopyAsync(request, token).ConfigureAwait(false);
        return job with
        {
            Statistics = new JsonObject { ["copy"] = new JsonObject { ["copiedRows"] = rows.ToString(CultureInfo.InvariantCulture) } },
        };
    }

    List<(TableName Table, DateTimeOffset? AsOf)> Sources(JsonObject copy, string project)
    {
        var references = copy["sourceTables"] as JsonArray ?? (copy["sourceTable"] is { } single ? [single.DeepClone()] : []);
        return references.Count > 0
            ? [.. references.Select(reference => TableDecorator.Split(References.Table(reference!, project), time))]
            : throw new BigQueryException("required", "Required parameter is missing: sourceTables");
    }

    static CopyOperation Operation(JsonObject copy) => (string?)copy["operationType"] switch
    {
        null or "" or "OPERATION_TYPE_UNSPECIFIED" or "COPY" => CopyOperation.Copy,
        "SNAPSHOT" => CopyOperation.Snapshot,
        "CLONE" => CopyOperation.Clone,
        "RESTORE" => CopyOperation.Restore,
        var other => throw BigQueryException.Invalid($"Invalid value for operationType: {other} is not a valid value", "operationType"),
    };

    static DateTimeOffset? Expiration(JsonObject copy)
    {
        if ((string?)copy["destinationExpirationTime"] is not { Length: > 0 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw BigQueryException.Invalid($"Invalid value for destinationExpirationTime: {text} is not a valid value", "destinationExpirationTime");
    }
}
