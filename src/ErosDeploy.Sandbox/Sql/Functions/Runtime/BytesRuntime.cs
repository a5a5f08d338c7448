using System.Security.Cryptography;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

internal static class BytesRuntime
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    internal static void Register(DuckFunctions f)
    {
        f.AddBytes<byte[]>("bq_bytes_text_lossy", WellFormed);
        f.AddBytes<byte[], long, long>("bq_bytes_substr", Substring);
        f.AddBytes<byte[], long>("bq_bytes_right", (bytes, n) => bytes[^(int)Math.Min(n, bytes.Length)..]);
        f.AddBytes<byte[], long>("bq_bytes_repeat", (bytes, n) => [.. Enumerable.Repeat(bytes, (int)n).SelectMany(b => b)]);
        f.AddBytes<byte[]>("bq_bytes_reverse", bytes => [.. bytes.AsEnumerable().Reverse()]);
        f.AddBytes<byte[]>("bq_bytes_not", bytes => [.. bytes.Select(b => (byte)~b)]);
        f.AddBytes<byte[], byte[], string>("bq_bytes_bitwise", Bitwise);
        f.AddBytes<byte[], long, string>("bq_bytes_shift", Shift);
        f.AddBytes<byte[]>("bq_bytes_lower", bytes => [.. bytes.Select(b => b is >= 65 and <= 90 ? (byte)(b + 32) : b)]);
        f.AddBytes<byte[]>("bq_bytes_upper", bytes => [.. bytes.Select(b => b is >= 97 and <= 122 ? (byte)(b - 32) : b)]);
        f.Add<byte[], byte[], long?>("bq_bytes_strpos", (bytes, part) => bytes.AsSpan().IndexOf(part) + 1);
        f.Add<byte[], byte[], long, long, long?>("bq_bytes_instr", (bytes, part, position, occurrence) => TextRuntime.Instr(Latin(bytes), Latin(part), position, occurrence));
        f.Add<byte[], byte[], bool?>("bq_bytes_starts", (bytes, part) => bytes.AsSpan().StartsWith(part));
        f.Add<byte[], byte[], bool?>("bq_bytes_ends", (bytes, part) => bytes.AsSpan().EndsWith(part));
        f.AddBytes<byte[], byte[], byte[]>("bq_bytes_replace", (bytes, from, to) => Latin(from).Length == 0 ? bytes : FromLatin(Latin(bytes).Replace(Latin(from), Latin(to), StringComparison.Ordinal)));
        f.AddBytes<byte[], byte[]>("bq_bytes_trim", (bytes, set) => bytes.AsSpan().Trim(set).ToArray());
        f.AddBytes<byte[], byte[]>("bq_bytes_ltrim", (bytes, set) => bytes.AsSpan().TrimStart(set).ToArray());
        f.AddBytes<byte[], byte[]>("bq_bytes_rtrim", (bytes, set) => bytes.AsSpan().TrimEnd(set).ToArray());
        f.AddBytes<byte[], long, byte[]>("bq_bytes_lpad", (bytes, n, pad) => [.. Filling(bytes, n, pad), .. bytes.Take((int)n)]);
        f.AddBytes<byte[], byte[], byte[]>("bq_bytes_translate", Translate);
        f.AddBytes<byte[], long, byte[]>("bq_bytes_rpad", (bytes, n, pad) => [.. bytes.Take((int)n), .. Filling(bytes, n, pad)]);
        f.Add<long, string>("bq_byte_hex", code => code is >= 0 and <= 255 ? code.ToString("X2", System.Globalization.CultureInfo.InvariantCulture) : throw new InvalidOperationException(FormattableString.Invariant($"Invalid extended ASCII code points {code}")));
        f.Add<byte[], byte[], string>("bq_bytes_split", (bytes, part) => "[" + string.Join(",", Split(bytes, part).Select(b => $"\"{Convert.ToHexString(b)}\"")) + "]");
        f.Add<byte[], long?>("bq_bytes_bit_count", bytes => bytes.Sum(b => (long)System.Numerics.BitOperations.PopCount(b)));
        f.AddBytes<byte[], long>("bq_limit_bytes", (bytes, limit) => bytes.Length <= limit ? bytes : throw new InvalidOperationException(FormattableString.Invariant($"Value of length {bytes.Length} exceeds maximum length of BYTES({limit})")));
        f.Add<byte[], byte[], bool?>("bq_bytes_like", (bytes, pattern) => System.Text.RegularExpressions.Regex.IsMatch(Latin(bytes), LikePattern(Latin(pattern)), System.Text.RegularExpressions.RegexOptions.Singleline));
        f.Add<byte[], long?>("bq_farm_fingerprint", bytes => (long)FarmHash.Fingerprint64(bytes));
        f.AddBytes<byte[]>("bq_sha512", SHA512.HashData);
        f.AddBytes<string>("bq_from_hex", text => FromHex(text));
        f.AddBytes<string>("bq_from_base64", FromBase64);
        f.Add<byte[], string>("bq_to_base32", Base32.Encode);
        f.AddBytes<string>("bq_from_base32", Base32.Decode);
        f.Add<byte[], string, string>("bq_bytes_format", BytesFormat.Write);
        f.AddBytes<string, string>("bq_bytes_parse", BytesFormat.Read);
    }

    /// <summary>As UTF-8, with U+FFFD for every byte that is none.</summary>
    static byte[] WellFormed(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var rest = bytes.AsSpan(); rest.Length > 0;)
        {
            var isValid = Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            text.Append(isValid ? rune.ToString() : new string('\uFFFD', length));
            rest = rest[length..];
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static IEnumerable<byte[]> Split(byte[] bytes, byte[] separator)
    {
        if (separator.Length == 0 && bytes.Length > 0) return bytes.Select(b => new[] { b });
        return Latin(bytes).Split(Latin(separator)).Select(FromLatin);
    }

    static byte[] Bitwise(byte[] left, byte[] right, string symbol)
    {
        if (left.Length != right.Length) throw new InvalidOperationException(FormattableString.Invariant($"Bitwise binary operator for BYTES requires equal length of the inputs. Got {left.Length} bytes on the left hand side and {right.Length} bytes on the right hand side."));
        return [.. left.Zip(right, (a, b) => (byte)(symbol switch { "&" => a & b, "|" => a | b, _ => a ^ b }))];
    }

    /// <summary>As one number of as many bits, the highest byte first.</summary>
    static byte[] Shift(byte[] bytes, long count, string symbol)
    {
        if (count < 0) throw new InvalidOperationException(FormattableString.Invariant($"Bitwise shift operators do not support negative shift counts: {count}"));
        var number = new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var width = bytes.Length * 8;
        if (count >= width) return new byte[bytes.Length];
        var shifted = symbol == "<<" ? number << (int)count & (System.Numerics.BigInteger.One << width) - 1 : number >> (int)count;
        var significant = shifted.ToByteArray(isUnsigned: true, isBigEndian: true);
        var result = new byte[bytes.Length];
        significant.AsSpan(Math.Max(0, significant.Length - result.Length)).CopyTo(result.AsSpan(Math.Max(0, result.Length - significant.Length)));
        return result;
    }

    static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    static byte[] FromLatin(string text) => Encoding.Latin1.GetBytes(text);

    static string LikePattern(string like)
    {
        TextRuntime.CheckLike(like);
        var pattern = new StringBuilder("^");
        for (var i = 0; i < like.Length; i++)
        {
            if (like[i] == '\\' && i + 1 < like.Length) pattern.Append(System.Text.RegularExpressions.Regex.Escape(like[++i].ToString()));
            else pattern.Append(like[i] switch { '%' => ".*", '_' => ".", var c => System.Text.RegularExpressions.Regex.Escape(c.ToString()) });
        }
        return pattern.Append("\\z").ToString();
    }

    internal static string Decode(byte[] bytes)
    {
        try { return Strict.GetString(bytes); }
        catch (DecoderFallbackException) { throw new InvalidOperationException("Invalid cast of bytes to UTF8 string"); }
    }

    static byte[] Substring(byte[] bytes, long start, long length)
    {
        if (length < 0) throw new InvalidOperationException("Third argument in SUBSTR() cannot be negative");
        var from = start > 0 ? start - 1 : start == 0 ? 0 : Math.Max(0, bytes.Length + start);
        return from >= bytes.Length ? [] : bytes.AsSpan((int)from, (int)Math.Min(length, bytes.Length - from)).ToArray();
    }

    static byte[] Filling(byte[] bytes, long length, byte[] pad)
    {
        TextRuntime.CheckPadding(length, pad.Length);
        return [.. Enumerable.Range(0, (int)Math.Max(0, length - bytes.Length)).Select(i => pad[i % pad.Length])];
    }

    static byte[] Translate(byte[] bytes, byte[] from, byte[] to)
    {
        if (from.GroupBy(b => b).FirstOrDefault(g => g.Skip(1).Any()) is { } twice) throw new InvalidOperationException(FormattableString.Invariant($"Duplicate byte 0x{twice.Key:x2} in TRANSLATE source bytes"));
        return [.. bytes.Where(b => Array.IndexOf(from, b) < to.Length).Select(b => Array.IndexOf(from, b) is >= 0 and var at ? to[at] : b)];
    }

    internal static byte[] FromHex(string text)
    {
        try { return Convert.FromHexString(text.Length % 2 == 0 ? text : "0" + text); }
        catch (FormatException) { throw new InvalidOperationException($"Failed to decode invalid hexadecimal string: {text}"); }
    }

    internal static byte[] FromBase64(string text)
    {
        try { return Convert.FromBase64String(text.TrimEnd('=') is var bare && bare.Length % 4 != 0 ? bare.PadRight((bare.Length + 3) / 4 * 4, '=') : bare); }
        catch (FormatException) { throw new InvalidOperationException("Failed to decode invalid base64 string"); }
    }
}
