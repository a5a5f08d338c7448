using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>The destination table that a finished query's configuration names: the caller's, the written one, or an anonymous one for its rows.</summary>
internal static class QueryDestinations
{
    /// <summary>The dataset in which the rows of finished queries can be read as tables.</summary>
    public const string AnonymousDataset = "_eros_results";

    const string Prefix = "anon_";

    public static JsonObject Completed(JobDocument job, QueryOutcome outcome)
    {
        var configuration = (JsonObject)job.Configuration.DeepClone();
        var query = configuration["query"]!.AsObject();
        if (query["destinationTable"] is null && Destination(job, outcome) is { } table)
        {
            query["destinationTable"] = table.Json();
            query["createDisposition"] ??= "CREATE_IF_NEEDED";
            query["writeDisposition"] ??= "WRITE_TRUNCATE";
        }

        return Labelled(configuration, outcome.Labels);
    }

    /// <summary>A configuration with what @@query_label says added to its labels.</summary>
    public static JsonObject Labelled(JsonObject configuration, IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0)
            return configuration;
        var all = configuration["labels"] as JsonObject ?? [];
        foreach (var (key, value) in labels)
            all[key] = value;
        configuration["labels"] ??= all;
        return configuration;
    }

    public static TableName Anonymous(string project, string jobId) => new(project, AnonymousDataset, Prefix + jobId);

    /// <summary>The job whose rows an anonymous table stands for; null for other tables.</summary>
    public static string? JobOf(TableName table) =>
        table.Dataset == AnonymousDataset && table.Table.StartsWith(Prefix, StringComparison.Ordinal) ? table.Table[Prefix.Length..] : null;

    static TableName? Destination(JobDocument job, QueryOutcome outcome) => outcome switch
    {
        { StatementType: "SCRIPT" } => null,
        { Destination: { } written } => written,
        { ResultJobId: not null } => Anonymous(job.Project, outcome.ResultJobId),
        _ => null,
    };
}
