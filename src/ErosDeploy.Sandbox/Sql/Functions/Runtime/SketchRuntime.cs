using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Sketches come as hexadecimal texts in a row, their inputs as numbers in a row.</summary>
internal static class SketchRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.AddBytes<string, long, string>("bq_hll_init", (type, precision, hashes) => Counted(type, precision, hashes).ToBytes());
        f.AddBytes<string>("bq_hll_partial", sketches => Counts(sketches).ToBytes());
        f.Add<string, long?>("bq_hll_count", sketches => Counts(sketches).Count());
        f.AddBytes<string, long, string>("bq_kll_init", (type, precision, values) => Ranked(type, precision, values).ToBytes());
        f.AddBytes<string, string>("bq_kll_partial", (type, sketches) => Ranks(type, sketches).ToBytes());
        f.Add<string, string, long, string>("bq_kll_quantiles", (type, sketches, count) => Ranks(type, sketches).Quantiles(count));
        f.Add<string, string, double, string>("bq_kll_point", (type, sketches, share) => Ranks(type, sketches).Point(share));
    }

    static HyperLogLog Counted(string type, long precision, string hashes)
    {
        var sketch = new HyperLogLog(type, (int)Math.Clamp(precision, 0, 99));
        foreach (var hash in hashes.Split(' ')) sketch.Add((ulong)long.Parse(hash, CultureInfo.InvariantCulture));
        return sketch;
    }

    static HyperLogLog Counts(string sketches)
    {
        HyperLogLog? merged = null;
        foreach (var text in sketches.Split(' '))
        {
            var sketch = HyperLogLog.FromBytes(Convert.FromHexString(text));
            if (merged is null) merged = sketch;
            else merged.Merge(sketch);
        }
        return merged!;
    }

    static QuantileSketch Ranked(string type, long precision, string values)
    {
        var sketch = new QuantileSketch(type, precision);
        foreach (var entry in values.Split(' '))
        {
            var colon = entry.LastIndexOf(':');
            sketch.Add(entry[..colon], long.Parse(entry.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        }
        return sketch;
    }

    /// <summary>An empty type takes the first sketch's.</summary>
    static QuantileSketch Ranks(string type, string sketches)
    {
        QuantileSketch? merged = null;
        foreach (var text in sketches.Split(' '))
        {
            var sketch = QuantileSketch.FromBytes(Convert.FromHexString(text));
            if (type.Length > 0 && sketch.Type != type) throw new InvalidOperationException($"Invalid or incompatible KLL sketch: it holds {sketch.Type}, not {type}");
            if (merged is null) merged = sketch;
            else merged.Merge(sketch);
        }
        return merged!;
    }
}
