using System.Globalization;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>When a materialized view's rows are refreshed without being asked, and how old they may be when they are read.</summary>
/// <param name="Interval">The least time between two automatic refreshes.</param>
/// <param name="MaxStaleness">A read may give the rows of a refresh that is no older; null: only what the query gives now.</param>
internal sealed record RefreshOptions(bool IsAutomatic, TimeSpan Interval, TimeSpan? MaxStaleness)
{
    const double DefaultMinutes = 30;

    public static RefreshOptions Of(TableEntry view) => new(
        !view.OtherOptions.TryGetValue("enable_refresh", out var enabled) || !enabled.Equals("false", StringComparison.OrdinalIgnoreCase),
        TimeSpan.FromMinutes(Minutes(view)),
        view.MaxStalenessSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    static double Minutes(TableEntry view) =>
        view.OtherOptions.TryGetValue("refresh_interval_minutes", out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : DefaultMinutes;
}
