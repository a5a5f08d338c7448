using System.Globalization;

namespace ErosDeploy.Views;

/// <summary>Sizes, spans and instants as the table views show them; the same in every culture.</summary>
public static class Readable
{
    static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Three significant digits: <c>512 B</c>, <c>1.46 KiB</c>, <c>39.1 MiB</c>.</summary>
    public static string Size(long? bytes)
    {
        if (bytes is not { } count)
            return "";
        var (value, unit) = ((double)count, 0);
        for (; Math.Abs(value) >= 1023.5 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return $"{Digits(value, unit)} {Units[unit]}";
    }

    /// <summary><c>340 ms</c>, <c>4.2 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => "",
        { TotalMilliseconds: < 999.5 } brief => Invariant($"{brief.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.95 } seconds => Invariant($"{seconds.TotalSeconds:0.0} s"),
        { } longer => Minutes(TimeSpan.FromSeconds(Math.Round(longer.TotalSeconds))),
    };

    /// <summary>UTC to the second: <c>2026-01-31 02:05:00Z</c>.</summary>
    public static string Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Whole numbers in groups of three: <c>44,651</c>.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A measured value to six significant digits.</summary>
    public static string Value(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A change as a share: <c>-21.4 %</c>; what has no bound is <c>more</c>.</summary>
    public static string Change(double? share) => share switch
    {
        null => "",
        double.PositiveInfinity => "more",
        { } value => (value * 100).ToString("+0.0' %';-0.0' %';0' %'", CultureInfo.InvariantCulture),
    };

    /// <summary><c>-30.1 % to -12.0 %</c></summary>
    public static string Interval(double? from, double? to) => from is null || to is null ? "" : $"{Change(from)} to {Change(to)}";

    static string Minutes(TimeSpan span) => span.TotalHours < 1
        ? Invariant($"{(int)span.TotalMinutes} min {span.Seconds:00} s")
        : Invariant($"{(int)span.TotalHours} h {span.Minutes:00} min");

    static string Digits(double value, int unit) =>
        value.ToString(unit == 0 ? "0" : Math.Abs(value) < 9.995 ? "0.00" : Math.Abs(value) < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
