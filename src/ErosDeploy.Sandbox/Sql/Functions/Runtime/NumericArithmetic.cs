using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Arithmetic of NUMERIC, exact and rounded half away from zero. Values are whole numbers of 1e-9, below 1e38 in size.</summary>
internal static class NumericArithmetic
{
    const int Scale = 9;
    const uint One = 1_000_000_000;

    static readonly Int128 Limit = (Int128)BigInteger.Pow(10, 38);

    internal static Int128 Add(Int128 x, Int128 y) => Exact((BigInteger)x + y, x, "+", y);

    internal static Int128 Subtract(Int128 x, Int128 y) => Exact((BigInteger)x - y, x, "-", y);

    internal static Int128 Multiply(Int128 x, Int128 y)
    {
        var (a, b) = (Magnitude(x), Magnitude(y));
        if (a > ulong.MaxValue || b > ulong.MaxValue) return Exact(Decimals.Divide((BigInteger)x * y, One), x, "*", y);
        var high = Math.BigMul((ulong)a, (ulong)b, out var low);
        return Signed(NinthPlaces(high, low), Int128.IsNegative(x) != Int128.IsNegative(y));
    }

    internal static Int128 Divide(Int128 x, Int128 y)
    {
        if (y == 0) throw new InvalidOperationException($"division by zero: {Text(x)} / {Text(y)}");
        var (a, b) = (Magnitude(x), Magnitude(y));
        if (a > ulong.MaxValue || b > ulong.MaxValue) return Exact(Decimals.Divide((BigInteger)x * One, y), x, "/", y);
        var (quotient, rest) = UInt128.DivRem(a * One, b);
        return Signed(rest * 2 >= b ? quotient + 1 : quotient, Int128.IsNegative(x) != Int128.IsNegative(y));
    }

    /// <summary>high x 2^64 + low, divided by 1e9 and rounded half up, 32 bits of the quotient at a time: dividing 64 bits by a constant is a multiplication.</summary>
    static UInt128 NinthPlaces(ulong high, ulong low)
    {
        var rounded = low + One / 2;
        if (rounded < low) high++;
        if (high == 0) return rounded / One;
        var (first, rest) = Math.DivRem(high, One);
        (var second, rest) = Math.DivRem(rest << 32 | rounded >> 32, One);
        return new UInt128(first, second << 32 | (rest << 32 | (uint)rounded) / One);
    }

    static UInt128 Magnitude(Int128 value) => (UInt128)(Int128.IsNegative(value) ? -value : value);

    static Int128 Signed(UInt128 magnitude, bool isNegative) => isNegative ? -(Int128)magnitude : (Int128)magnitude;

    static Int128 Exact(BigInteger result, Int128 x, string symbol, Int128 y) =>
        BigInteger.Abs(result) < Limit ? (Int128)result : throw new InvalidOperationException($"numeric overflow: {Text(x)} {symbol} {Text(y)}");

    static string Text(Int128 value) => Decimals.Shortest(Decimals.Text(value, Scale));
}
