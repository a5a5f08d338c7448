namespace ErosDeploy.TestKit;

/// <summary>The exact Beta(a, b) on 0 to 1, a and b positive.</summary>
public sealed class BetaDistribution(double a, double b)
{
    const int MostTerms = 10_000;
    const double Tiny = 1e-300;

    /// <summary>Of g = 7, n = 9: C. Lanczos, SIAM Journal on Numerical Analysis B 1 (1964).</summary>
    static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    readonly double _logScale = LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    public double Mean => a / (a + b);

    public double Variance => a * b / ((a + b) * (a + b) * (a + b + 1));

    public double Density(double x) => Math.Exp((a - 1) * Math.Log(x) + (b - 1) * Math.Log(1 - x) - _logScale);

    /// <summary>The regularized incomplete beta function: P(X &lt;= x).</summary>
    public double Cumulative(double x) => x switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ when x <= (a + 1) / (a + b + 2) => Front(x) * Fraction(a, b, x) / a,
        _ => 1 - Front(x) * Fraction(b, a, 1 - x) / b,
    };

    double Front(double x) => Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) - _logScale);

    /// <summary>The continued fraction 26.5.8 of Abramowitz and Stegun by Lentz's method.</summary>
    static double Fraction(double p, double q, double x)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - (p + q) * x / (p + 1));
        var value = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (q - m) * x / ((p + 2 * m - 1) * (p + 2 * m));
            d = 1 / NotZero(1 + even * d);
            c = NotZero(1 + even / c);
            value *= d * c;
            var odd = -(p + m) * (p + q + m) * x / ((p + 2 * m) * (p + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d);
            c = NotZero(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
                return value;
        }
        throw new ArithmeticException($"The incomplete beta function of {p} and {q} did not converge at {x}.");
    }

    static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    static double LogGamma(double z)
    {
        if (z < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * z)) - LogGamma(1 - z);
        var t = z + 6.5;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (z - 1 + i);
        return 0.5 * Math.Log(2 * Math.PI) + (z - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
