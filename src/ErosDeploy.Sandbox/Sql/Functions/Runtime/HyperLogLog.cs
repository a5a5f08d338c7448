using System.Buffers.Binary;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Counts distinct 64-bit hashes: exactly up to 2^(precision-3) of them, then by 2^precision registers (HyperLogLog, linear counting below 2.5
/// registers). Bytes: "EHLL", a version, the input's type, the precision, whether dense, and the hashes or registers.
/// </summary>
internal sealed class HyperLogLog
{
    static ReadOnlySpan<byte> Magic => "EHLL\x01"u8;

    readonly HashSet<ulong> _hashes = [];
    byte[]? _registers;

    internal HyperLogLog(string type, int precision)
    {
        if (precision is < 10 or > 24) throw new InvalidOperationException($"HLL++ precision must be between 10 and 24: {precision}");
        (Type, Precision) = (type, precision);
    }

    internal string Type { get; }

    internal int Precision { get; private set; }

    internal void Add(ulong hash)
    {
        if (_registers is not null) Register(Mixed(hash));
        else if (_hashes.Add(hash) && _hashes.Count > 1 << Precision - 3) Densify();
    }

    internal void Merge(HyperLogLog other)
    {
        if (other.Type != Type) throw new InvalidOperationException($"Cannot merge HLL sketches of different types: {Type} and {other.Type}");
        if (other.Precision < Precision) Lower(other.Precision);
        foreach (var hash in other._hashes) Add(hash);
        if (other._registers is not { } registers) return;
        if (_registers is null) Densify();
        var folded = Folded(registers, other.Precision, Precision);
        for (var i = 0; i < folded.Length; i++) _registers![i] = Math.Max(_registers[i], folded[i]);
    }

    internal long Count()
    {
        if (_registers is not { } registers) return _hashes.Count;
        double m = registers.Length;
        var estimate = 0.7213 / (1 + 1.079 / m) * m * m / registers.Sum(r => Math.Pow(2, -r));
        var empty = registers.Count(r => r == 0);
        return (long)Math.Round(estimate <= 2.5 * m && empty > 0 ? m * Math.Log(m / empty) : estimate);
    }

    internal byte[] ToBytes()
    {
        byte[] payload = _registers ?? [.. _hashes.Order().SelectMany(hash => BitConverter.GetBytes(BitConverter.IsLittleEndian ? hash : BinaryPrimitives.ReverseEndianness(hash)))];
        var name = System.Text.Encoding.ASCII.GetBytes(Type);
        return [.. Magic, (byte)name.Length, .. name, (byte)Precision, (byte)(_registers is null ? 0 : 1), .. payload];
    }

    internal static HyperLogLog FromBytes(byte[] bytes)
    {
        if (bytes.Length < Magic.Length + 3 || !bytes.AsSpan().StartsWith(Magic) || bytes.Length < Magic.Length + 3 + bytes[Magic.Length]) throw new InvalidOperationException("Invalid or unsupported HLL++ sketch");
        var at = Magic.Length + 1 + bytes[Magic.Length];
        var sketch = new HyperLogLog(System.Text.Encoding.ASCII.GetString(bytes, Magic.Length + 1, bytes[Magic.Length]), bytes[at]);
        var payload = bytes.AsSpan(at + 2);
        if (bytes[at + 1] == 1 && payload.Length == 1 << sketch.Precision) sketch._registers = payload.ToArray();
        else if (bytes[at + 1] != 0 || payload.Length % 8 != 0) throw new InvalidOperationException("Invalid or unsupported HLL++ sketch");
        else for (var i = 0; i < payload.Length; i += 8) sketch._hashes.Add(BinaryPrimitives.ReadUInt64LittleEndian(payload[i..]));
        return sketch;
    }

    void Densify()
    {
        _registers = new byte[1 << Precision];
        foreach (var hash in _hashes) Register(Mixed(hash));
        _hashes.Clear();
    }

    void Register(ulong mixed)
    {
        var index = (int)(mixed >> 64 - Precision);
        var rest = mixed << Precision;
        var rank = (byte)(rest == 0 ? 65 - Precision : BitOperations.LeadingZeroCount(rest) + 1);
        _registers![index] = Math.Max(_registers[index], rank);
    }

    void Lower(int precision)
    {
        if (_registers is not null) _registers = Folded(_registers, Precision, precision);
        Precision = precision;
        if (_registers is null && _hashes.Count > 1 << Precision - 3) Densify();
    }

    /// <summary>Registers of a higher precision as those of a lower one: bits that leave the index lead the rest.</summary>
    static byte[] Folded(byte[] registers, int from, int to)
    {
        if (from == to) return registers;
        var folded = new byte[1 << to];
        for (var i = 0; i < registers.Length; i++)
        {
            if (registers[i] == 0) continue;
            var low = i & (1 << from - to) - 1;
            var rank = low == 0 ? registers[i] + from - to : BitOperations.LeadingZeroCount((uint)low) - (32 - (from - to)) + 1;
            folded[i >> from - to] = Math.Max(folded[i >> from - to], (byte)rank);
        }
        return folded;
    }

    static ulong Mixed(ulong hash)
    {
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ hash >> 33;
    }
}
