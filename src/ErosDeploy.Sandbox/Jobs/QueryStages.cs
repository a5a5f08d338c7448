using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>queryPlan and timeline: DuckDB runs a statement as one piece, so there is one stage, with what is known of it.</summary>
internal static class QueryStages
{
    public static void AddTo(JsonObject query, QueryOutcome outcome, DateTimeOffset started, DateTimeOffset ended)
    {
        if (outcome.StatementType == "SCRIPT")
            return;
        var elapsed = Text((long)Math.Ceiling((ended - started).TotalMilliseconds));
        query["queryPlan"] = new JsonArray(Stage(outcome, started, ended, elapsed));
        query["timeline"] = new JsonArray(new JsonObject
        {
            ["elapsedMs"] = elapsed, ["totalSlotMs"] = elapsed, ["pendingUnits"] = "0", ["completedUnits"] = "1", ["activeUnits"] = "0",
        });
    }

    static JsonObject Stage(QueryOutcome outcome, DateTimeOffset started, DateTimeOffset ended, string elapsed) => new()
    {
        ["name"] = "S00: Output",
        ["id"] = "0",
        ["startMs"] = Text(started.ToUnixTimeMilliseconds()),
        ["endMs"] = Text(ended.ToUnixTimeMilliseconds()),
        ["recordsWritten"] = Text(outcome.ResultRows ?? outcome.Dml?.Affected ?? 0),
        ["parallelInputs"] = "1",
        ["completedParallelInputs"] = "1",
        ["status"] = "COMPLETE",
        ["slotMs"] = elapsed,
        ["steps"] = new JsonArray([.. outcome.ReferencedTables.Select(table => Step("READ", $"FROM {table.Project}.{table.Dataset}.{table.Table}")), Step("WRITE", "TO __stage00_output")]),
    };

    static JsonObject Step(string kind, string what) => new() { ["kind"] = kind, ["substeps"] = new JsonArray(what) };

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
