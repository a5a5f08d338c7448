using System.Runtime.CompilerServices;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Sees whether backups are what they say: quickly, by their files, or in a drill, by restoring them beside the dataset.</summary>
public sealed class BackupTestService(ErosServices services)
{
    readonly BackupCatalogue _catalogue = new(services.Bucket);

    /// <summary>One check for the manifest and one for each part, as they are done; damage is a check that failed, never an exception.</summary>
    /// <param name="backup">An id, or <c>latest</c>.</param>
    public async IAsyncEnumerable<BackupCheck> TestAsync(string backup, bool drill, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = await IdAsync(backup, cancellationToken);
        var (manifest, check) = await ManifestAsync(id, cancellationToken);
        yield return check;
        if (manifest is null)
            yield break;
        var checks = drill ? new BackupDrill(services, manifest).RunAsync(cancellationToken) : FilesAsync(manifest, cancellationToken);
        await foreach (var part in checks.WithCancellation(cancellationToken))
            yield return part;
    }

    async Task<string> IdAsync(string backup, CancellationToken cancellationToken)
    {
        if (!string.Equals(backup, "latest", StringComparison.OrdinalIgnoreCase))
            return Identifiers.Validate(IdentifierKind.BackupId, backup);
        await foreach (var newest in new BackupService(services).ListAsync(new BackupQuery(Latest: true), cancellationToken))
            return newest.Id;
        throw BackupCatalogue.NotFound(backup, services.Target);
    }

    async Task<(Manifest?, BackupCheck)> ManifestAsync(string id, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        BackupCheck Check(params string[] faults) => new()
        {
            BackupId = id,
            Name = BackupFolder.ManifestName,
            Part = BackupPart.Manifest,
            Status = faults.Length == 0 ? CheckStatus.Pass : CheckStatus.Fail,
            Drill = false,
            Duration = services.Time.GetElapsedTime(started),
            Faults = faults,
        };
        async Task<bool> IsLegacyAsync() => await new LegacyBackup(services).FindAsync(id, cancellationToken) is not null;
        try
        {
            if (await _catalogue.ManifestAsync(id, cancellationToken) is { } manifest)
                return (manifest, Check(Fault(manifest, id)));
            if (await IsLegacyAsync())
                return (null, Check(LegacyBackup.Warning) with { Status = CheckStatus.Unknown });
            return (await services.Bucket.ListAsync(id + "/", cancellationToken)).Count == 0
                ? throw BackupCatalogue.NotFound(id, services.Target)
                : (null, Check("it is missing: the backup was interrupted, or is still being taken"));
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.ManifestInvalid)
        {
            return (null, await IsLegacyAsync() ? Check(LegacyBackup.Warning) with { Status = CheckStatus.Unknown } : Check(e.What));
        }
    }

    string[] Fault(Manifest manifest, string id) =>
        manifest.Id != id ? [$"it is the manifest of backup {manifest.Id}"]
        : (manifest.Project, manifest.Dataset) != (services.Target.Project, services.Target.Dataset) ? [$"it is of {manifest.Project}.{manifest.Dataset}, the target is {services.Target}"]
        : [];

    async IAsyncEnumerable<BackupCheck> FilesAsync(Manifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var listed = (await services.Bucket.ListAsync(manifest.Id + "/", cancellationToken)).Select(ManifestFile.Of).ToList();
        var byTable = listed.ToLookup(f => BackupFiles.TableOf(manifest.Id, f.Name));
        foreach (var table in manifest.Tables)
            yield return BackupChecks.OfTable(manifest.Id, table, drill: false, services.Time.GetElapsedTime(started), BackupFiles.Faults(table.Files, byTable[table.Name].ToList()).ToList());
        if (BackupFiles.Strangers(manifest, listed).ToList() is { Count: > 0 } strangers)
            yield return BackupChecks.OfFolder(manifest.Id, services.Time.GetElapsedTime(started), strangers);
    }
}

/// <summary>Checks of the parts of a backup. Pure.</summary>
static class BackupChecks
{
    public static BackupCheck OfTable(string id, ManifestTable table, bool drill, TimeSpan duration, IReadOnlyList<string> faults) => new()
    {
        BackupId = id,
        Name = table.Name,
        Part = BackupPart.Table,
        Status = faults.Count == 0 ? CheckStatus.Pass : CheckStatus.Fail,
        Drill = drill,
        Rows = table.Rows,
        Bytes = table.Bytes,
        Files = table.Files.Count,
        Duration = duration,
        Faults = faults,
    };

    public static BackupCheck OfObject(string id, ManifestObject o, CheckStatus status, TimeSpan duration, params string[] faults) => new()
    {
        BackupId = id,
        Name = o.Name,
        Part = ObjectSql.IsRoutine(o.Kind) ? BackupPart.Routine : BackupPart.View,
        Status = status,
        Drill = true,
        Duration = duration,
        Faults = faults,
    };

    public static BackupCheck OfFolder(string id, TimeSpan duration, IReadOnlyList<string> strangers) => new()
    {
        BackupId = id,
        Name = id + "/",
        Part = BackupPart.Folder,
        Status = CheckStatus.Fail,
        Drill = false,
        Duration = duration,
        Faults = strangers,
    };
}
