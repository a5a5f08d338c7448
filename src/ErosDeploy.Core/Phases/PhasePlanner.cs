using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Measurements;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Phases;

/// <summary>A step of the catalogue with its script.</summary>
sealed record ScriptedStep(StepDefinition Definition, ScriptText Script, int Statements)
{
    /// <summary>Read when it is first asked for: a step that does not run is not looked into.</summary>
    public ScriptContents Contents => field ??= ScriptContents.Of(Script.Text);
}

/// <summary>Everything that a plan is made from, read beforehand.</summary>
sealed record PhaseFacts
{
    public required string Target { get; init; }
    public required PhaseDefinition Phase { get; init; }
    public required IReadOnlyList<ScriptedStep> Steps { get; init; }

    /// <summary>Null: nothing is measured.</summary>
    public GateDefinition? Gates { get; init; }
    public required AppliedState Applied { get; init; }

    /// <summary>Names of all objects in the dataset now.</summary>
    public required IReadOnlySet<string> Tables { get; init; }

    public required IReadOnlySet<string> Routines { get; init; }
    public required IReadOnlyList<string> SchemaDifferences { get; init; }
    public IReadOnlyList<LintFinding> Findings { get; init; } = [];

    /// <summary>By step: what someone changed after it was applied.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ObjectDrift>> Drift { get; init; } = new Dictionary<string, IReadOnlyList<ObjectDrift>>();
}

/// <summary>Catalogue and live state to a plan. Pure: the same facts give the same plan.</summary>
static class PhasePlanner
{
    public static PhasePlan Plan(PhaseFacts facts)
    {
        var existing = new ExistingObjects(facts.Tables, facts.Routines);
        var steps = facts.Steps.Select(step => Step(facts, step, existing)).ToList();
        return new PhasePlan
        {
            Target = facts.Target,
            Phase = facts.Phase.Name,
            Title = facts.Phase.Title,
            Steps = steps,
            Gates = facts.Gates is { } gates && PhaseGates.Apply(facts.Phase, steps) ? GateRule.Planned(gates) : [],
            Tests = facts.Phase.Tests.Select(t => new PlannedTest(t.Id, t.Title, t.Severity, t.File)).ToList(),
            SchemaDifferences = facts.SchemaDifferences,
            Findings = facts.Findings,
        };
    }

    /// <summary>What is not applied is recorded as applied; nothing runs, so there is nothing to undo.</summary>
    public static PhasePlan Adoption(PhaseFacts facts)
    {
        var plan = Plan(facts);
        StepAction ActionOf(PlannedStep step) => step.State is StepState.Pending or StepState.Changed ? StepAction.Adopt : StepAction.Skip;
        return plan with { Steps = plan.Steps.Select(s => s with { Action = ActionOf(s), Undo = [], Risk = null }).ToList(), Tests = [] };
    }

    public static StepState StateOf(AppliedStep? applied, string checksum, bool drifted) =>
        applied is null ? StepState.Pending
        : applied.Checksum != checksum ? StepState.Changed
        : drifted ? StepState.Drifted
        : StepState.Applied;

    /// <summary>Once: never again after it was applied. Repeatable: when new or changed, or when an object it made was changed or dropped by someone else.
    /// Always: always.</summary>
    public static StepAction ActionOf(StepKind kind, StepState state, bool objectsThere) => (kind, state) switch
    {
        (StepKind.Always, _) or (_, StepState.Pending) => StepAction.Run,
        (StepKind.Repeatable, StepState.Changed or StepState.Drifted) => StepAction.Run,
        (StepKind.Repeatable, StepState.Applied) when !objectsThere => StepAction.Run,
        _ => StepAction.Skip,
    };

    public static PhaseState PhaseStateOf(IReadOnlyCollection<StepState> steps) =>
        steps.All(s => s == StepState.Applied) ? PhaseState.Applied
        : steps.Any(s => s == StepState.Changed) ? PhaseState.Changed
        : steps.Any(s => s == StepState.Drifted) ? PhaseState.Drifted
        : steps.Any(s => s == StepState.Applied) ? PhaseState.Partial
        : PhaseState.Pending;

    static PlannedStep Step(PhaseFacts facts, ScriptedStep step, ExistingObjects existing)
    {
        var definition = step.Definition;
        var creates = definition.Creates.Select(o => o.ToObject()).ToList();
        var drift = facts.Drift.GetValueOrDefault(definition.Id) ?? [];
        var state = StateOf(facts.Applied.Find(facts.Phase.Name, definition.Id), step.Script.Checksum, drift.Count > 0);
        var action = ActionOf(definition.Kind, state, creates.All(existing.Has));
        return new PlannedStep
        {
            Id = definition.Id,
            Title = definition.Title,
            Kind = definition.Kind,
            State = state,
            Action = action,
            File = definition.File,
            Checksum = step.Script.Checksum,
            Statements = step.Statements,
            Creates = creates,
            Changes = definition.Changes,
            Drift = drift,
            Undo = action == StepAction.Run ? Undo(creates, definition.Changes, existing) : [],
            Risk = action == StepAction.Run ? StepRisks.Of(step, facts.Findings, existing) : null,
        };
    }

    static List<UndoAction> Undo(IReadOnlyList<DeployedObject> creates, IReadOnlyList<string> changes, ExistingObjects existing)
    {
        var rows = changes.Where(existing.HasTable).Select(t => new UndoAction(UndoActionKind.RestoreRows, new DeployedObject(DeployedObjectKind.Table, t)));
        var objects = creates.AsEnumerable().Reverse().Where(o => !(o.Kind == DeployedObjectKind.Table && changes.Contains(o.Name) && existing.Has(o)))
            .Select(o => new UndoAction(ActionFor(o, existing), o));
        return [.. objects, .. rows];
    }

    static UndoActionKind ActionFor(DeployedObject o, ExistingObjects existing) =>
        !existing.Has(o) ? UndoActionKind.Drop
        : o.Kind == DeployedObjectKind.Table ? UndoActionKind.RestoreRows
        : UndoActionKind.RestoreDefinition;
}

/// <summary>What is there, by kind of name: tables and views share one name space, routines have their own.</summary>
sealed record ExistingObjects(IReadOnlySet<string> Tables, IReadOnlySet<string> Routines)
{
    public bool HasTable(string name) => Tables.Contains(name);

    public bool Has(DeployedObject o) => (IsRoutine(o.Kind) ? Routines : Tables).Contains(o.Name);

    public static bool IsRoutine(DeployedObjectKind kind) =>
        kind is DeployedObjectKind.Function or DeployedObjectKind.TableFunction or DeployedObjectKind.Procedure;
}
