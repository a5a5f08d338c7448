using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class MathFunctions
{
    static readonly string[] Numbers = ["INT64", "NUMERIC", "BIGNUMERIC", "FLOAT64"];

    internal static void Register(FunctionRegistry r)
    {
        Arithmetic(r);
        Rounding(r);
        Powers(r);
        Trigonometry(r);
        Division(r);
        Comparison(r);
        foreach (var (name, native) in new[] { ("COSINE_DISTANCE", "list_cosine_distance"), ("EUCLIDEAN_DISTANCE", "list_distance") })
            r.Scalar(name, "ARRAY<FLOAT64>, ARRAY<FLOAT64> -> FLOAT64", c => c.Fill($"(CASE WHEN len($0) <> len($1) THEN bq_fail('Array arguments to {name} must have equal length. The given arrays have lengths of ' || len($0)::VARCHAR || ' and ' || len($1)::VARCHAR)::DOUBLE "
                + (name[0] == 'C' ? "WHEN list_max(list_transform($0, lambda v: abs(v))) = 0 OR list_max(list_transform($1, lambda v: abs(v))) = 0 THEN bq_fail('Cannot compute cosine distance against zero vector.')::DOUBLE " : "")
                + $"ELSE {native}($0, $1) END)"));
        r.Scalar("RAND", "-> FLOAT64", "random()");
        r.Scalar("BIT_COUNT", "INT64 -> INT64", "bit_count($0)::BIGINT");
        r.Scalar("BIT_COUNT", "BYTES -> INT64", "bq_bytes_bit_count($0)");
        r.Scalar("RANGE_BUCKET", "T, ARRAY<T> -> INT64", "(CASE WHEN $0 IS NOT NULL AND $1 IS NOT NULL THEN len(list_filter($1, lambda b: b <= $0))::BIGINT END)");
    }

    static void Arithmetic(FunctionRegistry r)
    {
        foreach (var n in Numbers)
        {
            r.Scalar("ABS", $"{n} -> {n}", "abs($0)");
            r.Scalar("SIGN", $"{n} -> {n}", n == "FLOAT64" ? "(CASE WHEN isnan($0) THEN $0 ELSE sign($0)::DOUBLE END)" : "sign($0)::$T");
            r.Scalar("SAFE_NEGATE", $"{n} -> {n}", c => c.Binder.Safely([c.Typed(0)], o => $"(-{o[0].Sql})"));
            r.Scalar("SAFE_ADD", $"{n}, {n} -> {n}", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => Operation(o, "+")));
            r.Scalar("SAFE_SUBTRACT", $"{n}, {n} -> {n}", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => Operation(o, "-")));
            r.Scalar("SAFE_MULTIPLY", $"{n}, {n} -> {n}", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => $"{Operation(o, "*")}::{c.Result.DuckType}"));
        }
        r.Scalar("IS_NAN", "FLOAT64 -> BOOL", "isnan($0)");
        r.Scalar("IS_INF", "FLOAT64 -> BOOL", "isinf($0)");
        foreach (var n in new[] { "INT64", "NUMERIC" })
            r.Scalar("MOD", $"{n}, {n} -> {n}", c => c.Fill(IsKnown(c.Typed(1)) ? "($0 % $1)" : "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: MOD(' || $0::VARCHAR || ', 0)')::$T ELSE $0 % $1 END)"));
        r.Scalar("DIV", "INT64, INT64 -> INT64", c => c.Fill(IsKnown(c.Typed(1)) ? "($0 // $1)" : "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: ' || $0::VARCHAR || ' / 0')::BIGINT ELSE $0 // $1 END)"));
        r.Scalar("DIV", "NUMERIC, NUMERIC -> NUMERIC", "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: ' || $0::VARCHAR || ' / 0')::DECIMAL(38,9) ELSE trunc(bq_numeric_divide($0::VARCHAR, $1::VARCHAR)::DECIMAL(38,9))::DECIMAL(38,9) END)");
    }

    /// <summary>A divisor that is written as a number other than zero.</summary>
    static bool IsKnown(Typed divisor) => divisor.Literal is IntegerLiteral && divisor.Sql.Any(c => c is >= '1' and <= '9');

    static string Operation(IReadOnlyList<Typed> operands, string symbol) => operands[0].Type.Kind switch
    {
        Types.TypeKind.Float64 => $"bq_float_arithmetic({operands[0].Sql}, '{symbol}', {operands[1].Sql})",
        Types.TypeKind.BigNumeric when symbol == "*" => $"bq_bignumeric_multiply({operands[0].Sql}::VARCHAR, {operands[1].Sql}::VARCHAR)",
        _ => $"({operands[0].Sql} {symbol} {operands[1].Sql})",
    };

    static void Rounding(FunctionRegistry r)
    {
        foreach (var name in new[] { "CEIL", "CEILING", "FLOOR", "ROUND", "TRUNC" })
        {
            var native = name is "CEILING" ? "ceil" : name.ToLowerInvariant();
            r.Scalar(name, "FLOAT64 -> FLOAT64", $"{native}($0)");
            r.Scalar(name, "NUMERIC -> NUMERIC", $"{native}($0)::DECIMAL(38,9)");
            r.Scalar(name, "BIGNUMERIC -> BIGNUMERIC", $"{native}($0)::DECIMAL(38,18)");
        }
        r.Scalar("ROUND", "FLOAT64, INT64 -> FLOAT64", "bq_round($0, $1)");
        r.Scalar("TRUNC", "FLOAT64, INT64 -> FLOAT64", "bq_trunc($0, $1)");
        foreach (var (type, scale) in new[] { ("NUMERIC", 9), ("BIGNUMERIC", 18) })
        {
            r.Scalar("ROUND", $"{type}, INT64 -> {type}", $"bq_decimal_round($0::VARCHAR, $1)::DECIMAL(38,{scale})");
            r.Scalar("ROUND", $"{type}, INT64, STRING -> {type}", $"bq_decimal_round_mode($0::VARCHAR, $1, $2)::DECIMAL(38,{scale})");
            r.Scalar("TRUNC", $"{type}, INT64 -> {type}", $"bq_decimal_trunc($0::VARCHAR, $1)::DECIMAL(38,{scale})");
        }
    }

    static void Powers(FunctionRegistry r)
    {
        r.Scalar("SQRT", "FLOAT64 -> FLOAT64", "bq_sqrt($0)");
        r.Scalar("CBRT", "FLOAT64 -> FLOAT64", "cbrt($0)");
        r.Scalar("EXP", "FLOAT64 -> FLOAT64", "bq_exp($0)");
        foreach (var name in new[] { "POW", "POWER" })
        {
            r.Scalar(name, "FLOAT64, FLOAT64 -> FLOAT64", "bq_pow($0, $1)");
            r.Scalar(name, "NUMERIC, NUMERIC -> NUMERIC", "bq_numeric_pow($0::VARCHAR, $1::VARCHAR)::DECIMAL(38,9)");
        }
        r.Scalar("LN", "FLOAT64 -> FLOAT64", "bq_ln($0)");
        r.Scalar("LOG", "FLOAT64 -> FLOAT64", "bq_ln($0)");
        r.Scalar("LOG", "FLOAT64, FLOAT64 -> FLOAT64", "bq_log($0, $1)");
        r.Scalar("LOG10", "FLOAT64 -> FLOAT64", "bq_log10($0)");
    }

    static void Trigonometry(FunctionRegistry r)
    {
        foreach (var name in new[] { "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SINH", "COSH", "TANH", "ASINH", "ACOSH", "ATANH" })
            r.Scalar(name, "FLOAT64 -> FLOAT64", $"{name.ToLowerInvariant()}($0)");
        r.Scalar("ATAN2", "FLOAT64, FLOAT64 -> FLOAT64", "atan2($0, $1)");
        foreach (var (name, of) in new[] { ("COT", "tan"), ("COTH", "tanh"), ("CSC", "sin"), ("CSCH", "sinh"), ("SEC", "cos"), ("SECH", "cosh") })
            r.Scalar(name, "FLOAT64 -> FLOAT64", $"(1 / {of}($0))");
        r.Scalar("PI", "-> FLOAT64", "pi()");
    }

    static void Division(FunctionRegistry r)
    {
        r.Scalar("IEEE_DIVIDE", "FLOAT64, FLOAT64 -> FLOAT64", "($0 / $1)");
        r.Scalar("SAFE_DIVIDE", "FLOAT64, FLOAT64 -> FLOAT64", "(CASE WHEN $1 <> 0 THEN $0 / $1 END)");
        r.Scalar("SAFE_DIVIDE", "INT64, INT64 -> FLOAT64", "(CASE WHEN $1 <> 0 THEN $0 / $1 END)");
        r.Scalar("SAFE_DIVIDE", "NUMERIC, NUMERIC -> NUMERIC", c => Binding.Binder.NumericQuotient(c[0], $"nullif({c[1]}, 0)"));
        r.Scalar("SAFE_DIVIDE", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", "bq_bignumeric_divide($0::VARCHAR, nullif($1, 0)::VARCHAR)::DECIMAL(38,18)");
    }

    static void Comparison(FunctionRegistry r)
    {
        foreach (var name in new[] { "greatest", "least" })
            r.Scalar(name.ToUpperInvariant(), "T, T... -> T", c => c.Count == 1 ? c[0]
                : c.Result == Types.SqlType.Float64 ? c.Arguments.Skip(1).Aggregate(c[0], (first, next) => $"bq_{name}({first}, {next!.Sql})")
                : c.Binder.Once([.. c.Arguments.Select(a => a!)], o => $"(CASE WHEN {string.Join(" AND ", o.Select(a => $"{a.Sql} IS NOT NULL"))} THEN {name}({string.Join(", ", o.Select(a => a.Sql))}) END)"));
    }
}
