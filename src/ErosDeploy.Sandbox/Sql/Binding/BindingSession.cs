using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>What one translation shares between the texts it goes through (the statement, views, functions): counters and references.</summary>
internal sealed class BindingSession(TranslationContext context)
{
    const int MaxDepth = 60;
    readonly Dictionary<(TableName, DateTimeOffset?), (TableEntry Table, HashSet<string> Columns)> _reads = [];
    readonly Dictionary<TableName, TableEntry> _views = [];
    readonly HashSet<RoutineName> _routines = [];
    bool _hasWildcards;
    int _aliases;
    int _depth;

    internal TranslationContext Context { get; } = context;

    /// <summary>Set while a body is bound into which a random value goes.</summary>
    internal bool PrefersLets { get; private set; }

    internal T WithLets<T>(bool prefers, Func<T> bind)
    {
        var before = PrefersLets;
        PrefersLets |= prefers;
        try { return bind(); }
        finally { PrefersLets = before; }
    }

    internal string NextAlias(string prefix = "t") => prefix + _aliases++;

    internal HashSet<string> Read(TableEntry table, DateTimeOffset? asOf)
    {
        if (!_reads.TryGetValue((table.Name, asOf), out var read)) _reads[(table.Name, asOf)] = read = (table, new(StringComparer.Ordinal));
        return read.Columns;
    }

    internal void NoteView(TableEntry view) => _views[view.Name] = view;

    internal void NoteWildcard() => _hasWildcards = true;

    internal void NoteRoutine(RoutineName name) => _routines.Add(name);

    /// <summary>Runs the binding of a view's or function's text; a chain that is too long, such as a cycle, is refused.</summary>
    internal T Nested<T>(string what, Func<T> bind)
    {
        if (_depth >= MaxDepth) throw BigQueryException.InvalidQuery($"Not supported: nesting depth exceeded while expanding {what}");
        _depth++;
        try { return bind(); }
        finally { _depth--; }
    }

    internal References References => new(
        [.. _reads.Select(r => new TableRead(r.Value.Table, r.Value.Columns, r.Key.Item2))], [.. _views.Values], [.. _routines], _hasWildcards);
}
