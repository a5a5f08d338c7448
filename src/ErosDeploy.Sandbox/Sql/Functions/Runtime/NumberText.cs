using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Texts as CAST reads them: INT64 and FLOAT64 with white space around, hexadecimal too; BOOL without.</summary>
internal static partial class NumberText
{
    /// <summary>White space of ASCII, the only one that may stand around numbers.</summary>
    internal const string Blanks = " \t\n\v\f\r";

    internal static void Register(DuckFunctions f)
    {
        f.Add<string, long?>("bq_parse_int64", text => Int64(text.Trim(Blanks.ToCharArray())) ?? throw new InvalidOperationException($"Bad int64 value: {text}"));
        f.Add<string, double?>("bq_parse_float64", text => Float64(text.Trim(Blanks.ToCharArray())) ?? throw new InvalidOperationException($"Bad double value: {text}"));
        f.Add<string, bool?>("bq_parse_bool", text => text.Equals("true", StringComparison.OrdinalIgnoreCase)
            || (text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : throw new InvalidOperationException($"Bad bool value: {text}")));
    }

    [GeneratedRegex(@"^(?<sign>[+-]?)0x(?<whole>[0-9a-f]*)(?:\.(?<part>[0-9a-f]*))?(?:p(?<power>[+-]?[0-9]{1,5}))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();

    static long? Int64(string text)
    {
        if (Hexadecimal().Match(text) is not { Success: true } hex)
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
        if (hex.Groups["part"].Success || hex.Groups["power"].Success || hex.Groups["whole"].Length == 0) return null;
        var digits = BigInteger.Parse("0" + hex.Groups["whole"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) * (hex.Groups["sign"].ValueSpan is "-" ? -1 : 1);
        return digits >= long.MinValue && digits <= long.MaxValue ? (long)digits : null;
    }

    static double? Float64(string text) => text.ToLowerInvariant() switch
    {
        "nan" or "+nan" or "-nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ when Hexadecimal().Match(text) is { Success: true } hex => FromHexadecimal(hex),
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && (double.IsFinite(value) || char.IsAsciiDigit(text[^1])) ? value : null,
    };

    static double? FromHexadecimal(Match hex)
    {
        var part = hex.Groups["part"].Value;
        var digits = hex.Groups["whole"].Value + part;
        if (digits.Length == 0) return null;
        var power = (hex.Groups["power"].Success ? int.Parse(hex.Groups["power"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0) - 4 * part.Length;
        var mantissa = BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        // The bits that do not fit still decide about rounding: one stands for all of them.
        var excess = (int)Math.Max(0, (long)mantissa.GetBitLength() - 63);
        if (excess > 0) mantissa = (mantissa >> excess << 1) + ((mantissa & (BigInteger.One << excess) - 1).IsZero ? 0 : 1);
        var value = Math.ScaleB((double)(ulong)mantissa, power + Math.Max(0, excess - 1));
        return hex.Groups["sign"].ValueSpan is "-" ? -value : value;
    }
}
