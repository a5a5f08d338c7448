namespace ErosDeploy.Core.Backups;

/// <summary>Whether the files of a backup are those that its manifest names. Pure.</summary>
static class BackupFiles
{
    /// <summary>Every file that is missing, extra or other than expected, in words.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<ManifestFile> expected, IReadOnlyList<ManifestFile> found)
    {
        var there = found.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var file in expected)
        {
            if (!there.TryGetValue(file.Name, out var now))
                yield return $"{file.Name} is missing";
            else if (Fault(file, now) is { } fault)
                yield return $"{file.Name} {fault}";
        }
        var known = expected.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var extra in found.Where(f => !known.Contains(f.Name)))
            yield return $"{extra.Name} does not belong to it";
    }

    /// <summary>Objects in the folder that belong to no table, beside the manifest and a marker that outlived its backup.</summary>
    public static IEnumerable<string> Strangers(Manifest manifest, IEnumerable<ManifestFile> found)
    {
        var tables = manifest.Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var own = new[] { $"{manifest.Id}/{BackupFolder.ManifestName}", $"{manifest.Id}/{BackupProgress.MarkerName}" };
        return found.Where(f => !own.Contains(f.Name) && !tables.Contains(TableOf(manifest.Id, f.Name))).Select(f => $"{f.Name} does not belong to it");
    }

    /// <summary>The table that an object of the folder is a file of: what stands between the id and the next slash.</summary>
    public static string TableOf(string id, string name)
    {
        var rest = name[(id.Length + 1)..];
        return rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? rest[..slash] : "";
    }

    static string? Fault(ManifestFile expected, ManifestFile now) =>
        now.Size != expected.Size ? $"has {now.Size} bytes instead of {expected.Size}"
        : now.Crc32c != expected.Crc32c ? $"has other content (crc32c {now.Crc32c} instead of {expected.Crc32c})"
        : now.Generation != expected.Generation ? $"was written again (generation {now.Generation} instead of {expected.Generation})"
        : null;
}
