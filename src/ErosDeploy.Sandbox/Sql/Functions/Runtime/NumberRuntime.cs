using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal static partial class NumberRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<double, string>("bq_float_text", FloatText.Of);
        f.Add<double, long?>("bq_float_to_int64", ToInt64);
        f.Add<double, string>("bq_float_to_numeric", value => FromDouble(value, 9, 29, "NUMERIC"));
        f.Add<double, string>("bq_float_to_bignumeric", value => FromDouble(value, 18, 20, "BIGNUMERIC"));
        f.Add<double, string, double, double?>("bq_float_arithmetic", Arithmetic);
        f.Add<string, long?>("bq_parse_int64", ParseInt64);
        f.Add<string, double?>("bq_parse_float64", ParseFloat64);
        f.Add<string, string>("bq_parse_numeric", text => ParseDecimal(text, 9, 29, "NUMERIC"));
        f.Add<string, string>("bq_parse_bignumeric", ParseBigNumeric);
        f.Add<string, bool?>("bq_parse_bool", ParseBool);
        f.Add<string, string, string>("bq_numeric_divide", (a, b) => Divide(a, b, 9));
        f.Add<string, string, string>("bq_numeric_multiply", MultiplyNumeric);
        f.Add<string, string, string>("bq_bignumeric_divide", (a, b) => BigDivide(a, b));
        f.Add<string, string, string>("bq_bignumeric_multiply", (a, b) => BigMultiply(a, b));
        f.Add<string, string, string>("bq_numeric_pow", (a, b) => FromDouble(Power(double.Parse(a, CultureInfo.InvariantCulture), double.Parse(b, CultureInfo.InvariantCulture)), 9, 29, "NUMERIC"));
        f.Add<string, long, string>("bq_decimal_round", (text, places) => Round(text, places, (digits, divisor) => Decimals.Divide(digits, divisor)));
        f.Add<string, long, string>("bq_decimal_trunc", (text, places) => Round(text, places, BigInteger.Divide));
        f.Add<string, long, string, string>("bq_decimal_round_mode", (text, places, mode) => Round(text, places, mode == "ROUND_HALF_EVEN" ? HalfEven : Decimals.Divide));
        f.Add<string, long, long, string>("bq_limit_decimal", Limit);
        f.Add<double, long, double?>("bq_round", (value, places) => RoundDouble(value, places, MidpointRounding.AwayFromZero));
        f.Add<double, long, double?>("bq_trunc", (value, places) => RoundDouble(value, places, MidpointRounding.ToZero));
        f.Add("bq_divide", Quotient);
        f.Add("bq_sqrt", Root);
        f.Add("bq_least", Math.Min);
        f.Add("bq_greatest", Math.Max);
        f.Add<double, double?>("bq_exp", value => Finite(Math.Exp(value), double.IsInfinity(value), () => $"Floating point error in function: EXP({FloatText.Of(value)})"));
        f.Add<double, double, double?>("bq_pow", (x, y) => Power(x, y));
        f.Add<double, double?>("bq_ln", value => value <= 0 ? throw new InvalidOperationException($"Floating point error in function: LN({FloatText.Of(value)})") : Math.Log(value));
        f.Add<double, double?>("bq_log10", value => value <= 0 ? throw new InvalidOperationException($"Floating point error in function: LOG10({FloatText.Of(value)})") : Math.Log10(value));
        f.Add<double, double, double?>("bq_log", (x, b) => x <= 0 || b <= 0 || b == 1 ? throw new InvalidOperationException($"Floating point error in function: LOG({FloatText.Of(x)}, {FloatText.Of(b)})") : Math.Log(x) / Math.Log(b));
        f.Add<long, long, long?>("bq_shift_left", (x, n) => n < 0 ? throw new InvalidOperationException($"Bitwise shift operators do not support negative shift counts: {n}") : n >= 64 ? 0 : x << (int)n);
        f.Add<long, long, long?>("bq_shift_right", (x, n) => n < 0 ? throw new InvalidOperationException($"Bitwise shift operators do not support negative shift counts: {n}") : n >= 64 ? 0 : (long)((ulong)x >> (int)n));
    }

    static double Quotient(double x, double y) => y == 0 ? throw new InvalidOperationException($"division by zero: {FloatText.Of(x)} / {FloatText.Of(y)}") : x / y;

    static double Root(double value) => value < 0 ? throw new InvalidOperationException($"Argument to SQRT cannot be negative: {FloatText.Of(value)}") : Math.Sqrt(value);

    static double? Finite(double result, bool allowed, Func<string> message) => double.IsInfinity(result) && !allowed ? throw new InvalidOperationException(message()) : result;

    static double? Arithmetic(double x, string symbol, double y) =>
        Finite(symbol switch { "+" => x + y, "-" => x - y, _ => x * y }, !double.IsFinite(x) || !double.IsFinite(y), () => $"double overflow: {FloatText.Of(x)} {symbol} {FloatText.Of(y)}");

    static double Power(double x, double y)
    {
        var result = Math.Pow(x, y);
        if (double.IsNaN(result) && !double.IsNaN(x) && !double.IsNaN(y) || double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y))
            throw new InvalidOperationException($"Floating point error in function: POW({FloatText.Of(x)}, {FloatText.Of(y)})");
        return result;
    }

    static long? ToInt64(double value)
    {
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)rounded : throw new InvalidOperationException($"int64 out of range: {FloatText.Of(value)}");
    }

    static string FromDouble(double value, int scale, int whole, string type)
    {
        if (!double.IsFinite(value)) throw new InvalidOperationException($"Illegal conversion of non-finite floating point number to {type}: {FloatText.Of(value)}");
        return ParseDecimal(value.ToString("R", CultureInfo.InvariantCulture), scale, whole, type);
    }

    static long? ParseInt64(string text)
    {
        var trimmed = text.Trim();
        var hex = trimmed.TrimStart('-', '+');
        if (hex.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return trimmed.StartsWith('-') ? -value : value;
        return long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? value : throw new InvalidOperationException($"Bad int64 value: {text}");
    }

    static double? ParseFloat64(string text) => text.Trim().ToLowerInvariant() switch
    {
        "nan" or "+nan" or "-nan" => double.NaN,
        "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        var trimmed when double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsInfinity(value) => value,
        _ => throw new InvalidOperationException($"Bad double value: {text}"),
    };

    static string ParseDecimal(string text, int scale, int whole, string type)
    {
        if (Decimals.Parse(text.Trim()) is not var (digits, from)) throw new InvalidOperationException($"Invalid {type} value: {text}");
        var scaled = Decimals.Rescale(digits, from, scale);
        return BigInteger.Abs(scaled) < BigInteger.Pow(10, whole + scale) ? Decimals.Text(scaled, scale) : throw new InvalidOperationException($"Invalid {type} value: {text}");
    }

    static bool? ParseBool(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "t" or "yes" or "y" or "1" => true,
        "false" or "f" or "no" or "n" or "0" => false,
        _ => throw new InvalidOperationException($"Bad bool value: {text}"),
    };

    static string Divide(string a, string b, int scale)
    {
        var (x, xScale) = Decimals.Parse(a)!.Value;
        var (y, yScale) = Decimals.Parse(b)!.Value;
        if (y.IsZero) throw new InvalidOperationException($"division by zero: {Decimals.Shortest(a)} / {Decimals.Shortest(b)}");
        return Decimals.Text(Decimals.Divide(x * BigInteger.Pow(10, scale + yScale), y * BigInteger.Pow(10, xScale)), scale);
    }

    static string MultiplyNumeric(string a, string b)
    {
        var product = Multiply(a, b, 9);
        return product.TrimStart('-').Length <= 39 ? product : throw new InvalidOperationException($"numeric overflow: {Decimals.Shortest(a)} * {Decimals.Shortest(b)}");
    }

    static string Multiply(string a, string b, int scale)
    {
        var (x, xScale) = Decimals.Parse(a)!.Value;
        var (y, yScale) = Decimals.Parse(b)!.Value;
        return Decimals.Text(Decimals.Rescale(x * y, xScale + yScale, scale), scale);
    }

    static string Round(string text, long places, Func<BigInteger, BigInteger, BigInteger> divide)
    {
        var (digits, scale) = Decimals.Parse(text)!.Value;
        if (places >= scale) return text;
        if (places < -60) return "0";
        var divisor = BigInteger.Pow(10, scale - (int)places);
        return Decimals.Text(divide(digits, divisor) * divisor, scale);
    }

    static BigInteger HalfEven(BigInteger digits, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(digits, divisor, out var rest);
        var twice = BigInteger.Abs(rest) * 2;
        return twice > divisor || twice == divisor && !quotient.IsEven ? quotient + digits.Sign : quotient;
    }

    static string Limit(string text, long precision, long scale)
    {
        var rounded = Round(text, scale, Decimals.Divide);
        var (digits, from) = Decimals.Parse(rounded)!.Value;
        return BigInteger.Abs(digits) < BigInteger.Pow(10, (int)(precision - scale) + from) ? rounded
            : throw new InvalidOperationException(FormattableString.Invariant($"numeric out of range: {Decimals.Shortest(text)} does not fit NUMERIC({precision}, {scale})"));
    }

    static double RoundDouble(double value, long places, MidpointRounding mode)
    {
        if (!double.IsFinite(value) || places > 300) return value;
        if (places < -308) return 0;
        if (Math.Abs(value) < 1e15 && places is >= 0 and <= 15) return DecimalRound(value, (int)places, mode);
        var factor = Math.Pow(10, Math.Abs(places));
        var scaled = places >= 0 ? value * factor : value / factor;
        if (!double.IsFinite(scaled)) return value;
        var rounded = Math.Round(scaled, mode);
        return places >= 0 ? rounded / factor : rounded * factor;
    }

    static double DecimalRound(double value, int places, MidpointRounding mode)
    {
        var exact = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return (double)Math.Round(exact, places, mode);
    }
}
