using System.Globalization;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>A chunk's Content-Range: <c>bytes 0-9/100</c>, <c>bytes 0-9/*</c>, <c>bytes */100</c>; without one, or with the open end of <c>bytes 0-*/*</c>, all bytes that are left.</summary>
internal sealed record ChunkRange(long First, bool HasBytes, long? Total, bool IsWhole)
{
    public bool Completes(long received) => IsWhole || received == Total;

    public static ChunkRange Parse(string? header)
    {
        if (header is null)
            return new ChunkRange(0, true, null, true);
        if (!header.StartsWith("bytes ", StringComparison.Ordinal) || header["bytes ".Length..].Split('/') is not [var part, var total])
            throw Invalid(header);
        long? size = total == "*" ? null : Number(total, header);
        return part == "*"
            ? new ChunkRange(0, false, size, false)
            : new ChunkRange(Number(part.Split('-')[0], header), true, size, IsWhole: size is null && part.EndsWith("-*", StringComparison.Ordinal));
    }

    static long Number(string text, string header) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(header);

    static RestException Invalid(string header) => RestException.Invalid($"Failed to parse Content-Range header: {header}", "Content-Range");
}
