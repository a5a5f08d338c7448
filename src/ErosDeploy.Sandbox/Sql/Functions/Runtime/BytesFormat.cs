using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>CAST between BYTES and STRING with FORMAT: HEX, BASE2, BASE8, BASE16, BASE32, BASE64, BASE64M, ASCII and UTF-8.</summary>
internal static class BytesFormat
{
    const int MimeLine = 76;

    internal static string Write(byte[] bytes, string format) => format.ToUpperInvariant() switch
    {
        "HEX" or "BASE16" => Convert.ToHexString(bytes).ToLowerInvariant(),
        "BASE2" => Bits(bytes, 1),
        "BASE8" => Bits(bytes, 3),
        "BASE32" => Base32.Encode(bytes),
        "BASE64" => Convert.ToBase64String(bytes),
        "BASE64M" => string.Join('\n', Convert.ToBase64String(bytes).Chunk(MimeLine).Select(line => new string(line))),
        "ASCII" => bytes.All(b => b < 128) ? Encoding.ASCII.GetString(bytes) : throw new InvalidOperationException("Invalid ASCII value"),
        "UTF-8" or "UTF8" => BytesRuntime.Decode(bytes),
        _ => throw Unknown(format),
    };

    internal static byte[] Read(string text, string format) => format.ToUpperInvariant() switch
    {
        "HEX" or "BASE16" => BytesRuntime.FromHex(text),
        "BASE2" => FromBits(text, 1),
        "BASE8" => FromBits(text, 3),
        "BASE32" => Base32.Decode(text),
        "BASE64" or "BASE64M" => BytesRuntime.FromBase64(string.Concat(text.Where(c => !char.IsWhiteSpace(c)))),
        "ASCII" => text.All(char.IsAscii) ? Encoding.ASCII.GetBytes(text) : throw new InvalidOperationException("Invalid ASCII value"),
        "UTF-8" or "UTF8" => Encoding.UTF8.GetBytes(text),
        _ => throw Unknown(format),
    };

    static InvalidOperationException Unknown(string format) => new($"Invalid format string: {format}");

    /// <summary>Digits of so many bits, the first one filled up with zeros.</summary>
    static string Bits(byte[] bytes, int size)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        bits = bits.PadLeft((bits.Length + size - 1) / size * size, '0');
        return string.Concat(bits.Chunk(size).Select(digit => Convert.ToInt32(new string(digit), 2)));
    }

    static byte[] FromBits(string text, int size)
    {
        if (text.Any(c => c < '0' || c >= '0' + (1 << size))) throw new InvalidOperationException($"Failed to decode invalid base{1 << size} string");
        var bits = string.Concat(text.Select(c => Convert.ToString(c - '0', 2).PadLeft(size, '0')));
        var whole = bits.Length / 8 * 8;
        if (bits[..(bits.Length - whole)].Contains('1')) whole += 8;
        bits = bits.PadLeft(whole, '0')[^whole..];
        return [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
