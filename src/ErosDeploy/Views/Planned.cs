namespace ErosDeploy.Views;

/// <summary>What the views of plans show in words.</summary>
public static class Planned
{
    /// <summary><c>at most 39.1 MiB</c>; what is not known is not shown as a number.</summary>
    public static string Bytes(PlannedStep step) => step?.BytesStatus switch
    {
        null => "",
        BytesStatus.Known => Readable.Size(step.Bytes),
        BytesStatus.UpperBound => $"<= {Readable.Size(step.Bytes)}",
        BytesStatus.LowerBound => $">= {Readable.Size(step.Bytes)}",
        BytesStatus.NotCheckableYet => "not yet",
        _ => "unknown",
    };

    /// <summary><c>ready</c>, or what stands against it or is not known.</summary>
    public static string Preflight(PhasePlan plan)
    {
        if (plan is null)
            return "";
        if (plan.StepsToRun == 0)
            return "nothing to do";
        string[] Parts(params CheckStatus[] states) => [.. states.Select(s => (State: s, Count: plan.Preflight.Count(c => c.Status == s))).Where(s => s.Count > 0).Select(s => $"{s.Count} {s.State.ToString().ToLowerInvariant()}")];
        var parts = Parts(CheckStatus.Fail, CheckStatus.Warn, CheckStatus.Unknown);
        return !plan.CanRun ? $"stops: {string.Join(", ", parts)}" : parts.Length == 0 ? "ready" : $"ready; {string.Join(", ", parts)}";
    }
}
