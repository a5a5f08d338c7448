namespace ErosDeploy.Sandbox.Catalog;

/// <summary>What the settings of a dataset may be, in DDL and in the resource.</summary>
internal static class DatasetRules
{
    public static long? TimeTravel(long? hours) => hours is null or (>= 48 and <= 168) && hours.GetValueOrDefault() % 24 == 0
        ? hours
        : throw BigQueryException.Invalid(FormattableString.Invariant($"Invalid value for maxTimeTravelHours: {hours}; it must be a multiple of 24 from 48 to 168"), "maxTimeTravelHours");

    public static string? BillingModel(string? model) => model switch
    {
        null or "" or "STORAGE_BILLING_MODEL_UNSPECIFIED" => null,
        "LOGICAL" or "PHYSICAL" => model,
        _ => throw BigQueryException.Invalid($"Invalid value for storageBillingModel: {model} is not a valid value", "storageBillingModel"),
    };

    public static bool CaseInsensitive(bool wanted) =>
        wanted ? throw BigQueryException.Unimplemented("datasets with is_case_insensitive = true") : false;

    /// <summary>Regions are lower case, multi-regions upper case.</summary>
    public static string Location(string text) =>
        text.Contains('-', StringComparison.Ordinal) ? text.ToLowerInvariant() : text.ToUpperInvariant();
}
