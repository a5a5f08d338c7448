using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>
/// BIGNUMERIC as it lies in DuckDB: the number times 10^38, plus 2^255, as 32 bytes with the highest first. Bytes compare as the numbers do, and
/// equal numbers have equal bytes. Functions exchange the bytes as hexadecimal text.
/// </summary>
internal static class BigNumerics
{
    internal const int Scale = 38;
    const int Size = 32;
    static readonly BigInteger Bias = BigInteger.One << 255;

    /// <summary>Whether digits / 10^38 is in the type's range, [-2^255, 2^255).</summary>
    internal static bool Holds(BigInteger digits) => digits >= -Bias && digits < Bias;

    internal static string Encode(BigInteger digits)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (!Holds(digits)) throw new ArgumentOutOfRangeException(nameof(digits));
        (digits + Bias).TryWriteBytes(bytes, out var written, isUnsigned: true, isBigEndian: true);
        if (written == Size) return Convert.ToHexString(bytes);
        return Convert.ToHexString(bytes[..written]).PadLeft(2 * Size, '0');
    }

    internal static BigInteger Decode(string hex) => new BigInteger(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true) - Bias;

    /// <summary>Digits over 10^38 of a decimal text, rounded half away from zero; null for what is no number or too large.</summary>
    internal static BigInteger? Parse(string text) =>
        Decimals.Parse(text) is var (digits, scale) && Decimals.Rescale(digits, scale, Scale) is var value && Holds(value) ? value : null;

    internal static string Text(BigInteger digits) => Decimals.Shortest(Decimals.Text(digits, Scale));

    /// <summary>A DuckDB literal.</summary>
    internal static string Sql(BigInteger digits) => $"unhex('{Encode(digits)}')";
}
