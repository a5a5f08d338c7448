using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Transfers;

namespace ErosDeploy.Sandbox.Rest.Transfer;

/// <summary>TransferConfig and TransferRun resources.</summary>
internal static class TransferResource
{
    static readonly string[] Given =
        ["displayName", "dataSourceId", "destinationDatasetId", "params", "schedule", "scheduleOptions", "disabled", "notificationPubsubTopic", "emailPreferences", "dataRefreshWindowDays"];

    static readonly string[] Derived =
        ["name", "updateTime", "nextRunTime", "state", "userId", "datasetRegion", "ownerInfo", "error"];

    /// <summary>The members that a caller may give, checked; one unknown to the sandbox is refused by name.</summary>
    public static JsonObject Read(JsonObject body)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in body)
        {
            if (Given.Contains(name))
                kept[name] = value?.DeepClone();
            else if (!Derived.Contains(name) && value is not null)
                throw RestException.Unimplemented($"{name} of a transfer config");
        }

        return Checked(kept);
    }

    public static JsonObject Checked(JsonObject given)
    {
        if ((string?)given["dataSourceId"] is var source && source != "scheduled_query")
            throw source is null ? RestException.Required("dataSourceId") : RestException.Unimplemented($"data source {source}");
        if ((string?)given["schedule"] is { Length: > 0 } schedule && ScheduleText.Parse(schedule) is null)
            throw RestException.Invalid($"Invalid schedule: {schedule}", "schedule");
        if ((string?)given["schedule"] == "")
            given.Remove("schedule");
        foreach (var option in new[] { "startTime", "endTime" })
        {
            if ((string?)given["scheduleOptions"]?[option] is { } text && TransferTime.Parse(text) is null)
                throw RestException.Invalid($"Invalid value for scheduleOptions.{option}: {text}", option);
        }

        return ScheduledQuery.Fault(given) is { } fault ? throw RestException.Invalid(fault, "params") : given;
    }

    public static JsonObject Of(TransferConfig config, TransferService transfers)
    {
        var resource = (JsonObject)config.Given.DeepClone();
        resource["name"] = config.Name;
        resource["updateTime"] = TransferTime.Text(config.UpdatedAt);
        resource["datasetRegion"] = config.Location;
        resource["schedule"] ??= "every 24 hours";
        if (config.NextRun is { } next)
            resource["nextRunTime"] = TransferTime.Text(next);
        resource["state"] = transfers.Runs(config.Name) is [var latest, ..] ? State(latest, transfers.JobOf(config, latest)) : "PENDING";
        return resource;
    }

    public static JsonObject Of(TransferConfig config, TransferRun run, JobDocument? job)
    {
        var resource = new JsonObject
        {
            ["name"] = run.Name,
            ["scheduleTime"] = TransferTime.Text(run.Manual ? run.StartedAt : run.RunTime),
            ["runTime"] = TransferTime.Text(run.RunTime),
            ["startTime"] = TransferTime.Text(run.StartedAt),
            ["updateTime"] = TransferTime.Text(job?.EndedAt ?? run.StartedAt),
            ["dataSourceId"] = "scheduled_query",
            ["params"] = run.Given["params"]?.DeepClone(),
            ["state"] = State(run, job),
        };
        BigQuery.Resources.Add(resource, "destinationDatasetId", (string?)run.Given["destinationDatasetId"]);
        if (!run.Manual)
            resource["schedule"] = (string?)run.Given["schedule"] ?? "every 24 hours";
        if (job?.EndedAt is { } end)
            resource["endTime"] = TransferTime.Text(end);
        if (Failure(run, job) is { } message)
            resource["errorStatus"] = new JsonObject { ["code"] = 3, ["message"] = message };
        return resource;
    }

    static string State(TransferRun run, JobDocument? job) => job switch
    {
        null => "FAILED",
        { State: JobState.Pending } => "PENDING",
        { State: JobState.Running } => "RUNNING",
        { Failure.Reason: "stopped" } => "CANCELLED",
        _ => Failure(run, job) is null ? "SUCCEEDED" : "FAILED",
    };

    static string? Failure(TransferRun run, JobDocument? job) =>
        job is null ? run.Failure ?? $"The job {run.JobId} of this run is not there: it was deleted, or the process ended before it began." : job.Failure?.Message;
}
