using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Preflights;

/// <summary>What the dry run of one step told.</summary>
sealed record StepCheck(PlannedStep Step, IReadOnlyList<StatementVerdict> Statements);

/// <summary>Asks the service what it makes of the scripts that would run, statement by statement where they can be told apart: of a script it would look no
/// further than the first definition. Nothing runs, nothing is billed.</summary>
sealed class DryRuns(ErosServices services, JobNames jobs)
{
    const int Parallel = 4;

    /// <param name="after">Plans of phases that would run before.</param>
    /// <param name="left">What phases before it make that are neither applied nor would run.</param>
    public async Task<IReadOnlyList<StepCheck>> RunAsync(PhasePlan plan, IReadOnlyList<ScriptedStep> scripts, IReadOnlyList<PhasePlan> after, IReadOnlyList<PendingObject> left, CancellationToken cancellationToken)
    {
        var steps = plan.Steps.Where(s => s.Action == StepAction.Run).Select(s => (Planned: s, Scripted: scripts.Single(x => x.Definition.Id == s.Id))).ToList();
        var pieces = steps.SelectMany(s => Pieces(s.Scripted).Select(p => (s.Planned.Id, Sql: p))).ToList();
        var answers = (await Bounded.SelectAsync(pieces, Parallel, (p, token) => AskAsync(p.Sql, token), cancellationToken)).Zip(pieces).ToLookup(a => a.Second.Id, a => a.First);
        var pending = after.SelectMany(Pending).ToList();
        var checks = new List<StepCheck>();
        foreach (var (planned, scripted) in steps)
        {
            checks.Add(new StepCheck(planned, Verdicts(planned, [.. answers[planned.Id]], pending, left)));
            pending.AddRange(Pending(Made(planned, scripted), scripted.Contents, planned));
        }
        return checks;
    }

    /// <summary>A statement may need what those before it make; in a script that is not taken apart that is any of them.</summary>
    static List<StatementVerdict> Verdicts(PlannedStep step, IReadOnlyList<DryRunAnswer> answers, IReadOnlyList<PendingObject> pending, IReadOnlyList<PendingObject> left)
    {
        var known = pending.ToList();
        var verdicts = new List<StatementVerdict>();
        foreach (var answer in answers)
        {
            var made = Pending(answer.Contents.Makes, answer.Contents, step).ToList();
            verdicts.Add(DryRunVerdict.Of(answer, answer.Contents.IsPlain ? known : [.. known, .. made], left));
            known.AddRange(made);
        }
        return verdicts;
    }

    static IEnumerable<PendingObject> Pending(PhasePlan phase) =>
        from step in phase.Steps
        where step.Action == StepAction.Run
        from made in step.Creates
        select new PendingObject(made.Name, $"{phase.Phase}/{step.Id}", Redefined: made.Kind != DeployedObjectKind.Table);

    static IEnumerable<PendingObject> Pending(IEnumerable<string> names, ScriptContents contents, PlannedStep step)
    {
        var redefined = contents.Redefines.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Select(name => new PendingObject(name, step.Id, redefined.Contains(name)));
    }

    /// <summary>What eros.json names beside the script may come from procedures that it calls.</summary>
    static IEnumerable<string> Made(PlannedStep step, ScriptedStep scripted) =>
        step.Creates.Select(o => o.Name).Concat(scripted.Contents.Makes)
            .Concat(step.Changes.Where(t => !scripted.Contents.Updates.Any(u => u.IsRows && string.Equals(u.Table, t, StringComparison.OrdinalIgnoreCase))))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    IEnumerable<string> Pieces(ScriptedStep step)
    {
        var sql = step.Script.For(services.Target);
        return step.Contents.IsPlain && step.Contents.Reach == DryRunReach.Part ? ScriptSplitter.Split(sql).Where(p => ScriptSplitter.CountStatements(p) > 0) : [sql];
    }

    async Task<DryRunAnswer> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var contents = ScriptContents.Of(sql);
        try
        {
            return new DryRunAnswer(contents, await services.Warehouse.DryRunAsync(jobs.Next("dry-run"), sql, cancellationToken), null);
        }
        catch (ErosException e)
        {
            return new DryRunAnswer(contents, null, e);
        }
    }
}
