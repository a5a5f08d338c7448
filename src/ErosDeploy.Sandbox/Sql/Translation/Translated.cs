using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>A column of a result. <see cref="Physical"/> is its name in the DuckDB SQL: unique within the query, <see cref="Name"/> need not be.</summary>
internal sealed record OutputColumn(string Name, SqlType Type, string Physical)
{
    internal string? Collation { get; init; }
}

/// <summary>A table read (also through views), and which of its columns by name.</summary>
internal sealed record TableRead(TableEntry Table, IReadOnlyCollection<string> Columns, DateTimeOffset? AsOf = null);

/// <summary>What a translation referred to. Views are those that were written out in place; wildcards read tables that may come to be later too.</summary>
internal sealed record References(IReadOnlyList<TableRead> Reads, IReadOnlyList<TableEntry> Views, IReadOnlyList<RoutineName> Routines, bool HasWildcards = false)
{
    public static References None { get; } = new([], [], []);
}

/// <summary>A query as DuckDB SQL that yields exactly <see cref="Columns"/>, in order, under their physical names.</summary>
internal sealed record TranslatedQuery(string Sql, IReadOnlyList<OutputColumn> Columns, References References);

/// <summary>A scalar expression as DuckDB SQL; it can stand in `SELECT (...)`.</summary>
internal sealed record TranslatedExpression(SqlType Type, string Sql, References References);

internal enum ChangeKind
{
    Insert,
    Update,
    Delete,
    Merge,
}

/// <summary>
/// A DML statement as one SELECT. INSERT: the target's columns in entry order under their physical names, every row to be added. Others: before these
/// `__op` ('I', 'U' or 'D') and `__rid` (`_r` of the row to change, NULL for 'I'); the columns of 'D' are NULL.
/// </summary>
/// <param name="MatchOnce">A `__rid` that comes twice is the error "UPDATE/MERGE must match at most one source row for each target row".</param>
internal sealed record TranslatedChange(ChangeKind Kind, TableEntry Target, string Sql, bool MatchOnce, References References);
