using System.Buffers.Binary;
using System.Numerics;

namespace ErosDeploy.Core.Cloud.Storage;

/// <summary>CRC-32C (Castagnoli) as Cloud Storage writes it: base64 of the big-endian value. Source: RFC 3720, appendix B.4.</summary>
public sealed class Crc32c
{
    uint _state = uint.MaxValue;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32c();
        crc.Append(bytes);
        return crc.ToString();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = _state;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        _state = crc;
    }

    /// <summary>The checksum of what was appended so far.</summary>
    public override string ToString()
    {
        Span<byte> big = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(big, ~_state);
        return Convert.ToBase64String(big);
    }
}
