using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Products and quotients of NUMERIC and BIGNUMERIC, exact and rounded half away from zero.</summary>
internal sealed partial class Binder
{
    const int LongestRepeated = 2000;
    const string Macros = "bq.numeric_";

    /// <summary>An operand that is INT64 is given as such: then there is nothing to round.</summary>
    static string Product(Typed left, Typed right)
    {
        if (left.Type.Kind == TypeKind.Int64 || right.Type.Kind == TypeKind.Int64) return $"({left.Sql} * {right.Sql})::DECIMAL(38,9)";
        return MayRepeat(left.Sql) && MayRepeat(right.Sql)
            ? $"bq.numeric_multiply({left.Sql}, {right.Sql})"
            : $"bq_numeric_multiply({left.Sql}::VARCHAR, {right.Sql}::VARCHAR)::DECIMAL(38,9)";
    }

    internal static string NumericQuotient(string left, string right) => MayRepeat(left) && MayRepeat(right)
        ? $"bq.numeric_divide({left}, {right})"
        : $"bq_numeric_divide({left}::VARCHAR, {right}::VARCHAR)::DECIMAL(38,9)";

    /// <summary>
    /// Whether SQL may stand several times, as it does in the macros: it always has the same value, is soon computed, and does not itself grow
    /// more than once, which would multiply with every product in a chain.
    /// </summary>
    static bool MayRepeat(string sql) =>
        sql.Length <= LongestRepeated && !IsVolatile(sql) && !sql.Contains("SELECT ", StringComparison.Ordinal)
        && sql.IndexOf(Macros, StringComparison.Ordinal) == sql.LastIndexOf(Macros, StringComparison.Ordinal);

    static Typed WholeOr(Typed written, Typed coerced, SqlType type) =>
        type.Kind == TypeKind.Numeric && written.Type.Kind == TypeKind.Int64 && !written.IsNull ? written : coerced;
}
