using System.Globalization;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Wire texts as exports spell them.</summary>
internal static class PlainText
{
    public static string Of(TypeKind kind, string wire) => kind == TypeKind.Timestamp ? Timestamp(wire) : wire;

    static string Timestamp(string micros)
    {
        var value = long.Parse(micros, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var time = DateTime.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond);
        var form = value % 1_000_000 == 0 ? "yyyy-MM-dd HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss.ffffff 'UTC'";
        return time.ToString(form, CultureInfo.InvariantCulture);
    }
}
