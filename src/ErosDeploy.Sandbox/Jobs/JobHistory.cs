using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Jobs as INFORMATION_SCHEMA.JOBS lists them.</summary>
internal static class JobHistory
{
    public static JobRecord Record(JobDocument job)
    {
        var query = job.Configuration["query"];
        var figures = job.Statistics["query"];
        return new JobRecord
        {
            Project = job.Project,
            JobId = job.JobId,
            ParentJobId = job.ParentJobId,
            SessionId = job.SessionId,
            Location = job.Location,
            UserEmail = job.UserEmail,
            JobType = job.JobType,
            StatementType = (string?)figures?["statementType"],
            Priority = (string?)query?["priority"] ?? "INTERACTIVE",
            State = job.State.ToString().ToUpperInvariant(),
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            EndedAt = job.EndedAt,
            Query = (string?)query?["query"],
            BytesProcessed = Long(job.Statistics["totalBytesProcessed"]),
            BytesBilled = Long(figures?["totalBytesBilled"]),
            SlotMs = Long(job.Statistics["totalSlotMs"]),
            CacheHit = figures is null ? null : false,
            ErrorReason = job.Failure?.Reason,
            ErrorLocation = job.Failure?.Location,
            ErrorMessage = job.Failure?.Message,
            Labels = Labels(job.Configuration["labels"]),
            ReferencedTables = [.. (figures?["referencedTables"] as JsonArray ?? []).Select(table => References.Table(table!))],
            Destination = query?["destinationTable"] is { } table ? References.Table(table) : null,
            Dml = Dml(figures?["dmlStats"]),
            TransactionId = job.TransactionId,
        };
    }

    static Dictionary<string, string> Labels(JsonNode? labels) =>
        (labels as JsonObject ?? []).ToDictionary(label => label.Key, label => (string)label.Value!, StringComparer.Ordinal);

    static DmlCounts? Dml(JsonNode? stats) => stats is null
        ? null
        : new DmlCounts(Long(stats["insertedRowCount"]) ?? 0, Long(stats["updatedRowCount"]) ?? 0, Long(stats["deletedRowCount"]) ?? 0);

    static long? Long(JsonNode? value) => value is null ? null : long.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
