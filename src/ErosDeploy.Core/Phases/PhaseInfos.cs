using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;

namespace ErosDeploy.Core.Phases;

/// <summary>How a phase stands. Pure.</summary>
static class PhaseInfos
{
    public static PhaseInfo Of(
        PhaseDefinition phase, IReadOnlyList<ScriptedStep> steps, AppliedState applied, IReadOnlyDictionary<string, IReadOnlyList<ObjectDrift>> drift, ILookup<string, StepAttempt> attempts)
    {
        var infos = steps.Select(step => Step(step, applied.Find(phase.Name, step.Definition.Id), drift.GetValueOrDefault(step.Definition.Id) ?? [])
            with { Attempts = [.. attempts[AppliedState.Key(phase.Name, step.Definition.Id)]] }).ToList();
        return new PhaseInfo
        {
            Name = phase.Name,
            Title = phase.Title,
            Description = phase.Description,
            State = PhasePlanner.PhaseStateOf(infos.Select(i => i.State).ToList()),
            Steps = infos,
            Tests = phase.Tests.Count,
            AppliedAt = infos.Select(i => i.AppliedAt).Max(),
        };
    }

    static PhaseStepInfo Step(ScriptedStep step, AppliedStep? applied, IReadOnlyList<ObjectDrift> drift) => new()
    {
        Id = step.Definition.Id,
        Title = step.Definition.Title,
        Kind = step.Definition.Kind,
        State = PhasePlanner.StateOf(applied, step.Script.Checksum, drift.Count > 0),
        File = step.Definition.File,
        Checksum = step.Script.Checksum,
        AppliedAt = applied?.At,
        AppliedBy = applied?.By,
        Adopted = applied?.IsAdopted == true,
        Drift = drift,
    };
}

/// <summary>What the history tells of each step, failed attempts too. Pure.</summary>
static class StepAttempts
{
    public static ILookup<string, StepAttempt> Of(IEnumerable<HistoryEntry> history) => history
        .Where(e => e.Step is not null && EventOf(e.Event) is not null)
        .ToLookup(e => AppliedState.Key(e.Phase ?? "", e.Step!), e => new StepAttempt(e.At, EventOf(e.Event)!.Value, e.Run, e.By, e.Checksum ?? ""));

    static StepEvent? EventOf(HistoryEvent what) => what switch
    {
        HistoryEvent.Applied => StepEvent.Applied,
        HistoryEvent.Adopted => StepEvent.Adopted,
        HistoryEvent.Undone => StepEvent.Undone,
        HistoryEvent.Broken => StepEvent.Broken,
        HistoryEvent.Reverted => StepEvent.Reverted,
        _ => null,
    };
}

static class DriftWarning
{
    public static string Of(string phase, PlannedStep step)
    {
        var objects = string.Join(", ", step.Drift.Select(d => $"{d.Object} was {(d.Kind == DriftKind.Gone ? "dropped" : "changed")}"));
        var what = step.Action == StepAction.Run ? "it is made anew" : "it stays so, for the step is not run again";
        return $"{phase}/{step.Id}: {objects} after it was deployed; {what}. Get-ErosPhase shows the difference.";
    }
}
