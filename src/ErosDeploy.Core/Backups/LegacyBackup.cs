using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>A folder of the suite before this one as a manifest: it says nothing of its tables, so they are those of the dataset as it is now.</summary>
sealed class LegacyBackup(ErosServices services)
{
    public const string Warning = "It was taken by the suite before this one: it has no digests, definitions or instant. Rows go into the tables as they are now, and only their number is verified.";

    /// <summary>Of a folder without a manifest of ours; null when it has no files of that suite. Its tables come with <see cref="WithTablesAsync"/>.</summary>
    public async Task<Manifest?> FindAsync(string id, CancellationToken cancellationToken) =>
        BackupId.TryParse(id, out _, out var at) && (await FilesAsync(id, cancellationToken)).Count > 0 ? Empty(id, at) : null;

    /// <param name="tables">Tables to restore; empty: all that have files.</param>
    public async Task<Manifest> WithTablesAsync(Manifest legacy, IReadOnlyList<string> tables, IReadOnlyList<TableState> live, CancellationToken cancellationToken)
    {
        var files = (await FilesAsync(legacy.Id, cancellationToken)).Where(t => tables.Count == 0 || tables.Contains(t.Key)).ToList();
        var states = live.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var unknown = files.Select(t => t.Key).Where(t => !states.ContainsKey(t)).ToList();
        return unknown.Count == 0
            ? legacy with { Tables = files.Select(t => Table(states[t.Key], t.Select(ManifestFile.Of))).ToList() }
            : throw new ErosException(
                ErosErrorCode.BackupTableUnknown,
                $"Backup {legacy.Id} has files of {string.Join(", ", unknown)}, which {services.Target} does not have: a folder of that suite holds no schema to make a table by.",
                "Create it, or leave it out with -Table; nothing was changed.") { Subject = unknown[0] };
    }

    async Task<IReadOnlyList<IGrouping<string, Cloud.Storage.StorageObject>>> FilesAsync(string id, CancellationToken cancellationToken) =>
        LegacyFiles.ByTable(id, await services.Bucket.ListAsync(id + "/", cancellationToken));

    static ManifestTable Table(TableState live, IEnumerable<ManifestFile> files) => new()
    {
        Name = live.Name,
        Rows = 0,
        Digest = "",
        Seconds = 0,
        Resource = live.Resource.Json,
        Policies = live.Policies,
        Files = files.OrderBy(f => f.Name, StringComparer.Ordinal).ToList(),
    };

    Manifest Empty(string id, DateTimeOffset at) => new()
    {
        Format = Manifest.FormatName,
        Version = Manifest.CurrentVersion,
        Id = id,
        Kind = BackupKind.Legacy,
        Project = services.Target.Project,
        Dataset = services.Target.Dataset,
        Bucket = services.Target.Bucket,
        Location = services.Target.Location,
        SnapshotTime = at,
        StartedAt = at,
        CompletedAt = at,
        DigestAlgorithm = ContentDigest.Algorithm,
        WholeDataset = false,
        HistoryLength = 0,
        Tables = [],
        Views = [],
        Routines = [],
        TableNames = [],
        Notes = [Warning],
    };
}
