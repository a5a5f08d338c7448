using System.Globalization;
using System.Numerics;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Numbers as printf writes them: flags are `-` left, `+` and space sign, `#` alternative form, `0` zeros, `'` groups.</summary>
internal static class FormattedNumber
{
    internal static string Whole(string text, char letter, string flags, int? width, int? precision)
    {
        var value = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        var digits = Digits(BigInteger.Abs(value), letter);
        if (precision is { } least) digits = least == 0 && value.IsZero ? "" : digits.PadLeft(least, '0');
        if (flags.Contains('\'', StringComparison.Ordinal)) digits = letter switch { 'x' or 'X' => Grouped(digits, 4, ':'), 'o' => Grouped(digits, 4, ','), _ => Grouped(digits, 3, ',') };
        var prefix = !flags.Contains('#', StringComparison.Ordinal) || value.IsZero && letter != 'o' ? "" : letter switch { 'x' => "0x", 'X' => "0X", 'o' => "0", _ => "" };
        return Laid(Sign(value.Sign < 0, flags) + prefix, digits, flags, width, zeros: precision is null);
    }

    static string Digits(BigInteger value, char letter) => letter switch
    {
        'x' => ((ulong)value).ToString("x", CultureInfo.InvariantCulture),
        'X' => ((ulong)value).ToString("X", CultureInfo.InvariantCulture),
        'o' => Convert.ToString((long)(ulong)value, 8),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    internal static string Real(string text, bool isDouble, char letter, string flags, int? width, int? precision)
    {
        var (isNegative, isFinite) = (text.StartsWith('-'), text is not ("inf" or "-inf" or "nan"));
        if (!isFinite) return Laid(Sign(isNegative, flags), Cased(text.TrimStart('-'), letter), flags, width, zeros: false);
        var (digits, scale) = isDouble ? Exact(double.Parse(text, CultureInfo.InvariantCulture)) : Decimals.Parse(text)!.Value;
        var written = char.ToLowerInvariant(letter) switch
        {
            'f' => Fixed(BigInteger.Abs(digits), scale, precision ?? 6, isDouble),
            'e' => Scientific(BigInteger.Abs(digits), scale, precision ?? 6, isDouble, flags).Text,
            _ => General(BigInteger.Abs(digits), scale, Math.Max(precision ?? 6, 1), isDouble, flags),
        };
        if (flags.Contains('#', StringComparison.Ordinal) && !written.Contains('.', StringComparison.Ordinal)) written = WithPoint(written);
        if (flags.Contains('\'', StringComparison.Ordinal)) written = GroupedWhole(written);
        return Laid(Sign(digits.Sign < 0, flags), Cased(written, letter), flags, width, zeros: true);
    }

    /// <summary>All digits of a double, which a decimal number always has.</summary>
    static (BigInteger Digits, int Scale) Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, mantissa) = ((int)(bits >> 52 & 0x7FF), bits & 0xFFFFFFFFFFFFF);
        var whole = new BigInteger(exponent == 0 ? mantissa : mantissa | 1L << 52) * (bits < 0 ? -1 : 1);
        var power = Math.Max(exponent, 1) - 1075;
        return power >= 0 ? (whole << power, 0) : (whole * BigInteger.Pow(5, -power), -power);
    }

    static string Fixed(BigInteger digits, int scale, int places, bool toEven) => Decimals.Text(Rounded(digits, scale, places, toEven), places);

    static BigInteger Rounded(BigInteger digits, int scale, int places, bool toEven)
    {
        if (scale <= places) return digits * BigInteger.Pow(10, places - scale);
        var divisor = BigInteger.Pow(10, scale - places);
        var quotient = BigInteger.DivRem(digits, divisor, out var rest);
        var twice = rest * 2;
        return twice > divisor || twice == divisor && (!toEven || !quotient.IsEven) ? quotient + 1 : quotient;
    }

    static (string Text, int Exponent) Scientific(BigInteger digits, int scale, int places, bool toEven, string flags)
    {
        var exponent = digits.IsZero ? 0 : digits.ToString(CultureInfo.InvariantCulture).Length - 1 - scale;
        var rounded = digits.IsZero ? digits : Rounded(digits * BigInteger.Pow(10, Math.Max(0, places - exponent - scale)), Math.Max(scale, places - exponent), places - exponent, toEven, ref exponent, places);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadRight(places + 1, '0');
        var mantissa = places == 0 ? text[..1] + (flags.Contains('#', StringComparison.Ordinal) ? "." : "") : $"{text[..1]}.{text[1..(places + 1)]}";
        return (string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}"), exponent);
    }

    /// <summary>As above; rounding up to one digit more raises the exponent. Places may be negative: then they are before the point.</summary>
    static BigInteger Rounded(BigInteger digits, int scale, int places, bool toEven, ref int exponent, int wanted)
    {
        var rounded = Rounded(digits, scale, places, toEven);
        if (rounded < BigInteger.Pow(10, wanted + 1)) return rounded;
        exponent++;
        return rounded / 10;
    }

    static string General(BigInteger digits, int scale, int significant, bool toEven, string flags)
    {
        var (text, exponent) = Scientific(digits, scale, significant - 1, toEven, flags);
        var isPlain = exponent >= -4 && exponent < significant;
        if (isPlain) text = Fixed(digits, scale, significant - 1 - exponent, toEven);
        return flags.Contains('#', StringComparison.Ordinal) ? text : Trimmed(text);
    }

    static string Trimmed(string text)
    {
        var at = text.IndexOf('e', StringComparison.Ordinal);
        return Decimals.Shortest(at < 0 ? text : text[..at]) + (at < 0 ? "" : text[at..]);
    }

    static string WithPoint(string text) => text.IndexOf('e', StringComparison.Ordinal) is >= 0 and var at ? text.Insert(at, ".") : text + ".";

    static string GroupedWhole(string text)
    {
        var end = text.IndexOfAny(['.', 'e']);
        return end < 0 ? Grouped(text, 3, ',') : Grouped(text[..end], 3, ',') + text[end..];
    }

    static string Grouped(string digits, int size, char separator)
    {
        var text = new StringBuilder(digits);
        for (var at = digits.Length - size; at > 0; at -= size) text.Insert(at, separator);
        return text.ToString();
    }

    static string Cased(string text, char letter) => char.IsAsciiLetterUpper(letter) ? text.ToUpperInvariant() : text;

    static string Sign(bool isNegative, string flags) =>
        isNegative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";

    static string Laid(string sign, string digits, string flags, int? width, bool zeros)
    {
        if (zeros && flags.Contains('0', StringComparison.Ordinal) && !flags.Contains('-', StringComparison.Ordinal) && width is { } wanted)
            digits = digits.PadLeft(Math.Max(0, wanted - sign.Length), '0');
        return Padded(sign + digits, flags, width);
    }

    /// <summary>To a width in code points.</summary>
    internal static string Padded(string text, string flags, int? width)
    {
        if (width is not { } wanted) return text;
        var missing = wanted - text.EnumerateRunes().Count();
        if (missing <= 0) return text;
        return flags.Contains('-', StringComparison.Ordinal) ? text + new string(' ', missing) : new string(' ', missing) + text;
    }
}
