using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>
/// Tracks one SELECT's aggregation. References to its columns are noted; a sub-expression that is a grouping key, or stands inside an
/// aggregate, takes them back; what remains is an error once the SELECT turns out to aggregate.
/// </summary>
internal sealed class Grouping
{
    readonly List<(string Clause, string Name, Node Node)> _ungrouped = [];
    readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>The clause being bound, as error messages name it; null where aggregates are allowed.</summary>
    internal string? NoAggregatesIn { get; set; }

    internal string? NoWindowsIn { get; set; }

    internal bool InAggregate { get; set; }

    /// <summary>Set while a window function's arguments and window are bound.</summary>
    internal bool InWindow { get; set; }

    internal bool HasAggregates { get; set; }

    internal bool HasWindows { get; set; }

    /// <summary>Which clause stands first in "... references column x which is neither grouped nor aggregated".</summary>
    internal string Clause { get; set; } = "SELECT list";

    internal void AddKey(string sql) => _keys.Add(sql);

    internal bool IsKey(string sql) => _keys.Contains(sql);

    internal int Mark => _ungrouped.Count;

    internal void Note(string name, Node node) => _ungrouped.Add((Clause, name, node));

    internal void TakeBack(int mark) => _ungrouped.RemoveRange(mark, _ungrouped.Count - mark);

    internal void TakeBackIfKey(string sql, int mark)
    {
        if (_ungrouped.Count > mark && _keys.Contains(sql)) TakeBack(mark);
    }

    internal (string Clause, string Name, Node Node)? FirstUngrouped => _ungrouped.Count > 0 ? _ungrouped[0] : null;
}
