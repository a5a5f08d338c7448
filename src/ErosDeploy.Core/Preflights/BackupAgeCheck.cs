using System.Globalization;
using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Preflights;

/// <summary>The young backup that eros.json may ask for: complete, of the whole dataset, its files those that its manifest names.</summary>
sealed class BackupAgeCheck(ErosServices services)
{
    /// <summary>Null when none is asked for and none is taken.</summary>
    public async Task<PreflightCheck?> RunAsync(PhaseRequest request, CancellationToken cancellationToken)
    {
        if (request.Backup)
            return Check(CheckStatus.Pass, "one is taken before the first step");
        if (services.Catalogue.Catalogue.Preflight?.BackupMaxAgeHours is not { } hours)
            return null;
        var asked = string.Create(CultureInfo.InvariantCulture, $"eros.json asks for a verified backup of the last {hours:0.##} h");
        if (request.SkipBackup)
            return Check(CheckStatus.Warn, $"{asked}; -SkipBackup goes without");
        try
        {
            return await FindAsync(asked, services.Time.GetUtcNow() - TimeSpan.FromHours(hours), cancellationToken);
        }
        catch (ErosException e)
        {
            return Missing($"{asked}, and it could not be looked for: {e.What}");
        }
    }

    async Task<PreflightCheck> FindAsync(string asked, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var (catalogue, choice) = (new BackupCatalogue(services.Bucket), new BackupChoice(services));
        var damaged = new List<string>();
        await foreach (var backup in new BackupService(services).ListAsync(new BackupQuery(Kind: BackupKind.Regular, Since: oldest), cancellationToken))
        {
            if (!BackupCatalogue.IsRestorable(backup) || backup.SnapshotTime < oldest || await catalogue.ManifestAsync(backup.Id, cancellationToken) is not { } manifest)
                continue;
            if (await choice.FaultsAsync(manifest, manifest.Tables, cancellationToken) is [var fault, ..])
                damaged.Add($"{backup.Id} is damaged ({fault})");
            else
                return Check(CheckStatus.Pass, $"{backup.Id}, of {backup.SnapshotTime:u}");
        }
        return Missing($"{asked}; there is {(damaged.Count == 0 ? "none" : $"none whole: {string.Join("; ", damaged)}")}");
    }

    static PreflightCheck Missing(string detail) => Check(CheckStatus.Fail, detail) with { Next = "Take one with New-ErosBackup or run the phase with -Backup; -SkipBackup goes without." };

    static PreflightCheck Check(CheckStatus status, string detail) => new() { Id = "backup", Title = "There is a verified backup that is young enough", Status = status, Detail = detail };
}
