using System.Buffers.Binary;
using System.Globalization;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Weighted values of a set in order: exact up to <see cref="Capacity"/> distinct values, then so many of equal weight, with the least and the greatest.
/// Values are keys whose order is theirs (FLOAT64: NaN first). Bytes: "EKLL", a version, the type (0 INT64, 1 FLOAT64), the precision, keys and weights.
/// </summary>
internal sealed class QuantileSketch
{
    static ReadOnlySpan<byte> Magic => "EKLL\x01"u8;

    readonly SortedDictionary<long, long> _weights = [];

    internal QuantileSketch(string type, long precision)
    {
        if (precision is < 1 or > 100_000) throw new InvalidOperationException($"KLL precision must be between 1 and 100000: {precision}");
        (Type, Precision) = (type, precision);
    }

    internal string Type { get; }

    internal long Precision { get; private set; }

    int Capacity => (int)Math.Max(1024, Precision * 4);

    internal void Add(string value, long weight)
    {
        if (weight is < 1 or > int.MaxValue) throw new InvalidOperationException($"KLL weight must be between 1 and 2147483647: {weight}");
        Add(Key(value), weight);
        if (_weights.Count > Capacity * 8) Compress();
    }

    internal void Merge(QuantileSketch other)
    {
        if (other.Type != Type) throw new InvalidOperationException($"Cannot merge KLL sketches of different types: {Type} and {other.Type}");
        Precision = Math.Min(Precision, other.Precision);
        foreach (var (key, weight) in other._weights) Add(key, weight);
        if (_weights.Count > Capacity * 8) Compress();
    }

    /// <summary>The values at 0, 1/n ... n/n of the set.</summary>
    internal string Quantiles(long n)
    {
        if (n is < 1 or > 100_000) throw new InvalidOperationException($"The number of quantiles must be between 1 and 100000: {n}");
        var total = (Int128)_weights.Values.Sum();
        return string.Join(' ', Ranked([.. Enumerable.Range(0, (int)n + 1).Select(i => (long)((total * i + n - 1) / n))]).Select(Text));
    }

    /// <summary>The least value that a share of the set does not exceed.</summary>
    internal string Point(double share)
    {
        if (share is not (>= 0 and <= 1)) throw new InvalidOperationException($"Phi must be between 0 and 1: {FloatText.Of(share)}");
        return Text(Ranked([(long)Math.Ceiling(share * _weights.Values.Sum() - 1e-9)])[0]);
    }

    internal byte[] ToBytes()
    {
        if (_weights.Count > Capacity) Compress();
        var bytes = new byte[Magic.Length + 9 + _weights.Count * 16];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = (byte)(Type == "INT64" ? 0 : 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Magic.Length + 1), Precision);
        var at = Magic.Length + 9;
        foreach (var (key, weight) in _weights)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), key);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), weight);
            at += 16;
        }
        return bytes;
    }

    internal static QuantileSketch FromBytes(byte[] bytes)
    {
        var at = Magic.Length + 9;
        if (bytes.Length <= at || !bytes.AsSpan().StartsWith(Magic) || bytes[Magic.Length] > 1 || (bytes.Length - at) % 16 != 0) throw new InvalidOperationException("Invalid or incompatible KLL sketch");
        var sketch = new QuantileSketch(bytes[Magic.Length] == 0 ? "INT64" : "FLOAT64", BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(Magic.Length + 1)));
        for (; at < bytes.Length; at += 16) sketch.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8)));
        return sketch;
    }

    void Add(long key, long weight) => _weights[key] = _weights.GetValueOrDefault(key) + weight;

    /// <summary>The keys at ascending ranks from 1.</summary>
    List<long> Ranked(IReadOnlyList<long> ranks)
    {
        var found = new List<long>(ranks.Count);
        var reached = 0L;
        using var entries = _weights.GetEnumerator();
        while (found.Count < ranks.Count && entries.MoveNext())
        {
            reached += entries.Current.Value;
            while (found.Count < ranks.Count && ranks[found.Count] <= reached) found.Add(entries.Current.Key);
        }
        return found;
    }

    void Compress()
    {
        var (least, greatest, total) = (_weights.First().Key, _weights.Last().Key, _weights.Values.Sum());
        var parts = Capacity - 2;
        var bounds = Enumerable.Range(0, parts + 1).Select(i => (long)((Int128)(total - 2) * i / parts)).ToList();
        var keys = Ranked([.. Enumerable.Range(0, parts).Select(i => 1 + (bounds[i] + bounds[i + 1] + 1) / 2)]);
        _weights.Clear();
        Add(least, 1);
        for (var i = 0; i < keys.Count; i++) Add(keys[i], bounds[i + 1] - bounds[i]);
        Add(greatest, 1);
    }

    long Key(string value)
    {
        if (Type == "INT64") return long.Parse(value, CultureInfo.InvariantCulture);
        var number = value switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.Parse(value, CultureInfo.InvariantCulture) };
        if (double.IsNaN(number)) return long.MinValue;
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
        return bits >= 0 ? bits : bits ^ long.MaxValue;
    }

    string Text(long key)
    {
        if (Type == "INT64") return key.ToString(CultureInfo.InvariantCulture);
        return key == long.MinValue ? "nan" : FloatText.Of(BitConverter.Int64BitsToDouble(key >= 0 ? key : key ^ long.MaxValue));
    }
}
