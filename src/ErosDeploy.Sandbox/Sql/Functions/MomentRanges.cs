using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Dates and times moved by days and intervals, kept within the years 1 to 9999.</summary>
internal static class MomentRanges
{
    internal const long LeastMicros = -62_135_596_800_000_000, MostMicros = 253_402_300_799_999_999;

    /// <summary>A DATE some days later (`+`) or earlier (`-`).</summary>
    internal static string MovedDays(Binder binder, Typed date, Typed days, string sign) =>
        binder.Once([date, days], o => Kept(SqlType.Date, $"({o[0].Sql} {sign} {o[1].Sql}::INTEGER)", sign, $"{o[1].Sql} || ' DAY", "date", $"{o[0].Sql}::VARCHAR"));

    /// <summary>A DATE, DATETIME or TIMESTAMP moved by an INTERVAL; of a DATE comes a DATETIME or, if wanted, a DATE.</summary>
    internal static string Moved(Binder binder, Typed moment, Typed by, string sign, SqlType result) => binder.Once([moment, by], o =>
    {
        var (x, interval) = (o[0].Sql, o[1].Sql);
        var (name, text) = moment.Type.Kind switch
        {
            TypeKind.Date => ("date", $"{x}::VARCHAR"),
            TypeKind.Datetime => ("datetime", $"bq_datetime_text(epoch_us({x}))"),
            _ => ("timestamp", $"bq_timestamp_text(epoch_us({x}), 'UTC')"),
        };
        var moved = moment.Type.Kind == TypeKind.Timestamp ? $"(CASE WHEN {x} IS NOT NULL THEN {x} {sign} bq.interval_without_months({interval}) END)" : $"({x} {sign} {interval})";
        return Kept(result, result.Kind == TypeKind.Date ? $"{moved}::DATE" : moved, sign, $"'INTERVAL ' || {Casts.IntervalText(interval)} || '", name, text);
    });

    static string Kept(SqlType type, string moved, string sign, string amount, string name, string text) =>
        $"bq.{type.Kind.ToString().ToLowerInvariant()}_kept({moved}, '{(sign == "+" ? "Adding" : "Subtracting")} ' || {amount} {(sign == "+" ? "to" : "from")} {name} ' || {text} || ' causes overflow')";
}
