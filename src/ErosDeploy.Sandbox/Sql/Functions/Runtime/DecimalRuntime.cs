using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>What NUMERIC and BIGNUMERIC have in common: bq_numeric_x and bq_big_x.</summary>
internal static class DecimalRuntime
{
    internal static void Register(DuckFunctions f)
    {
        foreach (var (prefix, kind) in new[] { ("bq_numeric_", DecimalKind.Numeric), ("bq_big_", DecimalKind.Big) })
        {
            Remainders(f, prefix, kind);
            Rounding(f, prefix, kind);
            Transcendental(f, prefix, kind);
            f.Add<string, string>(prefix + "parse", kind.Parse);
            f.Add<double, string>(prefix + "from_float", value => kind.FromDouble(value));
            f.Add<string, long, long, string>(prefix + "limit", (x, precision, scale) => Limited(kind, kind.Read(x), (int)precision, (int)scale));
        }
        Arithmetic(f, "bq_big_", DecimalKind.Big); // NumericVectors has that of NUMERIC
    }

    static void Arithmetic(DuckFunctions f, string prefix, DecimalKind kind)
    {
        Binary(f, prefix + "add", kind, "+", (x, y) => x + y);
        Binary(f, prefix + "subtract", kind, "-", (x, y) => x - y);
        Binary(f, prefix + "multiply", kind, "*", (x, y) => Decimals.Rescale(x * y, 2 * kind.Scale, kind.Scale));
        Binary(f, prefix + "divide", kind, "/", (x, y) => Decimals.Divide(x * BigInteger.Pow(10, kind.Scale), NotZero(kind, x, y)));
    }

    static void Remainders(DuckFunctions f, string prefix, DecimalKind kind)
    {
        f.Add<string, string, string>(prefix + "div", (a, b) =>
        {
            var (x, y) = (kind.Read(a), kind.Read(b));
            return kind.Checked(BigInteger.Divide(x, NotZero(kind, x, y)) * BigInteger.Pow(10, kind.Scale), () => $"DIV({kind.Shown(x)}, {kind.Shown(y)})");
        });
        f.Add<string, string, string>(prefix + "mod", (a, b) =>
        {
            var (x, y) = (kind.Read(a), kind.Read(b));
            return y.IsZero ? throw new InvalidOperationException($"division by zero: MOD({kind.Shown(x)}, 0)") : kind.Write(BigInteger.Remainder(x, y));
        });
    }

    static BigInteger NotZero(DecimalKind kind, BigInteger x, BigInteger y) =>
        y.IsZero ? throw new InvalidOperationException($"division by zero: {kind.Shown(x)} / {kind.Shown(y)}") : y;

    static void Binary(DuckFunctions f, string name, DecimalKind kind, string symbol, Func<BigInteger, BigInteger, BigInteger> compute) => f.Add<string, string, string>(name, (a, b) =>
    {
        var (x, y) = (kind.Read(a), kind.Read(b));
        return kind.Checked(compute(x, y), () => $"{kind.Shown(x)} {symbol} {kind.Shown(y)}");
    });

    static void Rounding(DuckFunctions f, string prefix, DecimalKind kind)
    {
        f.Add<string, long, string>(prefix + "round", (x, places) => Round(kind, x, places, Decimals.Divide, "ROUND"));
        f.Add<string, long, string>(prefix + "trunc", (x, places) => Round(kind, x, places, BigInteger.Divide, "TRUNC"));
        f.Add<string, long, string>(prefix + "ceil", (x, places) => Round(kind, x, places, (d, by) => -FloorOf(-d, by), "CEIL"));
        f.Add<string, long, string>(prefix + "floor", (x, places) => Round(kind, x, places, FloorOf, "FLOOR"));
        f.Add<string, long, string, string>(prefix + "round_mode", (x, places, mode) => Round(kind, x, places, mode switch
        {
            "ROUND_HALF_EVEN" => HalfEven,
            "ROUND_HALF_AWAY_FROM_ZERO" => Decimals.Divide,
            _ => throw new InvalidOperationException($"Invalid rounding mode: {mode}"),
        }, "ROUND"));
    }

    static string Round(DecimalKind kind, string text, long places, Func<BigInteger, BigInteger, BigInteger> divide, string function)
    {
        if (places >= kind.Scale) return text;
        var digits = kind.Read(text);
        var divisor = BigInteger.Pow(10, kind.Scale - (int)Math.Max(places, -80));
        return kind.Checked(divide(digits, divisor) * divisor, () => $"{function}({kind.Shown(digits)}, {places})");
    }

    static BigInteger FloorOf(BigInteger digits, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(digits, divisor, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    static BigInteger HalfEven(BigInteger digits, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(digits, divisor, out var rest);
        var twice = BigInteger.Abs(rest) * 2;
        return twice > divisor || twice == divisor && !quotient.IsEven ? quotient + digits.Sign : quotient;
    }

    static string Limited(DecimalKind kind, BigInteger digits, int precision, int scale)
    {
        var divisor = BigInteger.Pow(10, kind.Scale - scale);
        var rounded = Decimals.Divide(digits, divisor) * divisor;
        return BigInteger.Abs(rounded) < BigInteger.Pow(10, precision - scale + kind.Scale) ? kind.Write(rounded)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{kind.Name.ToUpperInvariant()}({precision}, {scale}) has precision {precision} and scale {scale} but got a value that is not in range: {kind.Shown(digits)}"));
    }

    static void Transcendental(DuckFunctions f, string prefix, DecimalKind kind)
    {
        f.Add<string, string>(prefix + "sqrt", Unary(kind, "SQRT", x => x.Sign < 0, DecimalMathOf(x => DecimalMath.Sqrt(x))));
        f.Add<string, string>(prefix + "exp", Unary(kind, "EXP", _ => false, DecimalMath.Exp));
        f.Add<string, string>(prefix + "ln", Unary(kind, "LN", x => x.Sign <= 0, DecimalMathOf(DecimalMath.Ln)));
        f.Add<string, string>(prefix + "log10", Unary(kind, "LOG10", x => x.Sign <= 0, DecimalMathOf(x => DecimalMath.Log(x, 10 * BigInteger.Pow(10, DecimalMath.Places)))));
        f.Add<string, string, string>(prefix + "log", (a, b) => Two(kind, "LOG", a, b, (x, y) => x.Sign <= 0 || y.Sign <= 0 || y == BigInteger.Pow(10, kind.Scale), (x, y) => DecimalMath.Log(x, y)));
        f.Add<string, string, string>(prefix + "pow", (a, b) => Two(kind, "POW", a, b, (x, y) => x.IsZero && y.Sign < 0 || x.Sign < 0 && !(y % BigInteger.Pow(10, kind.Scale)).IsZero, DecimalMath.Pow));
    }

    static Func<BigInteger, BigInteger?> DecimalMathOf(Func<BigInteger, BigInteger> compute) => x => compute(x);

    static Func<string, string> Unary(DecimalKind kind, string name, Func<BigInteger, bool> refuses, Func<BigInteger, BigInteger?> compute) => text =>
    {
        var x = kind.Read(text);
        if (refuses(x)) throw new InvalidOperationException(name == "SQRT" ? $"Argument to SQRT cannot be negative: {kind.Shown(x)}" : $"Floating point error in function: {name}({kind.Shown(x)})");
        return Written(kind, compute(Wide(kind, x)), () => $"{name}({kind.Shown(x)})");
    };

    static string Two(DecimalKind kind, string name, string a, string b, Func<BigInteger, BigInteger, bool> refuses, Func<BigInteger, BigInteger, BigInteger?> compute)
    {
        var (x, y) = (kind.Read(a), kind.Read(b));
        if (refuses(x, y)) throw new InvalidOperationException($"Floating point error in function: {name}({kind.Shown(x)}, {kind.Shown(y)})");
        return Written(kind, compute(Wide(kind, x), Wide(kind, y)), () => $"{name}({kind.Shown(x)}, {kind.Shown(y)})");
    }

    static BigInteger Wide(DecimalKind kind, BigInteger digits) => Decimals.Rescale(digits, kind.Scale, DecimalMath.Places);

    static string Written(DecimalKind kind, BigInteger? result, Func<string> computed) => result is { } value
        ? kind.Checked(Decimals.Rescale(value, DecimalMath.Places, kind.Scale), computed)
        : throw new InvalidOperationException($"{kind.Name} overflow: {computed()}");
}
