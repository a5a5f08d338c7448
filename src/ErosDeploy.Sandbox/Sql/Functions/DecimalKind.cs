using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>NUMERIC or BIGNUMERIC in functions written in C#: values come and go as texts, and are digits over 10^<see cref="Scale"/> between.</summary>
internal sealed record DecimalKind(string Name, int Scale, Func<string, BigInteger> Read, Func<BigInteger, bool> Holds, Func<BigInteger, string> Write)
{
    static readonly BigInteger NumericLimit = BigInteger.Pow(10, 38);

    /// <summary>As DuckDB writes DECIMAL(38,9).</summary>
    internal static readonly DecimalKind Numeric = new(
        "numeric", 9, ReadNumeric, digits => BigInteger.Abs(digits) < NumericLimit, digits => Decimals.Text(digits, 9));

    /// <summary>As <see cref="BigNumerics"/> encodes it.</summary>
    internal static readonly DecimalKind Big = new("BIGNUMERIC", BigNumerics.Scale, BigNumerics.Decode, BigNumerics.Holds, BigNumerics.Encode);

    internal string Shown(BigInteger digits) => Decimals.Shortest(Decimals.Text(digits, Scale));

    /// <summary>The result, or the error "numeric overflow: ..." of what was computed.</summary>
    internal string Checked(BigInteger digits, Func<string> computed) => Holds(digits) ? Write(digits) : throw new InvalidOperationException($"{Name} overflow: {computed()}");

    /// <summary>A text that someone wrote; the error is "Invalid NUMERIC value: ...".</summary>
    internal string Parse(string text)
    {
        if (Decimals.Parse(text) is var (digits, scale) && Decimals.Rescale(digits, scale, Scale) is var value && Holds(value)) return Write(value);
        throw new InvalidOperationException($"Invalid {Name.ToUpperInvariant()} value: {text}");
    }

    /// <summary>The number that the FLOAT64 exactly is, rounded half away from zero.</summary>
    internal string FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new InvalidOperationException($"Illegal conversion of non-finite floating point number to {Name.ToUpperInvariant()}: {FloatText.Of(value)}");
        var digits = Decimals.FromDouble(value, Scale);
        return Holds(digits) ? Write(digits) : throw new InvalidOperationException($"{Name} out of range: {FloatText.Of(value)}");
    }

    static BigInteger ReadNumeric(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(point < 0 ? text : text.Remove(point, 1), CultureInfo.InvariantCulture);
        return Decimals.Rescale(digits, point < 0 ? 0 : text.Length - point - 1, 9);
    }
}
