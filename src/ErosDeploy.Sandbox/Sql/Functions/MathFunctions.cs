using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class MathFunctions
{
    static readonly string[] Numbers = ["INT64", "NUMERIC", "BIGNUMERIC", "FLOAT64"];

    internal static void Register(FunctionRegistry r)
    {
        Arithmetic(r);
        Safe(r);
        Remainders(r);
        Rounding(r);
        Powers(r);
        Trigonometry(r);
        Division(r);
        Comparison(r);
        r.Scalar("RAND", "-> FLOAT64", "random()");
        r.Scalar("BIT_COUNT", "INT64 -> INT64", "bit_count($0)::BIGINT");
        r.Scalar("BIT_COUNT", "BYTES -> INT64", "bq_bytes_bit_count($0)");
        r.Scalar("RANGE_BUCKET", "T, ARRAY<T> -> INT64", Bucket);
    }

    static void Arithmetic(FunctionRegistry r)
    {
        foreach (var n in Numbers)
        {
            r.Scalar("ABS", $"{n} -> {n}", n == "BIGNUMERIC" ? "bq.big_abs($0)" : "abs($0)");
            r.Scalar("SIGN", $"{n} -> {n}", n switch
            {
                "FLOAT64" => "(CASE WHEN isnan($0) THEN $0 ELSE sign($0)::DOUBLE END)",
                "BIGNUMERIC" => "bq.big_sign($0)",
                _ => "sign($0)::$T",
            });
        }
        r.Scalar("IS_NAN", "FLOAT64 -> BOOL", "isnan($0)");
        r.Scalar("IS_INF", "FLOAT64 -> BOOL", "isinf($0)");
    }

    static void Safe(FunctionRegistry r)
    {
        foreach (var n in Numbers)
        {
            r.Scalar("SAFE_NEGATE", $"{n} -> {n}", c => c.Binder.Safely([c.Typed(0)], o => n == "BIGNUMERIC" ? $"bq.big_negate({o[0].Sql})" : $"(-{o[0].Sql})"));
            foreach (var (name, op) in new[] { ("SAFE_ADD", BinaryOperator.Add), ("SAFE_SUBTRACT", BinaryOperator.Subtract), ("SAFE_MULTIPLY", BinaryOperator.Multiply) })
                r.Scalar(name, $"{n}, {n} -> {n}", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => Operation(o, op)));
        }
    }

    static string Operation(IReadOnlyList<Typed> operands, BinaryOperator op)
    {
        var symbol = op switch { BinaryOperator.Add => "+", BinaryOperator.Subtract => "-", _ => "*" };
        var (left, right) = (operands[0].Sql, operands[1].Sql);
        return operands[0].Type.Kind switch
        {
            TypeKind.Float64 => $"bq_float_arithmetic({left}, '{symbol}', {right})",
            TypeKind.BigNumeric => $"bq.big_{Binder.BigName(op)}({left}, {right})",
            TypeKind.Numeric when op == BinaryOperator.Multiply => $"bq_numeric_multiply({left}, {right})",
            _ => $"({left} {symbol} {right})",
        };
    }

    static void Remainders(FunctionRegistry r)
    {
        r.Scalar("MOD", "INT64, INT64 -> INT64", c => c.Fill(IsKnown(c.Typed(1)) ? "($0 % $1)" : "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: MOD(' || $0::VARCHAR || ', 0)')::BIGINT WHEN $1 = -1 THEN 0 ELSE $0 % $1 END)"));
        r.Scalar("MOD", "NUMERIC, NUMERIC -> NUMERIC", c => c.Fill(IsKnown(c.Typed(1)) ? "($0 % $1)" : "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: MOD(' || rtrim(rtrim($0::VARCHAR, '0'), '.') || ', 0)')::$T ELSE $0 % $1 END)"));
        r.Scalar("MOD", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", "bq.big_mod($0, $1)");
        r.Scalar("DIV", "INT64, INT64 -> INT64", c => c.Fill(IsKnown(c.Typed(1)) ? "($0 // $1)" : "(CASE WHEN $1 = 0 THEN bq_fail('division by zero: ' || $0::VARCHAR || ' / 0')::BIGINT ELSE $0 // $1 END)"));
        r.Scalar("DIV", "NUMERIC, NUMERIC -> NUMERIC", "bq_numeric_div($0::VARCHAR, $1::VARCHAR)::DECIMAL(38,9)");
        r.Scalar("DIV", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", "bq.big_div($0, $1)");
    }

    /// <summary>A divisor that is written as a number above zero.</summary>
    static bool IsKnown(Typed divisor) => divisor.Literal is IntegerLiteral && !divisor.Sql.StartsWith('(') && divisor.Sql.Any(c => c is >= '1' and <= '9');

    static void Rounding(FunctionRegistry r)
    {
        foreach (var name in new[] { "CEIL", "CEILING", "FLOOR", "ROUND", "TRUNC" })
        {
            var native = name is "CEILING" ? "ceil" : name.ToLowerInvariant();
            r.Scalar(name, "FLOAT64 -> FLOAT64", $"{native}($0)");
            r.Scalar(name, "NUMERIC -> NUMERIC", $"{native}($0)::DECIMAL(38,9)");
            r.Scalar(name, "BIGNUMERIC -> BIGNUMERIC", $"bq.big_{native}($0, 0)");
        }
        foreach (var name in new[] { "round", "trunc" })
        {
            r.Scalar(name.ToUpperInvariant(), "FLOAT64, INT64 -> FLOAT64", $"bq_{name}($0, $1)");
            r.Scalar(name.ToUpperInvariant(), "NUMERIC, INT64 -> NUMERIC", $"bq_numeric_{name}($0::VARCHAR, $1)::DECIMAL(38,9)");
            r.Scalar(name.ToUpperInvariant(), "BIGNUMERIC, INT64 -> BIGNUMERIC", $"bq.big_{name}($0, $1)");
        }
        r.Scalar("ROUND", "NUMERIC, INT64, STRING -> NUMERIC", "bq_numeric_round_mode($0::VARCHAR, $1, $2)::DECIMAL(38,9)");
        r.Scalar("ROUND", "BIGNUMERIC, INT64, STRING -> BIGNUMERIC", "bq.big_round_mode($0, $1, $2)");
    }

    static void Powers(FunctionRegistry r)
    {
        r.Scalar("CBRT", "FLOAT64 -> FLOAT64", "cbrt($0)");
        foreach (var name in new[] { "SQRT", "EXP", "LN", "LOG10" }) Decimal(r, name, name.ToLowerInvariant(), 1);
        Decimal(r, "LOG", "ln", 1);
        Decimal(r, "LOG", "log", 2);
        foreach (var name in new[] { "POW", "POWER" }) Decimal(r, name, "pow", 2);
    }

    /// <summary>Whole numbers count as FLOAT64, unless another argument is a decimal number.</summary>
    static void Decimal(FunctionRegistry r, string name, string native, int count)
    {
        string Of(string type) => $"{string.Join(", ", Enumerable.Repeat(type, count))} -> {type}";
        r.Scalar(name, Of("FLOAT64"), count == 1 ? $"bq_{native}($0)" : $"bq_{native}($0, $1)");
        r.Scalar(name, Of("NUMERIC"), count == 1 ? $"bq_numeric_{native}($0::VARCHAR)::DECIMAL(38,9)" : $"bq_numeric_{native}($0::VARCHAR, $1::VARCHAR)::DECIMAL(38,9)");
        r.Scalar(name, Of("BIGNUMERIC"), count == 1 ? $"bq.big_{native}($0)" : $"bq.big_{native}($0, $1)");
    }

    static void Trigonometry(FunctionRegistry r)
    {
        foreach (var name in new[] { "ATAN", "TANH", "ASINH" }) r.Scalar(name, "FLOAT64 -> FLOAT64", $"{name.ToLowerInvariant()}($0)");
        foreach (var name in new[] { "SIN", "COS" }) r.Scalar(name, "FLOAT64 -> FLOAT64", $"(CASE WHEN isinf($0) THEN 'nan'::DOUBLE ELSE {name.ToLowerInvariant()}($0) END)");
        foreach (var name in new[] { "TAN", "ASIN", "ACOS", "SINH", "COSH", "ACOSH", "ATANH", "COT", "COTH", "CSC", "CSCH", "SEC" })
            r.Scalar(name, "FLOAT64 -> FLOAT64", $"bq_{name.ToLowerInvariant()}($0)");
        r.Scalar("SECH", "FLOAT64 -> FLOAT64", "(1 / cosh($0))");
        r.Scalar("ATAN2", "FLOAT64, FLOAT64 -> FLOAT64", "atan2($0, $1)");
    }

    static void Division(FunctionRegistry r)
    {
        r.Scalar("IEEE_DIVIDE", "FLOAT64, FLOAT64 -> FLOAT64", "($0 / $1)");
        r.Scalar("SAFE_DIVIDE", "FLOAT64, FLOAT64 -> FLOAT64", "(CASE WHEN isfinite($0 / $1) OR NOT isfinite($0) OR NOT isfinite($1) THEN CASE WHEN $1 <> 0 THEN $0 / $1 END END)");
        r.Scalar("SAFE_DIVIDE", "INT64, INT64 -> FLOAT64", "(CASE WHEN $1 <> 0 THEN $0 / $1 END)");
        r.Scalar("SAFE_DIVIDE", "NUMERIC, NUMERIC -> NUMERIC", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => $"bq_numeric_divide({o[0].Sql}, nullif({o[1].Sql}, 0))"));
        r.Scalar("SAFE_DIVIDE", "BIGNUMERIC, BIGNUMERIC -> BIGNUMERIC", c => c.Binder.Safely([c.Typed(0), c.Typed(1)], o => $"bq.big_divide({o[0].Sql}, {o[1].Sql})"));
    }

    static void Comparison(FunctionRegistry r)
    {
        foreach (var name in new[] { "greatest", "least" }) r.Scalar(name.ToUpperInvariant(), "T, T... -> T", c => Extreme(c, name));
    }

    static string Extreme(BoundCall c, string name)
    {
        if (c.Result is { IsArray: true } or { IsStruct: true } or { Kind: TypeKind.Json or TypeKind.Geography }) throw c.Fail($"{name.ToUpperInvariant()} is not defined for arguments of type {c.Result}");
        if (c.Count == 1) return c[0];
        if (c.Result == SqlType.Float64) return c.Arguments.Skip(1).Aggregate(c[0], (first, next) => $"bq_{name}({first}, {next!.Sql})");
        return c.Binder.Once([.. c.Arguments.Select(a => a!)], o => $"(CASE WHEN {string.Join(" AND ", o.Select(a => $"{a.Sql} IS NOT NULL"))} THEN {name}({string.Join(", ", o.Select(a => a.Sql))}) END)");
    }

    static string Bucket(BoundCall c)
    {
        var isFloat = c.Typed(0).Type.Kind == TypeKind.Float64;
        var bad = isFloat ? "e IS NULL OR isnan(e)" : "e IS NULL";
        return c.Fill($"(CASE WHEN $0 IS NULL{(isFloat ? " OR isnan($0)" : "")} OR $1 IS NULL THEN NULL WHEN len(list_filter($1, lambda e: {bad})) > 0 THEN bq_fail('Elements in input array to RANGE_BUCKET must not be NULL or NaN.')::BIGINT "
            + "WHEN list_sort($1) <> $1 THEN bq_fail('Elements in input array to RANGE_BUCKET must be in ascending order.')::BIGINT ELSE len(list_filter($1, lambda b: b <= $0))::BIGINT END)");
    }
}
