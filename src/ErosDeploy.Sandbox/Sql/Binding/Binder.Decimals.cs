using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Products of NUMERIC, exact and rounded half away from zero.</summary>
internal sealed partial class Binder
{
    /// <summary>An operand that is INT64 is given as such: then there is nothing to round.</summary>
    static string Product(Typed left, Typed right) => left.Type.Kind == TypeKind.Int64 || right.Type.Kind == TypeKind.Int64
        ? $"({left.Sql} * {right.Sql})::DECIMAL(38,9)"
        : $"bq_numeric_multiply({left.Sql}, {right.Sql})";

    static Typed WholeOr(Typed written, Typed coerced, SqlType type) =>
        type.Kind == TypeKind.Numeric && written.Type.Kind == TypeKind.Int64 && !written.IsNull ? written : coerced;
}
