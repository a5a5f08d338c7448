using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>FLOAT64 as BigQuery writes it.</summary>
internal static class FloatText
{
    /// <summary>CAST to STRING: `1`, `0.1`, `1e+20`, `inf`, `nan`.</summary>
    internal static string Of(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        return Shortest(value);
    }

    /// <summary>In JSON whole numbers keep a point: `1.0`.</summary>
    internal static string JsonOf(double value)
    {
        var text = Shortest(value);
        return text.AsSpan().IndexOfAny(".e") < 0 ? text + ".0" : text;
    }

    static string Shortest(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var roundTrip = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = Digits(roundTrip);
        return exponent is >= -5 and < 17 ? Plain(digits, exponent, value < 0) : Scientific(digits, exponent, value < 0);
    }

    static string Digits(string roundTrip)
    {
        var mantissa = roundTrip.Split('E')[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var digits = mantissa.TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }

    static string Plain(string digits, int exponent, bool negative)
    {
        var text = exponent < 0 ? "0." + new string('0', -exponent - 1) + digits
            : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
        return negative ? "-" + text : text;
    }

    static string Scientific(string digits, int exponent, bool negative)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        var sign = exponent < 0 ? "-" : "+";
        return string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{mantissa}e{sign}{Math.Abs(exponent):00}");
    }
}
