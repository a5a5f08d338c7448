using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>
/// A zone's offsets to the second, from the machine's tz database: .NET rounds those of local mean time, which all zones once had and the last one until
/// 1972, to minutes. Where there is no such database, as on Windows, .NET's offsets stand.
/// </summary>
internal sealed class ZoneHistory
{
    /// <summary>From 1973 on all offsets are whole minutes. Microseconds since 1970.</summary>
    internal const long End = 94_694_400_000_000;

    const int HeaderLength = 44;
    static readonly ConcurrentDictionary<string, ZoneHistory?> Known = new(StringComparer.Ordinal);

    readonly long[] _moments;
    readonly int[] _offsets;

    /// <summary>Moments in seconds at which the offset of the same place plus one begins.</summary>
    ZoneHistory(long[] moments, int[] offsets) => (_moments, _offsets) = (moments, offsets);

    internal static ZoneHistory? Of(TimeZoneInfo zone) => Known.GetOrAdd(zone.Id, Read);

    /// <summary>Seconds by which the zone's clocks are ahead of UTC.</summary>
    internal int OffsetAt(long utcMicros)
    {
        var at = Array.BinarySearch(_moments, Seconds(utcMicros));
        return _offsets[at >= 0 ? at + 1 : ~at];
    }

    /// <summary>As above for the time that the clocks show; at a change of clocks it is the offset before it.</summary>
    internal int OffsetOfLocal(long localMicros)
    {
        var local = Seconds(localMicros);
        var at = _moments.Length - 1;
        while (at >= 0 && _moments[at] + _offsets[at] > local) at--;
        return at >= 0 && local < _moments[at] + _offsets[at + 1] ? _offsets[at] : _offsets[at + 1];
    }

    static long Seconds(long micros) => (micros - DateTimes.Modulo(micros, 1_000_000)) / 1_000_000;

    static ZoneHistory? Read(string id)
    {
        var folder = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } given ? given : "/usr/share/zoneinfo";
        var path = Path.Combine(folder, id);
        return id.Length > 0 && id[0] is not ('+' or '-' or '/') && !id.Contains("..", StringComparison.Ordinal) && File.Exists(path) ? Parse(File.ReadAllBytes(path)) : null;
    }

    /// <summary>The second block of RFC 8536, whose times have 64 bits; null for another kind of file.</summary>
    static ZoneHistory? Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file.StartsWith("TZif"u8) || file[4] < '2') return null;
        var old = Counts(file);
        file = file[(HeaderLength + old.Transitions * 5 + old.Types * 6 + old.Characters + old.Leaps * 8 + old.Standard + old.Universal)..];
        var counts = Counts(file);
        var times = file[HeaderLength..];
        var kinds = times[(counts.Transitions * 8)..];
        var types = kinds[counts.Transitions..];
        var (moments, offsets) = (new long[counts.Transitions], new int[counts.Transitions + 1]);
        offsets[0] = BinaryPrimitives.ReadInt32BigEndian(types);
        for (var i = 0; i < counts.Transitions; i++)
        {
            moments[i] = BinaryPrimitives.ReadInt64BigEndian(times[(i * 8)..]);
            offsets[i + 1] = BinaryPrimitives.ReadInt32BigEndian(types[(kinds[i] * 6)..]);
        }
        return new(moments, offsets);
    }

    static (int Universal, int Standard, int Leaps, int Transitions, int Types, int Characters) Counts(ReadOnlySpan<byte> header)
    {
        var numbers = new int[6];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt32BigEndian(header[(20 + i * 4)..]);
        return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
