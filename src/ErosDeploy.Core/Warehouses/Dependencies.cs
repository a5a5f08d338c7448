using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Warehouses;

/// <param name="Tables">Names of base tables.</param>
/// <param name="Objects">Views and routines, those that others need before these.</param>
sealed record NeededObjects(IReadOnlyList<string> Tables, IReadOnlyList<LiveObject> Objects);

/// <summary>What statements need of a dataset. Pure. By the words of their texts and of the definitions that these name: it may be more than is used, never less.</summary>
sealed class Dependencies(CatalogueOutline live)
{
    readonly Dictionary<string, List<LiveObject>> _objects = live.Objects.GroupBy(o => o.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
    readonly HashSet<string> _tableNames = live.BaseTables.ToHashSet(StringComparer.Ordinal);
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    readonly List<string> _tables = [];
    readonly List<LiveObject> _ordered = [];

    public static NeededObjects Of(CatalogueOutline live, IEnumerable<string> statements)
    {
        var dependencies = new Dependencies(live);
        foreach (var sql in statements)
            dependencies.Follow(sql);
        return new NeededObjects(dependencies._tables, dependencies._ordered);
    }

    /// <summary>Everything.</summary>
    public static NeededObjects OfAll(CatalogueOutline live)
    {
        var dependencies = new Dependencies(live);
        foreach (var name in live.BaseTables.Concat(live.Objects.Select(o => o.Name)))
            dependencies.Take(name);
        return new NeededObjects(dependencies._tables, dependencies._ordered);
    }

    void Follow(string sql)
    {
        foreach (var word in NameWords.Of(sql))
            Take(word);
    }

    void Take(string name)
    {
        if (!_seen.Add(name))
            return;
        if (_tableNames.Contains(name))
            _tables.Add(name);
        foreach (var found in _objects.GetValueOrDefault(name) ?? [])
        {
            Follow(found.Ddl);
            _ordered.Add(found);
        }
    }
}
