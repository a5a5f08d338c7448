using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>DuckDB SQL for the parts of dates and times; values are DATE, TIME or TIMESTAMP (never TIMESTAMPTZ) here.</summary>
internal static class DateParts
{
    static readonly string[] Weekdays = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

    internal static string Name(DatePart part) => part.Name.Name.ToUpperInvariant();

    /// <summary>The first day of WEEK or WEEK(day), Sunday = 0; null for other parts.</summary>
    internal static int? WeekStart(Binder binder, DatePart part)
    {
        if (Name(part) != "WEEK") return Name(part) == "ISOWEEK" ? 1 : null;
        if (part.Weekday is null) return 0;
        var day = System.Array.IndexOf(Weekdays, part.Weekday.Name.ToUpperInvariant());
        return day >= 0 ? day : throw binder.Fail(part, $"A valid date part argument for WEEK is required, but found {part.Weekday.Name}");
    }

    internal static string Extract(Binder binder, DatePart part, string x, SqlType type) => Name(part) switch
    {
        "YEAR" => $"year({x})",
        "MONTH" => $"month({x})",
        "DAY" => $"day({x})",
        "QUARTER" => $"quarter({x})",
        "DAYOFWEEK" => $"(dayofweek({x}) + 1)",
        "DAYOFYEAR" => $"dayofyear({x})",
        "ISOWEEK" => $"weekofyear({x})",
        "ISOYEAR" => $"isoyear({x})",
        "WEEK" => $"((dayofyear({x}) + 6 - (dayofweek({x}) - {WeekStart(binder, part)} + 7) % 7) // 7)",
        "HOUR" when type.Kind != TypeKind.Date => $"hour({x})",
        "MINUTE" when type.Kind != TypeKind.Date => $"minute({x})",
        "SECOND" when type.Kind != TypeKind.Date => $"second({x})",
        "MILLISECOND" when type.Kind != TypeKind.Date => $"(millisecond({x}) % 1000)",
        "MICROSECOND" when type.Kind != TypeKind.Date => $"(microsecond({x}) % 1000000)",
        var name => throw NotSupported(binder, part, $"EXTRACT from {type} does not support the {name} date part"),
    };

    internal static BigQueryException NotSupported(Binder binder, DatePart part, string message) => binder.Fail(part, message);

    internal static string Trunc(Binder binder, DatePart part, string x, SqlType type, string function)
    {
        var isDate = type.Kind == TypeKind.Date;
        if (WeekStart(binder, part) is { } start)
            return isDate ? $"({x} - ((dayofweek({x}) - {start} + 7) % 7)::INTEGER)" : $"(date_trunc('day', {x}) - to_days(((dayofweek({x}) - {start} + 7) % 7)::INTEGER))";
        var name = Name(part);
        var allowed = name is "YEAR" or "QUARTER" or "MONTH" or "DAY" or "ISOYEAR" || !isDate && name is "HOUR" or "MINUTE" or "SECOND" or "MILLISECOND" or "MICROSECOND";
        if (type.Kind == TypeKind.Time && name is "YEAR" or "QUARTER" or "MONTH" or "DAY" or "ISOYEAR" || !allowed) throw NotSupported(binder, part, $"{function} does not support the {name} date part");
        if (type.Kind == TypeKind.Time) return $"date_trunc('{name.ToLowerInvariant()}', DATE '1970-01-01' + {x})::TIME";
        return isDate ? $"date_trunc('{name.ToLowerInvariant()}', {x})::DATE" : $"date_trunc('{name.ToLowerInvariant()}', {x})";
    }

    /// <summary>Boundaries crossed from b to a.</summary>
    internal static string Difference(Binder binder, DatePart part, string a, string b, SqlType type, string function)
    {
        var name = Name(part);
        if (WeekStart(binder, part) is { } start)
            return $"((datediff('day', {Trunc(binder, part, b, type, function)}, {Trunc(binder, part, a, type, function)})) // 7)";
        return name switch
        {
            "ISOYEAR" => $"(isoyear({a}) - isoyear({b}))",
            "DAY" when type.Kind == TypeKind.Date => $"({a} - {b})",
            "YEAR" or "QUARTER" or "MONTH" or "DAY" when type.Kind != TypeKind.Time => $"datediff('{name.ToLowerInvariant()}', {b}, {a})",
            "HOUR" or "MINUTE" or "SECOND" or "MILLISECOND" or "MICROSECOND" when type.Kind != TypeKind.Date => $"datediff('{name.ToLowerInvariant()}', {b}, {a})",
            _ => throw NotSupported(binder, part, $"{function} does not support the {name} date part"),
        };
    }

    /// <summary>Whole intervals between two instants, towards zero.</summary>
    internal static string Elapsed(Binder binder, DatePart part, string a, string b)
    {
        long? unit = Name(part) switch
        {
            "DAY" => 86_400_000_000, "HOUR" => 3_600_000_000, "MINUTE" => 60_000_000, "SECOND" => 1_000_000, "MILLISECOND" => 1000, "MICROSECOND" => 1, _ => null,
        };
        if (unit is null) throw NotSupported(binder, part, $"TIMESTAMP_DIFF does not support the {Name(part)} date part");
        var micros = $"(epoch_us({a}) - epoch_us({b}))";
        return unit == 1 ? micros : $"trunc({micros} / {unit})::BIGINT";
    }

    /// <summary>An interval of a number of parts.</summary>
    internal static string Interval(Binder binder, DatePart part, string n) => Name(part) switch
    {
        "YEAR" => $"to_years(({n})::INTEGER)",
        "QUARTER" => $"to_months((3 * {n})::INTEGER)",
        "MONTH" => $"to_months(({n})::INTEGER)",
        "WEEK" => $"to_days((7 * {n})::INTEGER)",
        "DAY" => $"to_days(({n})::INTEGER)",
        "HOUR" => $"to_hours({n})",
        "MINUTE" => $"to_minutes({n})",
        "SECOND" => $"to_microseconds({n} * 1000000)",
        "MILLISECOND" => $"to_microseconds({n} * 1000)",
        "MICROSECOND" => $"to_microseconds({n})",
        var name => throw NotSupported(binder, part, $"INTERVAL does not support the {name} date part"),
    };
}
