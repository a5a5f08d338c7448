namespace ErosDeploy.Core.Phases;

/// <summary>What a step can do harm to. Pure.</summary>
static class StepRisks
{
    /// <summary>Codes of findings about what takes rows or objects away begin so.</summary>
    const string Destructive = "L2";

    public static StepRisk Of(ScriptedStep step, IReadOnlyList<LintFinding> findings, ExistingObjects existing)
    {
        var own = findings.Where(f => f.File == step.Definition.File).ToList();
        return IsHigh(step, own, existing) ? StepRisk.High : IsMedium(step, own) ? StepRisk.Medium : StepRisk.Low;
    }

    static bool IsHigh(ScriptedStep step, List<LintFinding> own, ExistingObjects existing) =>
        step.Contents.Destroys
        || step.Definition.Changes.Any(existing.HasTable)
        || step.Contents.Updates.Any(u => u.IsRows && existing.HasTable(u.Table))
        || step.Contents.Replaces.Any(existing.HasTable)
        || own.Any(f => f.Code.StartsWith(Destructive, StringComparison.Ordinal));

    static bool IsMedium(ScriptedStep step, List<LintFinding> own) =>
        step.Contents.AltersTables
        || step.Definition.Changes.Count > 0
        || step.Definition.Creates.Any(o => o.Kind == DeployedObjectKind.Table)
        || step.Contents.Updates.Any(u => u.IsRows)
        || own.Count > 0;
}
