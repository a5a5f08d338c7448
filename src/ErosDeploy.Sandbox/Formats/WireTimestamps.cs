using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Rows are kept with TIMESTAMPs as integer microseconds; a client that does not ask for those gets seconds as a float's text.</summary>
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

    /// <summary>Rewrites a row <c>{f:[{v}]}</c> in place.</summary>
    public static void ToSeconds(JsonObject row, IReadOnlyList<SqlType> types)
    {
        var cells = row["f"]!.AsArray();
        for (var i = 0; i < types.Count; i++)
        {
            if (Matter(types[i]))
                Rewrite(cells[i]!.AsObject(), types[i]);
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

    static void Rewrite(JsonObject cell, SqlType type)
    {
        if (cell["v"] is not { } value)
            return;
        if (type.Kind == TypeKind.Timestamp)
            cell["v"] = Seconds(value.GetValue<string>());
        else if (type.Kind == TypeKind.Array)
            RewriteAll(value.AsArray(), type.Element!);
        else if (type.Kind == TypeKind.Struct)
            ToSeconds(value.AsObject(), [.. type.Fields.Select(field => field.Type)]);
    }

    static void RewriteAll(JsonArray cells, SqlType element)
    {
        foreach (var cell in cells)
            Rewrite(cell!.AsObject(), element);
    }
}
