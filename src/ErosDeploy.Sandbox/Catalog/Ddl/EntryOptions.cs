using System.Globalization;

namespace ErosDeploy.Sandbox.Catalog.Ddl;

/// <summary>An option that is set: its name, BigQuery type and value as GoogleSQL text.</summary>
internal sealed record EntryOption(string Name, string Type, string Value);

/// <summary>The options of entries, sorted by name.</summary>
internal static class EntryOptions
{
    public static IReadOnlyList<EntryOption> Of(TableEntry table) => Sorted(
    [
        Text("description", table.Description),
        Text("friendly_name", table.FriendlyName),
        Pairs("labels", table.Labels),
        Pairs("tags", table.ResourceTags),
        table.ExpiresAt is { } at ? new("expiration_timestamp", "TIMESTAMP", GoogleText.Instant(at)) : null,
        table.TimePartitioning?.ExpirationMs is { } ms ? new("partition_expiration_days", "FLOAT64", GoogleText.Days(ms)) : null,
        table.RequirePartitionFilter ? new("require_partition_filter", "BOOL", "true") : null,
        Text("default_rounding_mode", table.DefaultRoundingMode),
        .. table.OtherOptions.Select(o => new EntryOption(o.Key, TypeOf(o.Value), o.Value)),
    ]);

    public static IReadOnlyList<EntryOption> Of(DatasetEntry dataset) => Sorted(
    [
        Text("description", dataset.Description),
        Text("friendly_name", dataset.FriendlyName),
        Text("location", dataset.Location),
        Pairs("labels", dataset.Labels),
        dataset.DefaultTableExpirationMs is { } ms ? new("default_table_expiration_days", "FLOAT64", GoogleText.Days(ms)) : null,
        dataset.DefaultPartitionExpirationMs is { } days ? new("default_partition_expiration_days", "FLOAT64", GoogleText.Days(days)) : null,
        dataset.MaxTimeTravelHours is { } hours ? new("max_time_travel_hours", "INT64", hours.ToString(CultureInfo.InvariantCulture)) : null,
        Text("storage_billing_model", dataset.StorageBillingModel),
        Text("default_rounding_mode", dataset.DefaultRoundingMode),
    ]);

    public static IReadOnlyList<EntryOption> Of(RoutineEntry routine) => Sorted(
    [
        Text("description", routine.Description),
        routine.StrictMode ? null : new("strict_mode", "BOOL", "false"),
        .. routine.Options.Select(o => new EntryOption(o.Key, TypeOf(o.Value), o.Value)),
    ]);

    public static IReadOnlyList<EntryOption> Of(ColumnEntry column) => Sorted(
    [
        Text("description", column.Description),
        Text("rounding_mode", column.RoundingMode),
        column.PolicyTags.Count == 0 ? null : new("policy_tags", "ARRAY<STRING>", $"[{string.Join(", ", column.PolicyTags.Select(GoogleText.String))}]"),
    ]);

    static List<EntryOption> Sorted(IEnumerable<EntryOption?> options) =>
        [.. options.OfType<EntryOption>().OrderBy(o => o.Name, StringComparer.Ordinal)];

    static EntryOption? Text(string name, string? value) => value is null ? null : new(name, "STRING", GoogleText.String(value));

    static EntryOption? Pairs(string name, IReadOnlyDictionary<string, string> pairs) =>
        pairs.Count == 0 ? null : new(name, "ARRAY<STRUCT<STRING, STRING>>", GoogleText.Labels(pairs));

    static string TypeOf(string value) => value.Length == 0 ? "STRING" : value[0] switch
    {
        '"' or '\'' => "STRING",
        't' or 'f' or 'T' or 'F' => "BOOL",
        'I' or 'i' => "INTERVAL",
        '[' => "ARRAY<STRING>",
        _ => value.Contains('.', StringComparison.Ordinal) ? "FLOAT64" : "INT64",
    };
}
