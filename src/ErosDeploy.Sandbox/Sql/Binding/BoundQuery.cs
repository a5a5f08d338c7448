using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>An output column; <see cref="Name"/> is null when nothing names it, <see cref="Physical"/> is its unique DuckDB name.</summary>
internal sealed record BoundOutput(string? Name, string Physical, SqlType Type)
{
    /// <summary>The expression behind it where it still coerces like a literal (NULL, string constants in UNION branches).</summary>
    internal Typed? Source { get; init; }

    internal string? Collation { get; init; }

    /// <summary>Notes what the column reads; null when that is noted already.</summary>
    internal Action? Uses { get; init; }

    internal IReadOnlyList<PartitionDemand> Partition { get; init; } = [];
}

/// <summary>A bound query: complete DuckDB SQL and its columns. A value table has one column.</summary>
internal sealed record BoundQuery(string Sql, IReadOnlyList<BoundOutput> Columns)
{
    internal bool IsValueTable { get; init; }

    /// <summary>Reads a recursive table, so its last column counts the iterations.</summary>
    internal bool Counts { get; init; }

    /// <summary>The values, where the query is one row of them that reads nothing.</summary>
    internal IReadOnlyList<Typed>? Row { get; init; }
}
