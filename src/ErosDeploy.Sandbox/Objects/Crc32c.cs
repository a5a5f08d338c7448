using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>CRC-32C (Castagnoli) over appended bytes; text form is base64 of the big-endian value, as Cloud Storage gives it.</summary>
internal sealed class Crc32c
{
    uint _state = uint.MaxValue;

    public uint Value => ~_state;

    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
            return Convert.ToBase64String(bytes);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            _state = BitOperations.Crc32C(_state, word);
        foreach (var single in bytes[(words.Length * sizeof(ulong))..])
            _state = BitOperations.Crc32C(_state, single);
    }
}
