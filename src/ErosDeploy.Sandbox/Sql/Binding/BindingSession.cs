using ErosDeploy.GoogleSql.Syntax;
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
    readonly HashSet<Query> _prunable = new(ReferenceEqualityComparer.Instance);
    List<Action>? _held;
    bool _hasWildcards;
    readonly List<PartitionDemand> _demands = [];
    bool _asksNothing;
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

    /// <summary>Binds what may be read from stored rows as well, which have no partitions to leave out.</summary>
    internal T WithoutDemands<T>(bool without, Func<T> bind)
    {
        var before = _asksNothing;
        _asksNothing |= without;
        try { return bind(); }
        finally { _asksNothing = before; }
    }

    internal string NextAlias(string prefix = "t") => prefix + _aliases++;

    internal HashSet<string> Read(TableEntry table, DateTimeOffset? asOf)
    {
        if (!_reads.TryGetValue((table.Name, asOf), out var read)) _reads[(table.Name, asOf)] = read = (table, new(StringComparer.Ordinal));
        return read.Columns;
    }

    /// <summary>Notes that a column is read: at once, or when the value that is being bound is used.</summary>
    internal void Use(HashSet<string> columns, string name)
    {
        if (_held is null) columns.Add(name);
        else _held.Add(() => Use(columns, name));
    }

    /// <summary>Binds something that may turn out not to be needed; what it reads counts when the action is called.</summary>
    internal (T Bound, Action Uses) Holding<T>(Func<T> bind)
    {
        var (before, own) = (_held, new List<Action>());
        _held = own;
        try { return (bind(), () => own.ForEach(use => use())); }
        finally { _held = before; }
    }

    /// <summary>Says that a query's columns are read one by one by what is around it, so that those not named there cost nothing.</summary>
    internal Query Prunable(Query query)
    {
        _prunable.Add(query);
        return query;
    }

    internal bool IsPrunable(Query query) => _prunable.Contains(query);

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

    /// <summary>Follows the columns that are read, while a condition is looked at.</summary>
    internal ColumnWatch? Watch { get; set; }

    internal int Demands => _demands.Count;

    internal bool HasUnmetDemands => _demands.Exists(d => !d.IsMet);

    /// <summary>A read of a table, if it requires a partition filter.</summary>
    internal PartitionDemand? Demand(TableEntry table)
    {
        if (_asksNothing || !table.RequirePartitionFilter || !table.IsPartitioned || Context.IgnoresPartitionFilters) return null;
        var demand = new PartitionDemand(table.Name);
        _demands.Add(demand);
        return demand;
    }

    /// <param name="met">Reads that a filter restricts.</param>
    /// <param name="applies">Whether the filter is one for the read of that number.</param>
    internal void Meet(IReadOnlySet<PartitionDemand> met, Func<int, bool> applies)
    {
        for (var i = 0; i < _demands.Count; i++) _demands[i].IsMet |= met.Contains(_demands[i]) && applies(i);
    }

    /// <summary>What was referred to; refuses reads whose partition filter is missing.</summary>
    internal References Complete()
    {
        if (_demands.Find(d => !d.IsMet) is { Table: var table })
            throw BigQueryException.InvalidQuery($"Cannot query over table '{table.Project}.{table.Dataset}.{table.Table}' without a filter that can be used for partition elimination");
        return new([.. _reads.Select(r => new TableRead(r.Value.Table, r.Value.Columns, r.Key.Item2))], [.. _views.Values], [.. _routines], _hasWildcards);
    }
}
