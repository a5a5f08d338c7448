using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>FLOAT64 as BigQuery writes it.</summary>
internal static class FloatText
{
    const int MostJsonExponent = 14;

    /// <summary>CAST to STRING: 15 digits where these say the value, otherwise 17; `1`, `0.1`, `1e+20`, `inf`, `nan`.</summary>
    internal static string Of(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        if (value == 0) return "0";
        var precision = Reads(value, 14) ? 15 : 17;
        var (digits, exponent) = Parts(value.ToString($"E{precision - 1}", CultureInfo.InvariantCulture));
        return Laid(digits, exponent, value < 0, exponent >= -4 && exponent < precision);
    }

    static bool Reads(double value, int places) =>
        double.Parse(value.ToString($"E{places}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Equals(value);

    /// <summary>A literal of GoogleSQL: whole numbers keep a point, zero its sign.</summary>
    internal static string Literal(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        var text = Of(value);
        return text.AsSpan().IndexOfAny(".en") < 0 ? text + ".0" : text;
    }

    /// <summary>In JSON: the fewest digits, and whole numbers keep a point: `1.0`.</summary>
    internal static string JsonOf(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        var (digits, exponent) = Parts(value.ToString("R", CultureInfo.InvariantCulture));
        var text = Laid(digits, exponent, value < 0, exponent is >= -4 and <= MostJsonExponent);
        return text.AsSpan().IndexOfAny(".e") < 0 ? text + ".0" : text;
    }

    /// <summary>The significant digits of a number not zero, and the power of ten of the first one.</summary>
    static (string Digits, int Exponent) Parts(string number)
    {
        var parts = number.TrimStart('-').Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var exponent = (point < 0 ? parts[0].Length : point) - 1 - (digits.Length - significant.Length);
        return (significant.TrimEnd('0'), exponent + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0));
    }

    static string Laid(string digits, int exponent, bool negative, bool isPlain) => (negative ? "-" : "") + (isPlain ? Plain(digits, exponent) : Scientific(digits, exponent));

    static string Plain(string digits, int exponent) => exponent < 0 ? "0." + new string('0', -exponent - 1) + digits
        : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
        : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];

    static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
