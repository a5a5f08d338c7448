using System.Buffers.Binary;
using System.Numerics;

namespace ErosDeploy.Core.Cloud.Storage;

/// <summary>CRC-32C (Castagnoli) as Cloud Storage writes it: base64 of the big-endian value. Source: RFC 3720, appendix B.4.</summary>
public static class Crc32c
{
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> big = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(big, Value(bytes));
        return Convert.ToBase64String(big);
    }

    static uint Value(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
