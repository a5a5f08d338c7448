using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Catalogues;

/// <summary>How phases are watched after they were deployed.</summary>
public sealed record WatchDefinition
{
    internal static readonly WatchDefinition None = new() { Triggers = [] };

    /// <summary>15 when it is not given.</summary>
    public double? IntervalMinutes { get => field ?? 15; init; }

    public required IReadOnlyList<TriggerDefinition> Triggers { get; init; }

    internal TimeSpan Interval => TimeSpan.FromMinutes(IntervalMinutes ?? 15);
}

/// <summary>When a trigger fires.</summary>
public enum TriggerComparison
{
    /// <summary>A check fails that did not fail before the deployment.</summary>
    NewFailure,
    /// <summary>The value is above the threshold.</summary>
    Above,
    /// <summary>The value is more by this share than it was before the deployment.</summary>
    Increase,
}

/// <summary>What undoes the phase that is watched. It looks at one check of health, or at all checks of a component of the score.</summary>
public sealed record TriggerDefinition
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<TriggerComparison>))]
    public required TriggerComparison Comparison { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<HealthComponentName>))]
    public HealthComponentName? Component { get; init; }

    [JsonConverter(typeof(SnakeCaseEnum<HealthSection>))]
    public HealthSection? Section { get; init; }

    /// <summary>The id of a check of that section.</summary>
    public string? Check { get; init; }

    public double? Threshold { get; init; }

    internal bool LooksAt(HealthSection section, string id, HealthComponentName? component) =>
        Check is not null ? section == Section && id == Check : component is not null && component == Component;
}

/// <summary>What JSON's shape cannot say about watches. Pure.</summary>
static class WatchRules
{
    /// <summary>What the undo needs is kept for three days.</summary>
    public static readonly TimeSpan LongestSoak = TimeSpan.FromDays(2);

    public static IEnumerable<string> Faults(Catalogue catalogue) =>
        catalogue.Phases.Where(p => p.SoakMinutes is < 0 or double.NaN || p.SoakMinutes > LongestSoak.TotalMinutes)
            .Select(p => $"phases ({p.Name}): soakMinutes is {p.SoakMinutes}; 0 to {LongestSoak.TotalMinutes} are possible, for what an undo needs is kept for three days")
            .Concat(catalogue.Watch.Interval < TimeSpan.FromMinutes(1) ? ["watch: intervalMinutes is less than 1"] : [])
            .Concat(catalogue.Watch.Triggers.Count == 0 && catalogue.Phases.Any(p => p.SoakMinutes > 0) ? ["watch: phases are watched, but no triggers are named that would undo one"] : [])
            .Concat(catalogue.Watch.Triggers.SelectMany(t => Faults(t, catalogue)));

    static IEnumerable<string> Faults(TriggerDefinition trigger, Catalogue catalogue)
    {
        var place = $"watch.triggers ({trigger.Id})";
        if ((trigger.Section is null) != (trigger.Check is null) || (trigger.Check is null) == (trigger.Component is null))
            yield return $"{place}: it names either a component, or the section and the id of a check";
        else if (!catalogue.Health.Any(h => trigger.LooksAt(h.Section, h.Id, h.Component)))
            yield return $"{place}: health has no check that it looks at";
        if (trigger.Comparison == TriggerComparison.NewFailure ? trigger.Threshold is not null : trigger.Threshold is null or < 0 || trigger.Check is null)
            yield return $"{place}: above and increase look at one check and have a threshold from 0, new_failure has none";
    }
}
