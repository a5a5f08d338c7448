using ErosDeploy.Core.Cloud.Storage;

namespace ErosDeploy.Core.Backups;

/// <summary>Files of the suite before this one: compressed JSON lines, <c>id/table.json.gz</c>, <c>id/table-000000000000.json.gz</c> or <c>id/table/part.json.gz</c>. Pure.</summary>
static class LegacyFiles
{
    static readonly string[] Endings = [".ndjson.gz", ".jsonl.gz", ".json.gz"];

    public static IReadOnlyList<IGrouping<string, StorageObject>> ByTable(string id, IEnumerable<StorageObject> objects) =>
        objects.Where(o => Endings.Any(e => o.Name.EndsWith(e, StringComparison.Ordinal))).GroupBy(o => Table(o.Name[(id.Length + 1)..])).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();

    static string Table(string name)
    {
        if (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
            return name[..slash];
        var stem = name[..^Endings.First(e => name.EndsWith(e, StringComparison.Ordinal)).Length];
        var shard = stem.LastIndexOf('-');
        return shard > 0 && shard < stem.Length - 1 && stem[(shard + 1)..].All(char.IsAsciiDigit) ? stem[..shard] : stem;
    }
}
