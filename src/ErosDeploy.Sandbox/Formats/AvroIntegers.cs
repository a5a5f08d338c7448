using System.Globalization;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Integers of an Avro file as the text of what they stand for.</summary>
internal static class AvroIntegers
{
    public static string Text(long value, TypeKind kind, string? unit) => kind switch
    {
        TypeKind.Date => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TypeKind.Time => new TimeOnly(Micros(value, unit) * TimeSpan.TicksPerMicrosecond).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TypeKind.Datetime => DateTime.UnixEpoch.AddTicks(Micros(value, unit) * TimeSpan.TicksPerMicrosecond)
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TypeKind.Timestamp => (Micros(value, unit) / 1_000_000m).ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    static long Micros(long value, string? unit) => unit?.EndsWith("millis", StringComparison.Ordinal) == true ? value * 1000 : value;
}
