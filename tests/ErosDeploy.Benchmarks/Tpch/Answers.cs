using System.Globalization;
using System.Numerics;

namespace ErosDeploy.Benchmarks.Tpch;

/// <summary>Whether two results are the same: exactly, but for what DuckDB computes in floating point where GoogleSQL has NUMERIC.</summary>
internal static class Answers
{
    const double Tolerance = 2e-9;

    public static void RequireEqual(string name, List<object?[]> ours, List<object?[]> reference)
    {
        if (ours.Count != reference.Count)
            throw new InvalidOperationException($"{name}: {ours.Count} rows instead of {reference.Count}.");
        if (reference.Count == 0)
            throw new InvalidOperationException($"{name} gives no rows, which proves nothing.");
        for (var i = 0; i < ours.Count; i++)
        {
            if (!ours[i].Zip(reference[i]).All(pair => Same(pair.First, pair.Second)))
                throw new InvalidOperationException($"{name}, row {i + 1}: ({Shown(ours[i])}) instead of ({Shown(reference[i])}).");
        }
    }

    static bool Same(object? ours, object? reference) => (ours, reference) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => a == b,
        (DateOnly a, DateOnly b) => a == b,
        (decimal a, double b) => Math.Abs((double)a - b) <= Tolerance * Math.Max(1, Math.Abs(b)),
        (decimal a, decimal b) => a == Math.Round(b, 9, MidpointRounding.AwayFromZero),
        (long a, long or int or BigInteger) => a == long.Parse(string.Format(CultureInfo.InvariantCulture, "{0}", reference), CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"Cannot compare {ours.GetType()} with {reference.GetType()}."),
    };

    static string Shown(object?[] row) => string.Join(", ", row.Select(value => string.Format(CultureInfo.InvariantCulture, "{0}", value ?? "NULL")));
}
