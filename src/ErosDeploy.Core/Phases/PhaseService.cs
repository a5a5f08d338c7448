using System.Runtime.CompilerServices;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Linting;
using ErosDeploy.Core.Preflights;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Phases;

/// <summary>Lists, plans and runs the phases of eros.json.</summary>
public sealed class PhaseService(ErosServices services)
{
    readonly PhaseFactsReader _reader = new(services);

    /// <summary>The phases in the catalogue's order.</summary>
    public IReadOnlyList<string> Names => [.. services.Catalogue.Catalogue.Phases.Select(p => p.Name)];

    /// <summary>Every phase in the catalogue's order, or those named, with the state of its steps.</summary>
    public async IAsyncEnumerable<PhaseInfo> ListAsync(IReadOnlyList<string>? names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var phases = names is { Count: > 0 } ? names.Select(services.Catalogue.Phase).ToList() : services.Catalogue.Catalogue.Phases;
        var history = await services.History.ReadAsync(cancellationToken);
        var applied = AppliedState.Of(history);
        var live = applied.HasDefinitions ? (await ReadLiveAsync(RunIdentity.NewRunId(services.Time), cancellationToken)).Definitions : new Dictionary<string, string>();
        var attempts = StepAttempts.Of(history);
        foreach (var phase in phases)
        {
            var drift = await new DriftReader(services.Definitions).ReadAsync(applied, phase, live, cancellationToken);
            yield return PhaseInfos.Of(phase, await _reader.StepsAsync(phase, cancellationToken), applied, drift, attempts);
        }
    }

    /// <summary>What a run would do now, and what its preflight finds. Reads only.</summary>
    public async Task<PhasePlan> PlanAsync(PhaseRequest request, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(request.Phase);
        var live = await ReadLiveAsync(RunIdentity.NewRunId(services.Time), cancellationToken);
        var facts = await _reader.ReadAsync(phase, live, cancellationToken);
        return await new Preflight(services).CheckAsync(PhasePlanner.Plan(facts), facts, live, request, cancellationToken);
    }

    /// <summary>Runs a phase: its steps, then its tests; undoes it when either fails. Throws when it could not begin; afterwards the result tells. Where the plan
    /// has no step to run, nothing is: neither the lease is taken nor a journal written, and another process may be at work meanwhile. One with an id takes the
    /// lease all the same, for only its journal tells whether it is to be gone on with.</summary>
    /// <param name="approved">The plan that was agreed to; the run refuses to do anything else.</param>
    public async Task<PhaseResult> RunAsync(PhaseRequest request, PhasePlan? approved, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(request.Phase);
        var plan = approved is null || request.After is { Count: > 0 } ? await PlanAsync(request with { After = null }, cancellationToken) : approved;
        LintErrors.Refuse(plan.Findings);
        if (request.RunId is null || !await IsBegunAsync(request.RunId, cancellationToken))
        {
            PhaseApproval.Check(plan, null);
            PreflightVerdict.Refuse(plan);
        }
        if (request.RunId is not null || plan.StepsToRun > 0)
            return await ExecuteAsync(JournaledRun.Of(request.RunId, new RunRequest(phase.Name, null, Backup: request.Backup, SkipBackup: request.SkipBackup, SkipGates: request.SkipGates), services.Time), approved, cancellationToken);
        await WarnAsync(plan, cancellationToken);
        return PhaseResults.OfNothing(plan, RunIdentity.NewRunId(services.Time), services.Time.GetUtcNow());
    }

    /// <summary>Runs a phase's tests against the target as it is. Tests may act (lock a caption, release it), so the lease is held meanwhile.</summary>
    /// <param name="found">Told each result as it comes.</param>
    public Task TestAsync(string name, Func<PhaseTestResult, Task> found, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(name);
        return new LeasedWork(services).RunLoggedAsync(RunIdentity.NewRunId(services.Time), $"tests of {phase.Name}", async (leased, token) =>
        {
            var runner = new PhaseTestRunner(services, leased.Jobs);
            foreach (var test in phase.Tests)
                await found(await runner.RunAsync(phase.Name, test, token));
            return phase;
        }, cancellationToken);
    }

    internal Task<PhaseResult> ExecuteAsync(JournaledRun run, PhasePlan? approved, CancellationToken cancellationToken)
    {
        var phase = services.Catalogue.Phase(run.Request.Phase!);
        return run.ExecuteAsync(
            services,
            (leased, token) => HookedRun.ExecuteAsync(
                new RunHooks(services, leased.Run), () => RunAloneAsync(phase, run.Request, leased, approved, token), result => (result.EndState, result.Phase, result.Error), (result, notes) => result with { Notes = [.. result.Notes, .. notes] }, token),
            result => result.EndState, cancellationToken);
    }

    /// <summary>A run that was begun passed its preflight then, and by now is not as it found things.</summary>
    async Task<bool> IsBegunAsync(string run, CancellationToken cancellationToken) =>
        (await new JournalReader(services.Bucket, services.Names).ReadAsync(RunIdentity.Validate(run), cancellationToken)).Count > 0;

    async Task<PhaseResult> RunAloneAsync(PhaseDefinition phase, RunRequest request, LeasedRun leased, PhasePlan? approved, CancellationToken cancellationToken)
    {
        var notes = await new PhaseBackup(services, leased).TakeAsync(request, cancellationToken);
        var result = await RunLeasedAsync(phase, leased, approved, cancellationToken);
        return result with { Notes = [.. notes, .. result.Notes] };
    }

    /// <summary>A run that was resumed does what it was planned to do before its first change.</summary>
    /// <param name="planned">Told what will be done, before anything is.</param>
    internal async Task<PhaseResult> RunLeasedAsync(PhaseDefinition phase, LeasedRun leased, PhasePlan? approved, CancellationToken cancellationToken, Func<PhasePlan, Task>? planned = null)
    {
        var past = leased.Past.Phase(phase.Name);
        if (past.Result is { } done)
            return done;
        var live = await ReadLiveAsync(leased.Run, cancellationToken);
        var facts = await _reader.ReadAsync(phase, live, cancellationToken);
        var plan = PhasePlanner.Plan(facts);
        if (past.Plan is { } begun)
            plan = PhaseApproval.Resumed(plan, begun, undoOnly: past.IsUndoing || leased.UndoOnly);
        else
            PhaseApproval.Check(plan, approved);
        await WarnAsync(plan, cancellationToken);
        if (planned is not null)
            await planned(plan);
        if (past.Plan is null && plan.StepsToRun == 0 && !leased.HasChanges)
            return PhaseResults.OfNothing(plan, leased.Run, services.Time.GetUtcNow());
        var hooks = new RunHooks(services, leased.Run);
        if (!past.IsUndoing && !leased.UndoOnly)
            await hooks.BeforeAsync(HookKind.BeforePhase, cancellationToken, phase.Name);
        var result = await new PhaseRun(services, facts, plan, live, leased, hooks).ExecuteAsync(cancellationToken);
        return result with { Notes = [.. result.Notes, .. await hooks.AfterAsync(HookKind.AfterPhase, result, result.Error, phase.Name)] };
    }

    async Task WarnAsync(PhasePlan plan, CancellationToken cancellationToken)
    {
        foreach (var finding in plan.Findings)
            await services.Observer.WarningAsync(finding.ToString(), cancellationToken);
        foreach (var drifted in plan.Steps.Where(s => s.Drift.Count > 0))
            await services.Observer.WarningAsync(DriftWarning.Of(plan.Phase, drifted), cancellationToken);
    }

    Task<CatalogueOutline> ReadLiveAsync(string run, CancellationToken cancellationToken) =>
        new LiveCatalogueReader(services.Warehouse).OutlineAsync(JobNames.ForReading(run), cancellationToken);
}

/// <summary>A run does what was agreed to, or nothing. Pure.</summary>
static class PhaseApproval
{
    public static void Check(PhasePlan plan, PhasePlan? approved)
    {
        LintErrors.Refuse(plan.Findings);
        if (plan.SchemaDifferences.Count > 0)
            throw new ErosException(
                ErosErrorCode.SchemaMismatch,
                $"{plan.Target} is not the schema that {plan.Phase} expects: {string.Join("; ", plan.SchemaDifferences)}.",
                "Bring the dataset or the declaration (schema in eros.json) into line; nothing was changed.") { Subject = plan.Target, EndState = EndState.FailedBeforeChange };
        if (approved is not null && !Work(plan).SequenceEqual(Work(approved)))
            throw new ErosException(
                ErosErrorCode.PlanStale,
                $"{plan.Target} or the scripts changed since {plan.Phase} was planned.",
                "Look at the new plan with -WhatIf and run again; nothing was changed.") { Subject = plan.Phase, EndState = EndState.FailedBeforeChange };
    }

    /// <summary>The scripts must be those that the run began with.</summary>
    public static PhasePlan Resumed(PhasePlan plan, IReadOnlyList<PlannedStep> begun, bool undoOnly) =>
        undoOnly || plan.Steps.Select(s => (s.Id, s.Checksum)).SequenceEqual(begun.Select(s => (s.Id, s.Checksum)))
            ? plan with { Steps = begun, SchemaDifferences = [] }
            : throw new ErosException(
                ErosErrorCode.PlanStale,
                $"The scripts of {plan.Phase} are not those that this run began with.",
                "Bring them back and resume it, or undo what it did with Resume-ErosDeployment -Undo.") { Subject = plan.Phase };

    static IEnumerable<(string, string, StepAction)> Work(PhasePlan plan) => plan.Steps.Select(s => (s.Id, s.Checksum, s.Action));
}
