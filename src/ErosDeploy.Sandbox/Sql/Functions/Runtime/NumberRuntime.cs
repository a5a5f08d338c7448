using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal static class NumberRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<double, string>("bq_float_text", FloatText.Of);
        f.Add<double, long?>("bq_float_to_int64", ToInt64);
        f.Add<double, string, double, double?>("bq_float_arithmetic", Arithmetic);
        f.Add<double, string, double, bool?>("bq_float_compare", (x, symbol, y) => symbol switch { "=" => x == y, "!=" => x != y, "<" => x < y, "<=" => x <= y, ">" => x > y, _ => x >= y });
        f.Add<double, string>("bq_float_raw", value => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : FloatText.Of(value));
        f.Add<double, long, double?>("bq_round", (value, places) => RoundDouble(value, places, MidpointRounding.AwayFromZero));
        f.Add<double, long, double?>("bq_trunc", (value, places) => RoundDouble(value, places, MidpointRounding.ToZero));
        f.Add("bq_divide", Quotient);
        f.Add("bq_sqrt", Root);
        f.Add("bq_least", Math.Min);
        f.Add("bq_greatest", Math.Max);
        f.Add<double, double?>("bq_exp", value => Finite(Math.Exp(value), double.IsInfinity(value), () => $"Floating point error in function: EXP({FloatText.Of(value)})"));
        f.Add<double, double, double?>("bq_pow", (x, y) => Power(x, y));
        f.Add<double, double?>("bq_ln", value => value <= 0 ? throw new InvalidOperationException($"Floating point error in function: LN({FloatText.Of(value)})") : Math.Log(value));
        f.Add<double, double?>("bq_log10", value => value <= 0 && !double.IsInfinity(value) ? throw new InvalidOperationException($"Floating point error in function: LOG10({FloatText.Of(value)})") : Math.Log10(value));
        f.Add<double, double, double?>("bq_log", Logarithm);
        Trigonometry(f);
        f.Add<long, long, long?>("bq_shift_left", (x, n) => n < 0 ? throw new InvalidOperationException($"Bitwise shift operators do not support negative shift counts: {n}") : n >= 64 ? 0 : x << (int)n);
        f.Add<long, long, long?>("bq_shift_right", (x, n) => n < 0 ? throw new InvalidOperationException($"Bitwise shift operators do not support negative shift counts: {n}") : n >= 64 ? 0 : (long)((ulong)x >> (int)n));
    }

    static double? Logarithm(double x, double b)
    {
        var result = double.IsFinite(b) && b > 0 ? Math.Log(x) / Math.Log(b) : double.NaN;
        return double.IsFinite(result) || !double.IsFinite(x) || !double.IsFinite(b) ? result
            : throw new InvalidOperationException($"Floating point error in function: LOG({FloatText.Of(x)}, {FloatText.Of(b)})");
    }

    /// <summary>Functions with poles or a limited domain: outside of it they fail, where DuckDB gives infinity or NaN.</summary>
    static void Trigonometry(DuckFunctions f)
    {
        Limited("acos", Math.Acos);
        Limited("asin", Math.Asin);
        Limited("acosh", Math.Acosh);
        Limited("atanh", Math.Atanh);
        Limited("sinh", Math.Sinh);
        Limited("cosh", Math.Cosh);
        Limited("tan", Math.Tan);
        Limited("cot", x => 1 / Math.Tan(x));
        Limited("coth", x => double.IsInfinity(x) ? Math.Sign(x) : 1 / Math.Tanh(x));
        Limited("csc", x => 1 / Math.Sin(x));
        Limited("csch", x => 1 / Math.Sinh(x));
        Limited("sec", x => 1 / Math.Cos(x));
        void Limited(string name, Func<double, double> compute) => f.Add("bq_" + name, x =>
        {
            var result = compute(x);
            if (double.IsFinite(result) || !double.IsFinite(x)) return result;
            throw new InvalidOperationException($"Floating point error in function: {name.ToUpperInvariant()}({FloatText.Of(x)})");
        });
    }

    static double Quotient(double x, double y) => y == 0 ? throw new InvalidOperationException($"division by zero: {FloatText.Of(x)} / {FloatText.Of(y)}")
        : Finite(x / y, !double.IsFinite(x) || !double.IsFinite(y), () => $"double overflow: {FloatText.Of(x)} / {FloatText.Of(y)}");

    static double Root(double value) => value < 0 ? throw new InvalidOperationException($"Argument to SQRT cannot be negative: {FloatText.Of(value)}") : Math.Sqrt(value);

    static double Finite(double result, bool allowed, Func<string> message) => double.IsInfinity(result) && !allowed ? throw new InvalidOperationException(message()) : result;

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

    static double RoundDouble(double value, long places, MidpointRounding mode)
    {
        if (!double.IsFinite(value) || places > 300) return value;
        if (places < -308) return 0;
        if (Math.Abs(value) < 1e15 && places is >= 0 and <= 15) return DecimalRound(value, (int)places, mode);
        var factor = Math.Pow(10, Math.Abs(places));
        var scaled = places >= 0 ? value * factor : value / factor;
        // From here on a double has no fraction to round.
        if (!double.IsFinite(scaled) || places >= 0 && Math.Abs(scaled) >= 1L << 52) return value;
        var rounded = Math.Round(scaled, mode);
        return places >= 0 ? rounded / factor : rounded * factor;
    }

    static double DecimalRound(double value, int places, MidpointRounding mode)
    {
        var exact = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return (double)Math.Round(exact, places, mode);
    }
}
