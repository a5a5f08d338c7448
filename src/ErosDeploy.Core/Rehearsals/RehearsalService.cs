using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Rehearsals;

/// <summary>Tries a deployment, and its undo, in a copy of the target made of table clones: the proof before production. The target is only read.</summary>
public sealed class RehearsalService(ErosServices services)
{
    /// <summary>Throws when it could not begin; afterwards the result tells. The copy is dropped however it ends.</summary>
    public async Task<RehearsalResult> RunAsync(IReadOnlyList<PhaseDefinition> phases, CancellationToken cancellationToken)
    {
        var run = RunIdentity.NewRunId(services.Time);
        var copy = new RehearsalCopy(services, new JobNames(run), services.Names.ScratchDataset(run + "_rehearsal"));
        var rehearsal = new Rehearsal(services, copy, run, phases);
        try
        {
            await rehearsal.ExecuteAsync(cancellationToken);
        }
        finally
        {
            rehearsal.Notes.AddRange(await copy.DropAsync());
        }
        return rehearsal.Result();
    }
}

/// <summary>One rehearsal: its stages as they come.</summary>
sealed class Rehearsal(ErosServices services, RehearsalCopy copy, string run, IReadOnlyList<PhaseDefinition> phases)
{
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    readonly List<DeploymentStage> _stages = [];
    readonly List<PhaseResult> _phases = [];
    readonly List<string> _differences = [];
    ErosException? _error;

    public List<string> Notes { get; } = [];

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StageAsync("copy", () => CopyAsync(cancellationToken));
            var before = await StateAsync("before", cancellationToken);
            await StageAsync("deploy", () => DeployAsync(_phases, cancellationToken));
            var deployed = await StateAsync("deployed", cancellationToken);
            await StageAsync("undo", () => UndoAsync(cancellationToken));
            await StageAsync("compare", async () => Compared("after the undo", before.Differences(await StateAsync("undone", cancellationToken), rows: true)));
            await StageAsync("deploy again", () => DeployAsync([], cancellationToken));
            await StageAsync("compare again", async () => Compared("deployed again", deployed.Differences(await StateAsync("again", cancellationToken), rows: false)));
        }
        catch (ErosException e) when (_stages.Count > 1)
        {
            _error = e;
        }
    }

    public RehearsalResult Result() => new()
    {
        RunId = run,
        EndState = _error is null ? EndState.Succeeded : EndState.FailedBeforeChange,
        Target = services.Target.ToString(),
        Dataset = copy.Services.Target.Dataset,
        Stages = _stages,
        Phases = _phases,
        Differences = _differences,
        StartedAt = _startedAt,
        Duration = services.Time.GetUtcNow() - _startedAt,
        Notes = Notes,
        Error = _error?.Message,
        ErrorCode = _error?.CodeText,
    };

    async Task StageAsync(string name, Func<Task<string>> work)
    {
        var started = services.Time.GetTimestamp();
        await services.Observer.ProgressAsync(new ErosProgress("Rehearsal", name), CancellationToken.None);
        try
        {
            var summary = await work();
            _stages.Add(new DeploymentStage(name, EndState.Succeeded, services.Time.GetElapsedTime(started), summary));
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            _stages.Add(new DeploymentStage(name, e is ErosException ? EndState.FailedBeforeChange : EndState.Cancelled, services.Time.GetElapsedTime(started), e.Message));
            throw;
        }
        finally
        {
            await services.Observer.ProgressAsync(new ErosProgress("Rehearsal", name, 100, Completed: true), CancellationToken.None);
        }
    }

    /// <summary>Under the target's lease: nobody deploys while it is copied.</summary>
    async Task<string> CopyAsync(CancellationToken cancellationToken)
    {
        Notes.AddRange(await new LeasedWork(services).RunAsync(run, "rehearsal", (_, token) => copy.CreateAsync(token), cancellationToken));
        return $"{services.Target} as {copy.Services.Target.Dataset}";
    }

    Task<DatasetState> StateAsync(string when, CancellationToken cancellationToken) => DatasetState.ReadAsync(copy.Services, new JobNames($"{run}-{when}"), cancellationToken);

    async Task<string> DeployAsync(List<PhaseResult> results, CancellationToken cancellationToken)
    {
        foreach (var phase in phases)
        {
            var result = await new PhaseService(copy.Services).RunAsync(new PhaseRequest(phase.Name, SkipGates: true, SkipBackup: true), null, cancellationToken);
            results.Add(result);
            if (result.EndState != EndState.Succeeded)
                throw new ErosException(ErosErrorCode.RehearsalFailed, $"{phase.Name} ended {result.EndState}: {result.Error}", "See Phases of the result; the target was not changed.") { Subject = phase.Name };
        }
        return string.Join(", ", results.Select(r => $"{r.Phase}: {r.StepsRun} steps run, {r.TestsPassed} of {r.Tests.Count} tests passed"));
    }

    async Task<string> UndoAsync(CancellationToken cancellationToken)
    {
        var undone = new List<string>();
        foreach (var phase in _phases.Where(p => p.StepsRun > 0).Reverse())
        {
            var reversal = new PhaseReversal(copy.Services);
            var result = await reversal.RunAsync(await reversal.PlanAsync(phase.Phase, cancellationToken), cancellationToken);
            if (result.EndState != EndState.Succeeded)
                throw new ErosException(ErosErrorCode.RehearsalFailed, $"The undo of {phase.Phase} ended {result.EndState}: {result.Error}", "Correct what cannot be undone before the phase is deployed; the target was not changed.") { Subject = phase.Phase };
            undone.Add($"{result.Phase}: {result.Undo.Count} actions verified");
        }
        return undone.Count == 0 ? "nothing was to be undone" : string.Join(", ", undone);
    }

    string Compared(string when, IReadOnlyList<string> differences)
    {
        _differences.AddRange(differences.Select(d => $"{when}: {d}"));
        return differences.Count == 0
            ? "no difference"
            : throw new ErosException(
                ErosErrorCode.RehearsalFailed, $"{when} {differences.Count} things are not as they should be; the first: {differences[0]}", "See Differences of the result; the target was not changed.");
    }
}
