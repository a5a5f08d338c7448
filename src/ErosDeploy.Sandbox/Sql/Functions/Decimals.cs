using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Decimal numbers of any length as digits and scale: value = digits / 10^scale.</summary>
internal static class Decimals
{
    static readonly char[] Blanks = [.. Runtime.NumberText.Blanks];

    /// <summary>Null for a text that is no number; white space may stand around it.</summary>
    internal static (BigInteger Digits, int Scale)? Parse(string text)
    {
        text = text.Trim(Blanks);
        var exponent = text.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? text : text[..exponent];
        var power = 0;
        if (exponent >= 0 && !int.TryParse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) return null;
        if (Math.Abs(power) > 400) return null;
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (!digits.Any(char.IsAsciiDigit)) return null;
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return null;
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - power;
        return scale >= 0 ? (value, scale) : (value * BigInteger.Pow(10, -scale), 0);
    }

    /// <summary>Rounds half away from zero where the scale gets smaller.</summary>
    internal static BigInteger Rescale(BigInteger digits, int scale, int target)
    {
        if (scale <= target) return digits * BigInteger.Pow(10, target - scale);
        return Divide(digits, BigInteger.Pow(10, scale - target));
    }

    /// <summary>The quotient rounded half away from zero.</summary>
    internal static BigInteger Divide(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor) ? quotient + dividend.Sign * divisor.Sign : quotient;
    }

    /// <summary>The number that a finite FLOAT64 exactly is, times 10^scale, rounded half away from zero.</summary>
    internal static BigInteger FromDouble(double value, int scale)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, mantissa) = ((int)(bits >> 52 & 0x7FF), new BigInteger(bits & 0xFFFFFFFFFFFFF));
        if (exponent > 0) mantissa += BigInteger.One << 52;
        var digits = (bits < 0 ? -mantissa : mantissa) * BigInteger.Pow(10, scale);
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? digits << shift : Divide(digits, BigInteger.One << -shift);
    }

    internal static string Text(BigInteger digits, int scale)
    {
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = digits.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + text : $"{sign}{text[..^scale]}.{text[^scale..]}";
    }

    /// <summary>As BigQuery writes NUMERIC: no trailing zeros, no bare point.</summary>
    internal static string Shortest(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
