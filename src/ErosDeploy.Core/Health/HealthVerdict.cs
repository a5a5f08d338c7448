using System.Globalization;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Health;

/// <summary>The row that a health file answers for a check, or why there is none.</summary>
sealed record HealthMeasurement(double? Value, long? SampleSize, DateTimeOffset? MeasuredAt, string? Detail, string? Failure = null)
{
    public static HealthMeasurement Unreadable(string why) => new(null, null, null, null, why);

    /// <summary>A file may answer several checks, one row of check_id, value, sample_size, measured_at and detail each.</summary>
    public static HealthMeasurement Of(string check, IReadOnlyList<QueryRow> rows)
    {
        var found = rows.Where(r => r.Text("check_id") == check).ToList();
        return found is [var row]
            ? new(Number(row), row.Find<long>("sample_size"), row.Find<DateTimeOffset>("measured_at"), row.Text("detail"))
            : Unreadable($"its file answered {found.Count} rows of '{check}' instead of one");
    }

    /// <summary>A measurement may be of any numeric type.</summary>
    static double? Number(QueryRow row) => row["value"] switch
    {
        long whole => whole,
        decimal exact => (double)exact,
        _ => row.Find<double>("value"),
    };
}

/// <summary>A measurement against its thresholds. Pure.</summary>
static class HealthVerdict
{
    public static HealthCheck Judge(HealthDefinition definition, HealthMeasurement measured) => new()
    {
        Section = definition.Section,
        Id = definition.Id,
        Title = definition.Title,
        Component = definition.Component,
        Status = StatusOf(definition, measured),
        Value = measured.Value,
        SampleSize = measured.SampleSize,
        MeasuredAt = measured.MeasuredAt,
        Threshold = ThresholdText(definition),
        Detail = WhyUnknown(definition, measured) ?? measured.Detail,
    };

    static CheckStatus StatusOf(HealthDefinition definition, HealthMeasurement measured)
    {
        if (WhyUnknown(definition, measured) is not null)
            return CheckStatus.Unknown;
        return IsWorse(definition, measured.Value!.Value, definition.Fail) ? CheckStatus.Fail
            : IsWorse(definition, measured.Value.Value, definition.Warn) ? CheckStatus.Warn
            : CheckStatus.Pass;
    }

    static string? WhyUnknown(HealthDefinition definition, HealthMeasurement measured) => measured switch
    {
        { Failure: { } failure } => failure,
        { Value: null } => measured.Detail ?? "there was no value",
        { Value: var value } when double.IsNaN(value.Value) => "the value is not a number",
        { SampleSize: null } => "the sample size was not reported",
        _ when measured.SampleSize < definition.MinimumSample => $"the sample has {measured.SampleSize} of at least {definition.MinimumSample} rows",
        _ => null,
    };

    static bool IsWorse(HealthDefinition definition, double value, double? threshold) =>
        threshold is { } limit && (definition.Direction == ThresholdDirection.Max ? value > limit : value < limit);

    static string ThresholdText(HealthDefinition definition)
    {
        var sign = definition.Direction == ThresholdDirection.Max ? '>' : '<';
        var parts = new[] { ("warn", definition.Warn), ("fail", definition.Fail) }
            .Where(p => p.Item2 is not null)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Item1} {sign} {p.Item2}"));
        return string.Join(", ", parts);
    }
}
