using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Roots, powers and logarithms of decimal numbers to 80 places: all numbers here are digits over 10^80.</summary>
internal static class DecimalMath
{
    internal const int Places = 80;
    const int Halvings = 16;
    static readonly BigInteger One = BigInteger.Pow(10, Places);
    static readonly BigInteger LnTwo = 2 * Artanh(One / 3);

    /// <summary>Beyond this no type holds the result.</summary>
    static readonly BigInteger Huge = One * BigInteger.Pow(10, 45);

    internal static BigInteger Sqrt(BigInteger x)
    {
        var square = x * One;
        if (square.IsZero) return square;
        var root = BigInteger.One << (int)(square.GetBitLength() + 1) / 2;
        for (var next = (root + square / root) / 2; next < root; next = (root + square / root) / 2) root = next;
        return root;
    }

    /// <summary>Null when it is beyond every type's range.</summary>
    internal static BigInteger? Exp(BigInteger x)
    {
        if (x > 105 * One) return null;
        if (x < -200 * One) return BigInteger.Zero;
        var twos = (int)Decimals.Divide(x, LnTwo);
        var small = (x - twos * LnTwo) >> Halvings;
        var (sum, term) = (One, One);
        for (var i = 1; !term.IsZero; i++) sum += term = term * small / (One * i);
        for (var i = 0; i < Halvings; i++) sum = sum * sum / One;
        return twos >= 0 ? sum << twos : sum >> -twos;
    }

    /// <summary>Of a number above zero.</summary>
    internal static BigInteger Ln(BigInteger x)
    {
        var twos = (int)(x.GetBitLength() - One.GetBitLength());
        var near = twos >= 0 ? x >> twos : x << -twos;
        return 2 * Artanh((near - One) * One / (near + One)) + twos * LnTwo;
    }

    internal static BigInteger Log(BigInteger x, BigInteger b) => Decimals.Divide(Ln(x) * One, Ln(b));

    /// <summary>Of a base that is above zero, or not zero with a whole exponent; null when the result is beyond every type's range.</summary>
    internal static BigInteger? Pow(BigInteger x, BigInteger y)
    {
        if ((y % One).IsZero) return Whole(x, y / One);
        return x.IsZero ? BigInteger.Zero : Exp(Ln(x) * y / One);
    }

    static BigInteger? Whole(BigInteger x, BigInteger exponent)
    {
        if (exponent.Sign < 0) return Whole(x, -exponent) is not { } power ? BigInteger.Zero : power.IsZero ? null : Decimals.Divide(One * One, power);
        var (result, square) = (One, x);
        for (var left = exponent; !left.IsZero; left >>= 1)
        {
            if (!left.IsEven) result = result * square / One;
            if (BigInteger.Abs(result) > Huge) return null;
            if (left.IsOne || result.IsZero) break;
            square = square * square / One;
            if (BigInteger.Abs(square) > Huge * Huge / One) return BigInteger.Abs(result) < One / Huge ? BigInteger.Zero : null;
        }
        return result;
    }

    /// <summary>z + z^3/3 + z^5/5 ..., for |z| below 1.</summary>
    static BigInteger Artanh(BigInteger z)
    {
        var (sum, power, square) = (z, z, z * z / One);
        for (var i = 3; !power.IsZero; i += 2)
        {
            power = power * square / One;
            sum += power / i;
        }
        return sum;
    }
}
