using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>The undo of a step puts back what the step names under creates and changes, and nothing else.</summary>
sealed class UndoRule() : LintRule(Unnamed, Lasting, Absent)
{
    static readonly LintCode Unnamed = new("L702", LintSeverity.Error, "A change that the step does not name", "Add the object to the step's creates, or the table to its changes, in eros.json.");
    static readonly LintCode Lasting = new("L703", LintSeverity.Error, "A change that no undo takes back", "Do it by hand outside of a deployment, or mark the line: -- eros: allow L703: reason.");
    static readonly LintCode Absent = new("L704", LintSeverity.Warning, "An object that the step names and does not make", "Remove it from the step's creates in eros.json, or make it.");

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue)
    {
        if (script.Source.Step is not { } step) return [];
        var effects = script.Statements.SelectMany(s => new Effects(script, catalogue).Of(s)).ToList();
        return effects.Select(e => Hit(step, e)).OfType<LintHit>().Concat(step.Creates.Where(o => !effects.Any(e => Makes(e, o))).Select(o => Absent.At(0, $"No statement makes {o}.")));
    }

    static LintHit? Hit(LintStep step, Effect effect) => effect switch
    {
        { Kind: EffectKind.Other } => Lasting.At(effect.Node.Span.Start, "No undo takes this back."),
        { Object: { } path } when !IsNamed(step, effect) => Unnamed.At(effect.Node.Span.Start, Message(effect, path)),
        _ => null,
    };

    static string Message(Effect effect, ObjectPath path) => effect.Node is Call call
        ? $"{call.Procedure.Last} changes {path.Last}, which the step does not name."
        : $"The step does not name {path.Last}{(effect.ObjectKind is { } kind ? $" ({kind})" : "")}, which this changes.";

    static bool IsNamed(LintStep step, Effect effect) =>
        step.Creates.Any(o => Makes(effect, o) || effect.ObjectKind is null && !IsRoutine(o.Kind) && o.Name == effect.Object!.Last.Name)
        || effect.ObjectKind is null or DeployedObjectKind.Table && step.Changes.Contains(effect.Object!.Last.Name);

    static bool Makes(Effect effect, DeployedObject o) =>
        effect.ObjectKind is { } kind && effect.Object!.Last.Name == o.Name && (kind == o.Kind || effect.Node is Drop && IsRoutine(kind) == IsRoutine(o.Kind));

    static bool IsRoutine(DeployedObjectKind kind) => kind is DeployedObjectKind.Function or DeployedObjectKind.TableFunction or DeployedObjectKind.Procedure;
}
