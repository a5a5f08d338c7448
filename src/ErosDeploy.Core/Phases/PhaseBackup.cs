using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Runs;

namespace ErosDeploy.Core.Phases;

/// <summary>The backup that a run of one phase takes first, under its lease; once, however often the run is resumed.</summary>
sealed class PhaseBackup(ErosServices services, LeasedRun leased)
{
    /// <summary>Notes for the result. A backup that fails is thrown: nothing was changed then.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (request.SkipBackup && services.Catalogue.Catalogue.Preflight is not null)
            return ["The backup that eros.json asks for was skipped as told."];
        if (!request.Backup)
            return [];
        if (leased.Past.Backup is { } earlier)
            return [Note(earlier)];
        if (leased.UndoOnly || leased.Past.HasChanges)
            return [];
        var backup = await new BackupService(services).TakeAsync(new BackupRequest(), BackupKind.Regular, leased.Jobs.Run, cancellationToken);
        await leased.Journal.WriteAsync(JournalEvent.BackupDone, cancellationToken, e => e with { Detail = backup.Id });
        return [Note(backup.Id)];
    }

    static string Note(string backup) => $"Backup {backup} was taken first.";
}
