namespace ErosDeploy.Core.Preflights;

/// <summary>What the findings of a preflight mean. Pure.</summary>
static class PreflightVerdict
{
    /// <summary>Throws where something failed, naming all of it.</summary>
    public static void Refuse(PhasePlan plan)
    {
        var failed = plan.Preflight.Where(c => c.Status == CheckStatus.Fail).ToList();
        if (failed is not [var first, ..])
            return;
        throw new ErosException(
            first.Code,
            $"{plan.Phase} cannot run on {plan.Target}: {string.Join("; ", failed.Select(c => $"{c.Id}: {c.Detail}"))}.",
            $"{first.Next} Nothing was changed; Get-ErosPhase {plan.Phase} -Plan shows every check.".TrimStart()) { Subject = plan.Phase, EndState = EndState.FailedBeforeChange };
    }

    /// <summary>For instance <c>15 checks: 14 Pass, 1 Unknown (not-checkable)</c>.</summary>
    public static string Summary(IEnumerable<PreflightCheck> checks)
    {
        var all = checks.ToList();
        string Named(IGrouping<CheckStatus, PreflightCheck> group) => group.Key == CheckStatus.Pass ? "" : $" ({string.Join(", ", group.Select(c => c.Id).Distinct())})";
        return all.Count == 0 ? "nothing is to be run" : $"{all.Count} checks: {string.Join(", ", all.GroupBy(c => c.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}{Named(g)}"))}";
    }

    public static PreflightCheck OfSchema(IReadOnlyList<string> differences) => new()
    {
        Id = "schema",
        Title = "The dataset has the declared schema",
        Status = differences.Count == 0 ? CheckStatus.Pass : CheckStatus.Fail,
        Detail = differences.Count == 0 ? "every declared table is there with its columns" : string.Join("; ", differences),
        Next = differences.Count == 0 ? "" : "Bring the dataset or the declaration (schema in eros.json) into line.",
        Code = ErosErrorCode.SchemaMismatch,
    };

    /// <summary>A script that the service refuses for want of what a phase before it makes has no fault.</summary>
    public static PreflightCheck OfOrder(IReadOnlyList<StepCheck> checks)
    {
        var wanted = checks.SelectMany(c => c.Statements).Where(s => s.IsOutOfOrder).Select(s => s.Needs!).Distinct().ToList();
        return new PreflightCheck
        {
            Id = "order",
            Title = "What it needs of the phases before it is there",
            Status = wanted.Count == 0 ? CheckStatus.Pass : CheckStatus.Fail,
            Detail = wanted.Count == 0
                ? "no script was refused for want of what a phase before it makes"
                : string.Join("; ", wanted.GroupBy(w => w.Step).Select(g => $"step {g.Key} is not applied, and this phase needs {string.Join(", ", g.Select(w => w.Name))} of it")),
            Next = wanted.Count == 0 ? "" : $"Deploy {string.Join(" and ", wanted.Select(w => w.Phase).Distinct())} first.",
        };
    }

    public static PreflightCheck OfScripts(IReadOnlyList<StepCheck> checks)
    {
        var faults = Where(checks, s => s.Check == CheckStatus.Fail && !s.IsDenied);
        var accepted = checks.Sum(c => c.Statements.Count(s => s.Check == CheckStatus.Pass));
        return new PreflightCheck
        {
            Id = "scripts",
            Title = "The service accepts the scripts",
            Status = faults.Count > 0 ? CheckStatus.Fail : accepted > 0 ? CheckStatus.Pass : CheckStatus.Unknown,
            Detail = faults.Count > 0 ? string.Join("; ", faults) : $"dry runs of {accepted} statements of {checks.Count(c => c.Statements.Any(s => s.Check == CheckStatus.Pass))} scripts were accepted",
            Next = faults.Count > 0 ? "Correct the scripts." : "",
        };
    }

    /// <summary>What cannot be looked at is not right for that.</summary>
    public static PreflightCheck OfUnchecked(IReadOnlyList<StepCheck> checks)
    {
        List<string> open = [.. Waiting(checks), .. Where(checks, s => s.Check == CheckStatus.Unknown && s.Needs is null)];
        return new PreflightCheck
        {
            Id = "not-checkable",
            Title = "Every statement could be looked at",
            Status = open.Count == 0 ? CheckStatus.Pass : CheckStatus.Unknown,
            Detail = open.Count == 0 ? "none is left" : string.Join("; ", open),
        };
    }

    static IEnumerable<string> Waiting(IReadOnlyList<StepCheck> checks)
    {
        foreach (var step in checks.SelectMany(c => c.Statements).Where(s => s.Needs is not null).GroupBy(s => s.Needs!.Step))
        {
            var names = step.Select(s => s.Needs!.Name).Distinct().ToList();
            yield return $"{step.Count()} {(step.Count() == 1 ? "statement needs" : "statements need")} {string.Join(", ", names)} as step {step.Key} leaves {(names.Count == 1 ? "it" : "them")}";
        }
    }

    static List<string> Where(IReadOnlyList<StepCheck> checks, Func<StatementVerdict, bool> choose) =>
        checks.SelectMany(c => c.Statements.Where(choose).GroupBy(s => s.Detail).Select(g => $"{c.Step.File}: {(g.Count() == 1 ? "" : $"{g.Count()} statements: ")}{g.Key.TrimEnd('.')}")).ToList();
}
