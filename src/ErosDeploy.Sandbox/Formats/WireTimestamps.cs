using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>How a client gets TIMESTAMPs.</summary>
internal enum TimestampForm
{
    Seconds,
    Microseconds,
    Iso,
}

/// <summary>Rows are kept with TIMESTAMPs as integer microseconds; a client that does not ask for those gets seconds as a float's text, or ISO 8601.</summary>
internal static class WireTimestamps
{
    /// <summary>Whether a row of such columns changes between the two forms.</summary>
    public static bool Matter(SqlType type) => type.Kind switch
    {
        TypeKind.Timestamp => true,
        TypeKind.Array => Matter(type.Element!),
        TypeKind.Struct => type.Fields.Any(field => Matter(field.Type)),
        _ => false,
    };

    /// <summary>The form that formatOptions ask for; timestampOutputFormat says more than useInt64Timestamp.</summary>
    public static TimestampForm Form(string? format, bool int64) => format switch
    {
        null or "" or "TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED" => int64 ? TimestampForm.Microseconds : TimestampForm.Seconds,
        "FLOAT64" => TimestampForm.Seconds,
        "INT64" => TimestampForm.Microseconds,
        "ISO8601_STRING" => TimestampForm.Iso,
        _ => throw BigQueryException.Invalid($"Invalid value for formatOptions.timestampOutputFormat: {format} is not a valid value", "formatOptions.timestampOutputFormat"),
    };

    /// <summary>Rewrites a row <c>{f:[{v}]}</c> in place.</summary>
    public static void Rewrite(JsonObject row, IReadOnlyList<SqlType> types, TimestampForm form)
    {
        var cells = row["f"]!.AsArray();
        for (var i = 0; i < types.Count; i++)
        {
            if (Matter(types[i]))
                Rewrite(cells[i]!.AsObject(), types[i], form);
        }
    }

    /// <summary>Microseconds as seconds in the service's notation: 1577836800123456 is 1.577836800123456E9.</summary>
    public static string Seconds(string micros)
    {
        var value = long.Parse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (value == 0)
            return "0.0";
        var digits = Math.Abs((decimal)value).ToString(CultureInfo.InvariantCulture);
        var fraction = digits[1..].TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{(fraction.Length == 0 ? "0" : fraction)}E{digits.Length - 7}");
    }

    /// <summary>Microseconds as ISO 8601, with the twelve digits of a fraction that the service writes.</summary>
    public static string Iso(string micros) => DateTimeOffset.UnixEpoch.AddMicroseconds(long.Parse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'000000Z'", CultureInfo.InvariantCulture);

    static void Rewrite(JsonObject cell, SqlType type, TimestampForm form)
    {
        if (cell["v"] is not { } value)
            return;
        if (type.Kind == TypeKind.Timestamp)
            cell["v"] = form == TimestampForm.Iso ? Iso(value.GetValue<string>()) : Seconds(value.GetValue<string>());
        else if (type.Kind == TypeKind.Array)
            RewriteAll(value.AsArray(), type.Element!, form);
        else if (type.Kind == TypeKind.Struct)
            Rewrite(value.AsObject(), [.. type.Fields.Select(field => field.Type)], form);
    }

    static void RewriteAll(JsonArray cells, SqlType element, TimestampForm form)
    {
        foreach (var cell in cells)
            Rewrite(cell!.AsObject(), element, form);
    }
}
