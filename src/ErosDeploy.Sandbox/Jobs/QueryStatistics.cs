using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>What a query found, as members of a job's statistics.</summary>
internal static class QueryStatistics
{
    public static JsonObject Of(QueryOutcome outcome, DateTimeOffset started, DateTimeOffset ended)
    {
        var slots = Text((long)Math.Ceiling((ended - started).TotalMilliseconds));
        var statistics = new JsonObject
        {
            ["totalBytesProcessed"] = Text(outcome.BytesProcessed),
            ["totalSlotMs"] = slots,
            ["query"] = Query(outcome, slots),
        };
        if (outcome.ResultRows is not null || outcome.Dml is not null)
            QueryStages.AddTo(statistics["query"]!.AsObject(), outcome, started, ended);
        if (outcome.ChildJobs > 0)
            statistics["numChildJobs"] = Text(outcome.ChildJobs);
        return statistics;
    }

    static JsonObject Query(QueryOutcome outcome, string slots)
    {
        var query = new JsonObject
        {
            ["totalBytesProcessed"] = Text(outcome.BytesProcessed),
            ["totalBytesBilled"] = Text(outcome.BytesBilled),
            ["billingTier"] = 1,
            ["totalSlotMs"] = slots,
            ["cacheHit"] = false,
            ["statementType"] = outcome.StatementType,
            ["totalPartitionsProcessed"] = "0",
            ["estimatedBytesProcessed"] = Text(outcome.BytesProcessed),
            ["transferredBytes"] = "0",
            ["queryPlan"] = new JsonArray(),
            ["timeline"] = new JsonArray(),
        };
        if (outcome.Columns is { } columns)
            query["schema"] = SchemaResource.Of(columns);
        if (outcome.Loaded is { } loaded)
        {
            query["loadQueryStatistics"] = new JsonObject
            {
                ["inputFiles"] = Text(loaded.Files), ["inputFileBytes"] = Text(loaded.Bytes), ["outputRows"] = Text(loaded.Rows),
                ["outputBytes"] = Text(loaded.Bytes), ["badRecords"] = "0",
            };
        }
        if (outcome.Exported is { } exported)
            query["exportDataStatistics"] = new JsonObject { ["fileCount"] = Text(exported.Files), ["rowCount"] = Text(exported.Rows) };
        AddReferences(query, outcome);
        AddDml(query, outcome.Dml);
        AddDdl(query, outcome.Ddl);
        if (outcome.UndeclaredParameters.Count > 0)
            query["undeclaredQueryParameters"] = new JsonArray([.. outcome.UndeclaredParameters.Select(QueryParameters.Json)]);
        return query;
    }

    static void AddReferences(JsonObject query, QueryOutcome outcome)
    {
        if (outcome.ReferencedTables.Count > 0)
            query["referencedTables"] = new JsonArray([.. outcome.ReferencedTables.Select(table => table.Json())]);
        if (outcome.ReferencedRoutines.Count > 0)
            query["referencedRoutines"] = new JsonArray([.. outcome.ReferencedRoutines.Select(routine => routine.Json())]);
    }

    static void AddDml(JsonObject query, DmlCounts? counts)
    {
        if (counts is null)
            return;
        query["numDmlAffectedRows"] = Text(counts.Affected);
        query["dmlStats"] = Json(counts);
    }

    public static JsonObject Json(DmlCounts counts)
    {
        var json = new JsonObject();
        foreach (var (name, count) in new[] { ("inserted", counts.Inserted), ("updated", counts.Updated), ("deleted", counts.Deleted) })
        {
            if (count > 0)
                json[$"{name}RowCount"] = Text(count);
        }

        return json;
    }

    static void AddDdl(JsonObject query, DdlEffect? effect)
    {
        if (effect is null)
            return;
        query["ddlOperationPerformed"] = effect.Operation;
        if (effect.Table is { } table)
            query["ddlTargetTable"] = table.Json();
        if (effect.Routine is { } routine)
            query["ddlTargetRoutine"] = routine.Json();
        if (effect.Dataset is { } dataset)
            query["ddlTargetDataset"] = dataset.Json();
    }

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
