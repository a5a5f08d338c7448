using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal static class NetRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<string, string>("bq_net_host", Host);
        f.AddBytes<string>("bq_net_ip_from_string", FromString);
        f.Add<byte[], string>("bq_net_ip_to_string", bytes => IsAddress(bytes) ? new IPAddress(bytes).ToString() : throw Wrong("NET.IP_TO_STRING() requires the length of the address to be 4 or 16"));
        f.AddBytes<long, long>("bq_net_ip_net_mask", Mask);
        f.AddBytes<byte[], long>("bq_net_ip_trunc", Truncated);
        f.AddBytes<long>("bq_net_ipv4_from_int64", FromInt64);
        f.Add<byte[], long?>("bq_net_ipv4_to_int64", bytes => bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : throw Wrong("NET.IPV4_TO_INT64() requires the length of the address to be 4"));
    }

    static InvalidOperationException Wrong(string message) => new(message);

    static bool IsAddress(byte[] bytes) => bytes.Length is 4 or 16;

    static byte[] FromString(string text)
    {
        var isPlain = !text.Contains('%', StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal);
        var isDotted = text.Contains(':', StringComparison.Ordinal) || text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is > 0 and < 4 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));
        return isPlain && isDotted && IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? address.GetAddressBytes() : throw Wrong($"NET.IP_FROM_STRING() encountered an invalid input: {text}");
    }

    static byte[] Mask(long length, long prefix)
    {
        if (length is not (4 or 16)) throw Wrong("The first argument of NET.IP_NET_MASK() must be either 4 or 16");
        if (prefix < 0 || prefix > length * 8) throw Wrong($"The second argument of NET.IP_NET_MASK() must be in the range from 0 to {length * 8}");
        return [.. Enumerable.Range(0, (int)length).Select(i => (byte)(0xFF00 >> (int)Math.Clamp(prefix - 8 * i, 0, 8)))];
    }

    static byte[] Truncated(byte[] address, long prefix)
    {
        if (!IsAddress(address)) throw Wrong("The first argument of NET.IP_TRUNC() must have a length of 4 or 16");
        if (prefix < 0 || prefix > address.Length * 8) throw Wrong($"The second argument of NET.IP_TRUNC() must be in the range from 0 to {address.Length * 8}");
        return [.. address.Zip(Mask(address.Length, prefix), (a, m) => (byte)(a & m))];
    }

    static byte[] FromInt64(long value)
    {
        if (value is < int.MinValue or > uint.MaxValue) throw Wrong("NET.IPV4_FROM_INT64() requires its argument to be in the range [-0x80000000, 0xFFFFFFFF]");
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    /// <summary>What stands between the scheme and user on the left and the port and path on the right; nothing is made lower case.</summary>
    static string? Host(string text)
    {
        var url = text.Trim(' ', '\t', '\n', '\v', '\f', '\r');
        var begin = SlashesAt(url, 0) ? 2 : AfterScheme(url);
        var end = url.IndexOfAny(['/', '\\', '?', '#'], begin) is >= 0 and var found ? found : url.Length;
        var host = url[begin..end];
        host = host[(host.LastIndexOf('@') + 1)..];
        var bracket = host.StartsWith('[') && host.IndexOfAny(['[', ']'], 1) is > 0 and var close ? close + 1 : host.StartsWith('[') ? host.Length : 0;
        if (host.IndexOf(':', bracket) is >= 0 and var port) host = host[..port];
        host = host.TrimStart('.');
        var bare = host.TrimEnd('.');
        return bare.Length == 0 ? null : host.Length > bare.Length ? bare + "." : bare;
    }

    static bool SlashesAt(string url, int at) => at + 1 < url.Length && url[at] is '/' or '\\' && url[at + 1] is '/' or '\\';

    /// <summary>Behind `scheme://`; a first colon without slashes belongs to the user or port.</summary>
    static int AfterScheme(string url)
    {
        var colon = url.IndexOfAny([':', '/', '\\', '?', '#']);
        return colon >= 0 && url[colon] == ':' && SlashesAt(url, colon + 1) ? colon + 3 : 0;
    }
}
