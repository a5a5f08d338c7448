using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>A bound expression: its type and DuckDB SQL of that type that can stand as an operand (compound ones are in parentheses).</summary>
internal sealed record Typed(SqlType Type, string Sql)
{
    /// <summary>The literal this is, which coerces more freely than other expressions.</summary>
    internal Literal? Literal { get; init; }

    /// <summary>A query parameter: coerces like a literal.</summary>
    internal bool IsParameter { get; init; }

    /// <summary>Elements of an array or struct constructor, which coerce one by one.</summary>
    internal IReadOnlyList<Typed>? Parts { get; init; }

    /// <summary>A column, literal or parameter: costs nothing twice and cannot fail.</summary>
    internal bool IsSimple { get; init; }

    /// <summary>DuckDB SQL of the message when this is ERROR(message), which takes on every type.</summary>
    internal string? ErrorMessage { get; init; }

    internal string? Collation { get; init; }

    /// <summary>The reads whose partitioning column this is, where these require a filter on it.</summary>
    internal IReadOnlyList<PartitionDemand> Partition { get; init; } = [];

    /// <summary>FLOAT64 arithmetic before its overflow check, which the operation around it makes once for all.</summary>
    internal FloatTree? Unchecked { get; init; }

    internal bool IsNull => Literal is NullLiteral && !Type.IsArray;

    /// <summary>`[]` without a type: coerces to every array.</summary>
    internal bool IsEmptyArray => Literal is NullLiteral && Type.IsArray;

    internal static Typed Simple(SqlType type, string sql) => new(type, sql) { IsSimple = true };

    internal static Typed Null(SqlType type) => new(type, $"NULL::{type.DuckType}") { IsSimple = true };

    internal static readonly Typed UntypedNull = new(SqlType.Int64, "NULL::BIGINT") { IsSimple = true, Literal = new NullLiteral() };
}
