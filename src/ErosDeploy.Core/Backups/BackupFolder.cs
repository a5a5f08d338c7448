using ErosDeploy.Core;

namespace ErosDeploy.Core.Backups;

/// <summary>A folder of the bucket whose name is a backup's.</summary>
sealed record BackupFolder(string Id, BackupKind Kind, DateTimeOffset At)
{
    public const string ManifestName = "metadata.json";

    public string Manifest => $"{Id}/{ManifestName}";

    /// <summary>Folders that a query can concern, newest first. Pure.</summary>
    public static IReadOnlyList<BackupFolder> Choose(IEnumerable<string> folders, BackupQuery query) =>
        folders.Select(Parse).OfType<BackupFolder>()
            .Where(f => query.Id is null || f.Id == query.Id)
            .Where(f => query.Kind is null ? !query.Latest || f.Kind == BackupKind.Regular : f.Kind == query.Kind || (f.Kind, query.Kind) == (BackupKind.Regular, BackupKind.Legacy))
            .Where(f => query.Since is null || f.At >= query.Since)
            .OrderByDescending(f => f.At).ThenByDescending(f => f.Id.Length).ThenByDescending(f => f.Id, StringComparer.Ordinal)
            .ToList();

    static BackupFolder? Parse(string folder) => BackupId.TryParse(folder, out var kind, out var at) ? new BackupFolder(folder, kind, at) : null;
}
