using System.Buffers.Binary;
using System.Numerics;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>FarmHash Fingerprint64, the function behind FARM_FINGERPRINT.</summary>
internal static class FarmHash
{
    const ulong K0 = 0xc3a5c85c97cb3127;
    const ulong K1 = 0xb492b66fbe98f273;
    const ulong K2 = 0x9ae16a3b2f90404f;

    internal static ulong Fingerprint64(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => Short(s),
        <= 32 => Medium(s),
        <= 64 => Long(s),
        _ => Longest(s),
    };

    static ulong Fetch64(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    static ulong Fetch32(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);

    static ulong Rotate(ulong value, int by) => BitOperations.RotateRight(value, by);

    static ulong Mix(ulong value) => value ^ value >> 47;

    static ulong Combine(ulong u, ulong v, ulong factor)
    {
        var a = (u ^ v) * factor;
        a ^= a >> 47;
        var b = (v ^ a) * factor;
        b ^= b >> 47;
        return b * factor;
    }

    static ulong Short(ReadOnlySpan<byte> s)
    {
        var length = (ulong)s.Length;
        if (s.Length >= 8)
        {
            var factor = K2 + length * 2;
            var a = Fetch64(s, 0) + K2;
            var b = Fetch64(s, s.Length - 8);
            return Combine(Rotate(b, 37) * factor + a, (Rotate(a, 25) + b) * factor, factor);
        }
        if (s.Length >= 4) return Combine(length + (Fetch32(s, 0) << 3), Fetch32(s, s.Length - 4), K2 + length * 2);
        if (s.Length == 0) return K2;
        var y = s[0] + ((uint)s[s.Length >> 1] << 8);
        var z = (uint)s.Length + ((uint)s[^1] << 2);
        return Mix(y * K2 ^ z * K0) * K2;
    }

    static ulong Medium(ReadOnlySpan<byte> s)
    {
        var factor = K2 + (ulong)s.Length * 2;
        var a = Fetch64(s, 0) * K1;
        var b = Fetch64(s, 8);
        var c = Fetch64(s, s.Length - 8) * factor;
        var d = Fetch64(s, s.Length - 16) * K2;
        return Combine(Rotate(a + b, 43) + Rotate(c, 30) + d, a + Rotate(b + K2, 18) + c, factor);
    }

    static ulong Long(ReadOnlySpan<byte> s)
    {
        var factor = K2 + (ulong)s.Length * 2;
        var a = Fetch64(s, 0) * K2;
        var b = Fetch64(s, 8);
        var c = Fetch64(s, s.Length - 8) * factor;
        var d = Fetch64(s, s.Length - 16) * K2;
        var y = Rotate(a + b, 43) + Rotate(c, 30) + d;
        var z = Combine(y, a + Rotate(b + K2, 18) + c, factor);
        var e = Fetch64(s, 16) * factor;
        var f = Fetch64(s, 24);
        var g = (y + Fetch64(s, s.Length - 32)) * factor;
        var h = (z + Fetch64(s, s.Length - 24)) * factor;
        return Combine(Rotate(e + f, 43) + Rotate(g, 30) + h, e + Rotate(f + a, 18) + g, factor);
    }

    static (ulong First, ulong Second) Weak(ReadOnlySpan<byte> s, int at, ulong a, ulong b)
    {
        var (w, x, y, z) = (Fetch64(s, at), Fetch64(s, at + 8), Fetch64(s, at + 16), Fetch64(s, at + 24));
        a += w;
        b = Rotate(b + a + z, 21);
        var c = a;
        a += x + y;
        b += Rotate(a, 44);
        return (a + z, b + c);
    }

    static ulong Longest(ReadOnlySpan<byte> s)
    {
        const ulong Seed = 81;
        var x = Seed;
        var y = unchecked(Seed * K1 + 113);
        var z = Mix(y * K2 + 113) * K2;
        (ulong First, ulong Second) v = (0, 0), w = (0, 0);
        x = x * K2 + Fetch64(s, 0);
        var end = (s.Length - 1) / 64 * 64;
        var last = end + ((s.Length - 1) & 63) - 63;
        for (var at = 0; at < end; at += 64)
        {
            x = Rotate(x + y + v.First + Fetch64(s, at + 8), 37) * K1;
            y = Rotate(y + v.Second + Fetch64(s, at + 48), 42) * K1;
            x ^= w.Second;
            y += v.First + Fetch64(s, at + 40);
            z = Rotate(z + w.First, 33) * K1;
            v = Weak(s, at, v.Second * K1, x + w.First);
            w = Weak(s, at + 32, z + w.Second, y + Fetch64(s, at + 16));
            (z, x) = (x, z);
        }
        var factor = K1 + ((z & 0xff) << 1);
        w.First += (ulong)((s.Length - 1) & 63);
        v.First += w.First;
        w.First += v.First;
        x = Rotate(x + y + v.First + Fetch64(s, last + 8), 37) * factor;
        y = Rotate(y + v.Second + Fetch64(s, last + 48), 42) * factor;
        x ^= w.Second * 9;
        y += v.First * 9 + Fetch64(s, last + 40);
        z = Rotate(z + w.First, 33) * factor;
        v = Weak(s, last, v.Second * factor, x + w.First);
        w = Weak(s, last + 32, z + w.Second, y + Fetch64(s, last + 16));
        (z, x) = (x, z);
        return Combine(Combine(v.First, w.First, factor) + Mix(y) * K0 + z, Combine(v.Second, w.Second, factor) + x, factor);
    }
}
