using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>BIGNUMERIC holds 20 digits before and 18 after the point; a value of the type that needs more is refused, never rounded.</summary>
internal static partial class NumberRuntime
{
    const int BigScale = 18;

    static string ParseBigNumeric(string text)
    {
        if (Decimals.Parse(text.Trim()) is not var (digits, scale)) throw new InvalidOperationException($"Invalid BIGNUMERIC value: {text}");
        var full = Decimals.Rescale(digits, scale, 38);
        if (BigInteger.Abs(full) >= BigInteger.Pow(2, 255)) throw new InvalidOperationException($"Invalid BIGNUMERIC value: {text}");
        return Held(full, 38);
    }

    static string BigDivide(string a, string b)
    {
        var (x, xScale) = Decimals.Parse(a)!.Value;
        var (y, yScale) = Decimals.Parse(b)!.Value;
        if (y.IsZero) throw new InvalidOperationException($"division by zero: {Decimals.Shortest(a)} / {Decimals.Shortest(b)}");
        return Held(Decimals.Divide(x * BigInteger.Pow(10, 38 + yScale), y * BigInteger.Pow(10, xScale)), 38);
    }

    static string BigMultiply(string a, string b)
    {
        var (x, xScale) = Decimals.Parse(a)!.Value;
        var (y, yScale) = Decimals.Parse(b)!.Value;
        return Held(x * y, xScale + yScale);
    }

    static string Held(BigInteger digits, int scale)
    {
        var held = Decimals.Rescale(digits, scale, BigScale);
        if (held * BigInteger.Pow(10, Math.Max(scale - BigScale, 0)) != digits * BigInteger.Pow(10, Math.Max(BigScale - scale, 0)) || BigInteger.Abs(held) >= BigInteger.Pow(10, 38))
            throw new InvalidOperationException($"Unimplemented: BIGNUMERIC value {Decimals.Shortest(Decimals.Text(digits, scale))} with more than 20 digits before or 18 after the decimal point");
        return Decimals.Text(held, BigScale);
    }
}
