using System.Text.Json;
using System.Text.RegularExpressions;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.Transfer;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Schedules;

/// <summary>A scheduled query that works on the target's dataset.</summary>
/// <param name="Name">As the service names it: <c>projects/p/locations/us/transferConfigs/id</c>.</param>
/// <param name="Resource">Whole, as the service gave it.</param>
sealed record SavedSchedule(string Name, string Title, bool Enabled, JsonElement Resource)
{
    public override string ToString() => Title;
}

/// <summary>Scheduled queries that write to the dataset or name it in their text.</summary>
sealed partial class ScheduleStore(TransferClient client, ErosTarget target)
{
    public async Task<IReadOnlyList<SavedSchedule>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<SavedSchedule>();
        await foreach (var config in client.ListTransferConfigsAsync(target.Project, target.Location, cancellationToken))
        {
            if (config is { DataSourceId: "scheduled_query", Name: { } name } && Concerns(config))
                found.Add(new SavedSchedule(name, config.DisplayName ?? name, config.Disabled != true, JsonSerializer.SerializeToElement(config, CloudJson.Default.TransferConfig)));
        }
        return found.OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
    }

    public Task SetEnabledAsync(string name, bool enabled, CancellationToken cancellationToken) => client.SetDisabledAsync(name, !enabled, cancellationToken);

    bool Concerns(TransferConfig config) =>
        config.DestinationDatasetId == target.Dataset || Words().Matches(Query(config)).Any(word => word.Value == target.Dataset);

    static string Query(TransferConfig config) =>
        config.Params is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.String ? query.GetString()! : "";

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
