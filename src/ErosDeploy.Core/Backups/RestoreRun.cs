using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>One restore under the lease: files checked, a safety backup, staging proven, tables prepared, all rows in one transaction, then definitions, then
/// a look whether everything is as in the backup.</summary>
sealed class RestoreRun(ErosServices services, Manifest manifest, RestorePlan plan, LiveCatalogue live, LeasedRun leased, string? reason)
{
    readonly JobNames _jobs = new($"{leased.Run}-restore");
    readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    readonly ScratchDataset _staging = new(services, services.Names.ScratchDataset($"{leased.Run}_restore"));
    readonly List<string> _notes = [.. plan.Warnings];
    readonly List<ManifestTable> _restored =
        manifest.Tables.Where(t => plan.Tables.Any(p => p.Name == t.Name && p.Action != RestoreTableAction.Drop)).ToList();
    RestoreTables? _tables;
    BackupInfo? _safety;

    public async Task<RestoreResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryReplaceAsync(cancellationToken) is { } cause ? await FailAsync(cause) : await FinishAsync();
        }
        finally
        {
            foreach (var note in await Cleanup.TryAsync($"dataset {_staging.Name} with staged tables", () => _staging.DropAsync(CancellationToken.None)))
                await services.Observer.WarningAsync(note, CancellationToken.None);
            await services.Observer.ProgressAsync(new ErosProgress("Restore", "done", 100, Completed: true), CancellationToken.None);
        }
    }

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
        await new BackupChoice(services).CheckFilesAsync(manifest, _restored, cancellationToken);
        await ProgressAsync("safety backup", 5, cancellationToken);
        _safety = await new BackupService(services).RunAsync(new BackupRequest(), BackupKind.PreRollback, leased.Run, cancellationToken);
        await new RestoreStaging(services, _jobs, _staging).LoadAsync(_restored, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.Captured, cancellationToken, e => e with { Detail = $"restore of {manifest.Id}; before it: backup {_safety.Id}" });
    }

    async Task ReplaceRowsAsync(CancellationToken cancellationToken)
    {
        await ProgressAsync("replacing the rows of all tables", 65, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.StepIntended, cancellationToken, e => e with { Step = "replace-rows", Detail = manifest.Id });
        _tables = new RestoreTables(services, _jobs, _staging, plan, manifest, live);
        await _tables.ReshapeAsync(cancellationToken);
        await _tables.ReplaceRowsAsync(cancellationToken);
    }

    /// <summary>The rows are committed: from here the way is forward only, and not cancelled.</summary>
    async Task<RestoreResult> FinishAsync()
    {
        await ProgressAsync("views and routines", 80, CancellationToken.None);
        var errors = await new RestoreDefinitions(services, _jobs, plan, manifest).ExecuteAsync(leased.Lease.Lost);
        _notes.AddRange(errors);
        _notes.AddRange(await _tables!.TidyAsync());
        _notes.AddRange(await Cleanup.TryAsync("the history does not tell of this restore", () => services.History.AppendAsync([HistoryLine()], CancellationToken.None)));
        var (tables, faults) = await new RestoreVerification(services, _jobs, plan, manifest, live).ExecuteAsync(leased.Lease.Lost);
        _notes.AddRange(faults);
        var whole = errors.Count == 0 && faults.Count == 0;
        var error = whole ? null : new ErosException(
            ErosErrorCode.RestoreFailed,
            $"The rows are those of backup {manifest.Id}, but not everything else is: {string.Join(" ", errors.Concat(faults))}",
            "Run the restore again to complete it.");
        return Result(whole ? EndState.Succeeded : EndState.Inconsistent, tables, error);
    }

    async Task<RestoreResult> FailAsync(Exception cause)
    {
        var error = cause as ErosException ?? new ErosException(
            cause is OperationCanceledException ? ErosErrorCode.RestoreFailed : ErosErrorCode.Internal,
            cause is OperationCanceledException ? "The restore was cancelled." : $"The restore failed: {cause.Message}",
            cause is OperationCanceledException ? "" : "This is a defect; report it.",
            cause);
        if (_tables is not { Changed: true })
            return Result(cause is OperationCanceledException ? EndState.Cancelled : EndState.FailedBeforeChange, [], error);
        var faults = leased.Lease.Lost.IsCancellationRequested ? ["The lease was lost, so nothing was put back."] : await _tables.UndoAsync(leased.Lease.Lost);
        _notes.AddRange(faults);
        var clean = faults.Count == 0 && await AsBeforeAsync();
        return Result(!clean ? EndState.Inconsistent : cause is OperationCanceledException ? EndState.Cancelled : EndState.RolledBack, [], error);
    }

    /// <summary>The safety backup says what every table held before.</summary>
    async Task<bool> AsBeforeAsync()
    {
        var (same, faults) = await RestoreVerification.AgainstAsync(services, _jobs, _safety!, live, leased.Lease.Lost);
        _notes.AddRange(faults);
        return same;
    }

    HistoryEntry HistoryLine()
    {
        var whole = plan.Objects.Count > 0 || _restored.Count == manifest.Tables.Count;
        return new HistoryEntry
        {
            At = services.Time.GetUtcNow(),
            Run = leased.Run,
            Event = whole ? HistoryEvent.Restored : HistoryEvent.TablesRestored,
            By = Worker.Current().Owner,
            Backup = manifest.Id,
            Length = manifest.HistoryLength,
            Tables = whole ? null : _restored.Select(t => t.Name).ToList(),
        };
    }

    RestoreResult Result(EndState endState, IReadOnlyList<RestoredTable> tables, ErosException? error) => new()
    {
        RunId = leased.Run,
        EndState = endState,
        Target = plan.Target,
        BackupId = manifest.Id,
        SnapshotTime = manifest.SnapshotTime,
        SafetyBackupId = _safety?.Id,
        Reason = reason,
        Tables = tables,
        Objects = plan.Objects,
        Notes = _notes,
        StartedAt = _startedAt,
        Duration = services.Time.GetUtcNow() - _startedAt,
        Error = error?.Message,
        ErrorCode = error?.CodeText,
    };

    ValueTask ProgressAsync(string status, int percent, CancellationToken cancellationToken) =>
        services.Observer.ProgressAsync(new ErosProgress("Restore", status, percent), cancellationToken);
}
