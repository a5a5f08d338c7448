using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Health;

/// <summary>From checks to components, score and grade. Pure.</summary>
static class HealthScore
{
    public static IReadOnlyList<HealthComponent> Components(ScoreDefinition rules, IReadOnlyList<HealthCheck> checks) =>
        Enum.GetValues<HealthComponentName>().Select(name => Component(rules, name, checks.Where(c => c.Component == name).ToList())).ToList();

    public static double Score(IReadOnlyList<HealthComponent> components)
    {
        var possible = components.Sum(c => c.MaxPoints);
        return possible <= 0 ? 0 : Math.Round(100 * components.Sum(c => c.Points) / possible, 1);
    }

    public static HealthGrade Grade(ScoreDefinition rules, double score, IReadOnlyList<HealthComponent> components)
    {
        var byScore = rules.Grades.Where(g => score >= g.Minimum).Select(g => g.Grade).DefaultIfEmpty(HealthGrade.NeedsAttention).Max();
        var capped = components.Any(c => c.Status == CheckStatus.Unknown) && byScore > rules.UnknownCapsAt;
        return capped ? rules.UnknownCapsAt : byScore;
    }

    /// <summary>The worst of many: Fail, Unknown, Warn, Pass; Unknown when there are none.</summary>
    public static CheckStatus Worst(IEnumerable<CheckStatus> statuses)
    {
        var all = statuses.ToHashSet();
        return all.Count == 0 ? CheckStatus.Unknown
            : new[] { CheckStatus.Fail, CheckStatus.Unknown, CheckStatus.Warn, CheckStatus.Pass }.First(all.Contains);
    }

    static HealthComponent Component(ScoreDefinition rules, HealthComponentName name, List<HealthCheck> checks)
    {
        var status = Worst(checks.Select(c => c.Status));
        var weight = rules.Weights.Of(name);
        return new HealthComponent
        {
            Name = name,
            Status = status,
            Points = status == CheckStatus.Unknown ? 0 : weight * Math.Clamp(rules.Shares.Of(status), 0, 1),
            MaxPoints = weight,
            Checks = checks.Count,
            Reason = Reason(status, checks),
        };
    }

    static string? Reason(CheckStatus status, List<HealthCheck> checks) => status switch
    {
        CheckStatus.Pass => null,
        CheckStatus.Unknown when checks.Count == 0 => "no check measures it",
        _ => string.Join(", ", checks.Where(c => c.Status == status).Select(c => $"{c.Section}/{c.Id}")),
    };
}
