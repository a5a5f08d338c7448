using System.Globalization;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>First and last byte (inclusive) that a Range header asks for.</summary>
internal sealed record ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;

    public bool IsSatisfiable => First >= 0 && Length > 0;

    /// <summary>The range within a body of a size; null if the header is absent, of another unit or of several ranges.</summary>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal))
            return null;
        var ends = header["bytes=".Length..].Split('-', 2);
        var first = Number(ends[0]);
        var last = ends.Length > 1 ? Number(ends[1]) : null;
        return (first, last) switch
        {
            (null, null) => null,
            (null, { } suffix) => new ByteRange(Math.Max(0, size - suffix), size - 1),
            ({ } from, _) => new ByteRange(from, Math.Min(last ?? long.MaxValue, size - 1)),
        };
    }

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
