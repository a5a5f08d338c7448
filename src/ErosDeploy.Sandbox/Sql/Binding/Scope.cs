using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>A column that a name can mean. <see cref="Used"/> notes that it is read.</summary>
internal sealed record BoundColumn(string Name, Typed Value)
{
    internal Action? Used { get; init; }

    /// <summary>Pseudo-columns: found by name, left out of `*`.</summary>
    internal bool Hidden { get; init; }

    internal Typed Read()
    {
        Used?.Invoke();
        return Value;
    }
}

/// <summary>A FROM item under its alias. A value table has <see cref="Value"/>; its fields, if it is a struct, are the columns.</summary>
internal sealed record RangeVariable(string? Name, IReadOnlyList<BoundColumn> Columns)
{
    internal BoundColumn? Value { get; init; }

    /// <summary>The row as one value: that of a value table, else a STRUCT of all columns.</summary>
    internal Typed Row()
    {
        if (Value is not null) return Value.Read();
        var visible = Columns.Where(c => !c.Hidden).ToList();
        var type = SqlType.Struct(visible.Select(c => new StructField(c.Name, c.Value.Type)));
        var fields = type.PhysicalFieldNames.Zip(visible, (name, column) => $"{DuckTypes.Quote(name)} := {column.Read().Sql}");
        return new(type, $"struct_pack({string.Join(", ", fields)})");
    }
}

/// <summary>What a FROM clause offers: its DuckDB text, range variables, and the columns in the order of `*`.</summary>
internal sealed record BoundFrom(string Sql, IReadOnlyList<RangeVariable> Variables, IReadOnlyList<BoundColumn> Columns)
{
    internal static readonly BoundFrom Nothing = new("", [], []);
}

/// <summary>A common table expression or table argument that a name in FROM can mean.</summary>
internal sealed record NamedQuery(string Name, string Sql, IReadOnlyList<BoundOutput> Columns, bool IsValueTable)
{
    /// <summary>The recursive table itself, in its step: it has a column that counts the iterations.</summary>
    internal bool Counts { get; init; }
}

internal enum ScopeKind { Query, Expression, CommonTable }

/// <summary>Names visible at a place of a query; the parent is the query around it.</summary>
internal sealed class Scope(Scope? parent)
{
    internal Scope? Parent { get; } = parent;

    internal BoundFrom From { get; set; } = BoundFrom.Nothing;

    /// <summary>The table that flows into the pipe operator being bound.</summary>
    internal BoundFrom? PipeInput { get; init; }

    /// <summary>Arguments of the SQL function whose body this is, variables of WITH(...) or lambda parameters.</summary>
    internal Dictionary<string, Typed>? Arguments { get; init; }

    /// <summary>Aliases of the SELECT list where they are visible; a null value marks an ambiguous one.</summary>
    internal Dictionary<string, BoundColumn?>? Aliases { get; set; }

    internal Dictionary<string, NamedQuery> Queries { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tables of WITH RECURSIVE that are not bound yet, by what binds them for a reference.</summary>
    internal Dictionary<string, Func<Node, NamedQuery>> Pending { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal ScopeKind Kind { get; init; }

    /// <summary>DuckDB SQL of the iteration's number where the FROM clause reads the recursive table.</summary>
    internal string? Counter { get; set; }

    internal Dictionary<string, WindowSpecification> Windows { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where grouping is tracked: the SELECT this scope belongs to.</summary>
    internal Grouping? Grouping { get; set; }

    internal NamedQuery? FindQuery(string name, Node at)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Queries.TryGetValue(name, out var query)) return query;
            if (scope.Pending.TryGetValue(name, out var resolve)) return resolve(at);
        }
        return null;
    }

    internal WindowSpecification? FindWindow(string name) => Windows.GetValueOrDefault(name);

    /// <summary>All names that could have been meant, for "Did you mean".</summary>
    internal IEnumerable<string> AllNames()
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (var name in scope.Aliases?.Keys ?? Enumerable.Empty<string>()) yield return name;
            foreach (var column in scope.From.Columns.Where(c => !c.Hidden)) yield return column.Name;
            foreach (var variable in scope.From.Variables) if (variable.Name is not null) yield return variable.Name;
            foreach (var name in scope.Arguments?.Keys ?? Enumerable.Empty<string>()) yield return name;
        }
    }
}
