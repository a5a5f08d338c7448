using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Health;
using ErosDeploy.Core.Notifications;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>One restore under the lease: files checked, schedules paused, a safety backup, staging proven, tables prepared, all rows in one transaction, then
/// what tables say of themselves and definitions, a look whether everything is as in the backup, and the schedules resumed.</summary>
sealed class RestoreRun(ErosServices services, RestoreWork work, LeasedRun leased, RestoreRequest request)
{
    readonly JobNames _jobs = new($"{leased.Run}-restore");
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    readonly ScratchDataset _staging = Staging(services, leased.Run);
    readonly RestoreTables _tables = new(services, new JobNames($"{leased.Run}-restore-tables"), Staging(services, leased.Run), work);
    readonly RestoreMarkStore _marks = new(services.Bucket, services.Names);
    readonly List<string> _notes = [.. work.Plan.Warnings];
    RestoreMark? _mark;
    RestoreMark? _interrupted;
    HealthReport? _health;
    IReadOnlyList<RestoreFollowUp> _followUps = [];

    public async Task<RestoreResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        var cause = await TryReplaceAsync(cancellationToken);
        var result = cause is null ? await FinishAsync() : await FailAsync(cause);
        await EndAsync(result.EndState);
        _notes.AddRange(await Cleanup.TryAsync($"the journal of run {leased.Run} without its end", () => leased.Journal.EndAsync(CancellationToken.None, result.EndState)));
        var logged = await new RestoreLog(services).WriteAsync(result with { Notes = _notes.ToList(), Duration = services.Time.GetUtcNow() - _startedAt });
        return services.Webhook is { } webhook ? logged with { Notification = await webhook.PostAsync(RestoreCard.Of(logged), CancellationToken.None) } : logged;
    }

    static ScratchDataset Staging(ErosServices services, string run) => new(services, services.Names.ScratchDataset($"{run}_restore"));

    /// <summary>Up to the commit of the rows; null when they are committed.</summary>
    async Task<Exception?> TryReplaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            await ReplaceRowsAsync(cancellationToken);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!work.IsLegacy)
            await new BackupChoice(services).CheckFilesAsync(work.Manifest, work.Restored, cancellationToken);
        _interrupted = await _marks.ReadAsync(cancellationToken) is { Ended: false } mark ? mark : null;
        var begun = new RestoreMark { Run = leased.Run, Backup = work.Manifest.Id, At = _startedAt, Paused = _interrupted?.Paused ?? [], Safety = SafetyOfInterrupted, Changing = SafetyOfInterrupted is not null };
        _mark = await new RestorePause(services, _marks).PauseAsync(begun, request.Force, cancellationToken);
        await _tables.ChooseAsync(cancellationToken);
        await ProgressAsync("safety backup", 5, cancellationToken);
        _mark = _mark with { Safety = SafetyOfInterrupted ?? await TakeSafetyAsync(cancellationToken) };
        await (work.IsLegacy
            ? new LegacyStaging(services, _jobs, _staging, work).LoadAsync(cancellationToken)
            : new RestoreStaging(services, _jobs, _staging).LoadAsync(work.Restored, cancellationToken));
        await _tables.ChooseAsync(cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.Captured, cancellationToken, e => e with { Owner = Worker.Current().Owner, Detail = $"restore of {work.Manifest.Id}; before it: backup {_mark.Safety}" });
    }

    /// <summary>What an interrupted restore left is neither old nor new: the way back is to before that one.</summary>
    string? SafetyOfInterrupted => _interrupted is { Changing: true, Safety: { } safety } ? safety : null;

    async Task<string> TakeSafetyAsync(CancellationToken cancellationToken) =>
        (await new BackupService(services).TakeAsync(new BackupRequest(), BackupKind.PreRollback, leased.Run, cancellationToken)).Id;

    async Task ReplaceRowsAsync(CancellationToken cancellationToken)
    {
        await ProgressAsync("replacing the rows of all tables", 65, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.StepIntended, cancellationToken, e => e with { Step = "replace-rows", Detail = work.Manifest.Id });
        _mark = _mark! with { Changing = true };
        await _marks.WriteAsync(_mark, cancellationToken);
        await _tables.ReshapeAsync(cancellationToken);
        await _tables.ReplaceRowsAsync(cancellationToken);
    }

    /// <summary>The rows are committed: from here the way is forward only, and not cancelled.</summary>
    async Task<RestoreResult> FinishAsync()
    {
        await ProgressAsync("views, routines and what tables say of themselves", 80, CancellationToken.None);
        var lost = leased.Lease.Lost;
        IReadOnlyList<string> errors =
        [
            .. await new RestoreMetadata(services).ApplyAsync(work.Restored, lost),
            .. await new RestoreDefinitions(services, _jobs, work).ExecuteAsync(lost),
            .. await Cleanup.TryAsync("the history does not tell of this restore", () => services.History.AppendAsync([RestoreHistory.Line(work, leased.Run, services.Time.GetUtcNow())], CancellationToken.None)),
        ];
        _notes.AddRange(await _tables.TidyAsync());
        var (tables, faults) = await new RestoreVerification(services, _jobs, work).ExecuteAsync(lost);
        _notes.AddRange(errors.Concat(faults));
        if (errors.Count > 0 || faults.Count > 0)
            return Result(EndState.Inconsistent, tables, NotWhole(errors.Concat(faults)));
        _followUps = await new RestoreFollowUps(services, _jobs, work).ExecuteAsync(lost);
        if (_followUps.Where(f => f.Error is not null).Select(f => $"{f.Title} failed: {f.Error}").ToList() is { Count: > 0 } failed)
            return Result(EndState.Inconsistent, tables, NotWhole(failed));
        await HealthAsync(lost);
        return Result(EndState.Succeeded, tables, null);
    }

    ErosException NotWhole(IEnumerable<string> faults) => new(
        ErosErrorCode.RestoreFailed,
        $"The rows are those of backup {work.Manifest.Id}, but not everything else is: {string.Join(" ", faults)}",
        "Run the restore again to complete it.");

    async Task HealthAsync(CancellationToken cancellationToken)
    {
        if (!work.Whole)
            return;
        try
        {
            _health = await new HealthService(services).MeasureAsync(new HealthRequest(), cancellationToken);
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            _notes.Add($"Health was not measured: {FailureText.Of(e)}");
        }
    }

    async Task<RestoreResult> FailAsync(Exception cause)
    {
        var error = RestoreFailure.Of(cause);
        if (!_tables.Changed)
            return Result(cause is OperationCanceledException ? EndState.Cancelled : EndState.FailedBeforeChange, [], error);
        var faults = leased.Lease.Lost.IsCancellationRequested ? ["The lease was lost, so nothing was put back."]
            : CloudErrors.MayStillWork(error) ? ["A job may still be at work, so nothing was put back: when it is DONE, run the restore again, or take it back with -Undo."]
            : await _tables.UndoAsync(leased.Lease.Lost);
        _notes.AddRange(faults);
        var clean = faults.Count == 0 && await AsBeforeAsync();
        return Result(!clean ? EndState.Inconsistent : cause is OperationCanceledException ? EndState.Cancelled : EndState.RolledBack, [], error);
    }

    /// <summary>The safety backup says what every table held before.</summary>
    async Task<bool> AsBeforeAsync()
    {
        var (same, faults) = await RestoreVerification.AgainstAsync(services, _jobs, _mark!.Safety!, leased.Lease.Lost);
        _notes.AddRange(faults);
        return same;
    }

    /// <summary>Schedules run again whatever became of the restore, but for one that is half done: they would work on a mixture.</summary>
    async Task EndAsync(EndState endState)
    {
        var half = endState == EndState.Inconsistent || (SafetyOfInterrupted is not null && endState != EndState.Succeeded);
        if (_mark is { } mark)
        {
            var left = half && mark.Paused.Count > 0 ? [$"Scheduled queries stay paused until the restore is completed: {string.Join(", ", mark.Paused)}."] : await new RestorePause(services, _marks).ResumeAsync(mark);
            _notes.AddRange(left);
            _notes.AddRange(await Cleanup.TryAsync("the mark of this restore", () => _marks.WriteAsync(mark with { Changing = half, Ended = !half && left.Count == 0 }, CancellationToken.None)));
        }
        foreach (var scratch in Scratches(half))
            _notes.AddRange(await Cleanup.TryAsync($"dataset {scratch.Name} with staged tables", () => scratch.DropAsync(CancellationToken.None)));
        await services.Observer.ProgressAsync(new ErosProgress("Restore", "done", 100, Completed: true), CancellationToken.None);
    }

    IEnumerable<ScratchDataset> Scratches(bool half) => _interrupted is { } earlier && !half
        ? [_staging, Staging(services, earlier.Run), RestoreTables.Before(services, Staging(services, earlier.Run))]
        : [_staging];

    RestoreResult Result(EndState endState, IReadOnlyList<RestoredTable> tables, ErosException? error) => new()
    {
        RunId = leased.Run,
        EndState = endState,
        Target = work.Plan.Target,
        BackupId = work.Manifest.Id,
        SnapshotTime = work.Manifest.SnapshotTime,
        SafetyBackupId = _mark?.Safety,
        Reason = request.Reason,
        Tables = tables,
        Objects = work.Plan.Objects,
        FollowUps = _followUps,
        Schedules = _mark?.Paused ?? [],
        Health = _health,
        Notes = _notes,
        StartedAt = _startedAt,
        Duration = services.Time.GetUtcNow() - _startedAt,
        Error = error?.Message,
        ErrorCode = error?.CodeText,
    };

    ValueTask ProgressAsync(string status, int percent, CancellationToken cancellationToken) =>
        services.Observer.ProgressAsync(new ErosProgress("Restore", status, percent), cancellationToken);
}
