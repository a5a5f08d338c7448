using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Reads from the requests which tables are updated, and when by a clock: creations, patches, DDL, loads, row access policies and DML.</summary>
sealed partial class UpdateLog(TimeProvider time)
{
    readonly List<(string Table, DateTimeOffset At, bool MustWait)> _updates = [];

    public void Read(string method, string path, string? body)
    {
        lock (_updates)
            _updates.AddRange(Updates(method, path, body).Select(u => (u.Table, time.GetUtcNow(), u.MustWait)));
    }

    public int Of(string table) => _updates.Count(u => u.Table == table);

    /// <summary>Every update that had to wait and did not: the sixth of a table within the window.</summary>
    public IEnumerable<string> Hasty() =>
        from table in _updates.Select((u, i) => (u.Table, u.At, u.MustWait, Number: i)).GroupBy(u => u.Table)
        from update in table.Where(u => u.MustWait)
        let before = table.Count(u => u.Number <= update.Number && u.At > update.At - TablePace.Window)
        where before > TablePace.Updates
        select $"{update.Table} at {update.At:HH:mm:ss}: {before} updates within {TablePace.Window}";

    static IEnumerable<(string Table, bool MustWait)> Updates(string method, string path, string? body)
    {
        if (method == "POST" && path.EndsWith("/tables", StringComparison.Ordinal))
            yield return (Name(JsonNode.Parse(body!)!["tableReference"]!), true);
        else if (method is "PATCH" or "PUT" or "DELETE" or "POST" && TablePath().Match(path) is { Success: true } match && !path.EndsWith(":getIamPolicy", StringComparison.Ordinal))
            yield return ($"{match.Groups["dataset"].Value}.{match.Groups["table"].Value}", true);
        else if (method == "POST" && path.EndsWith("/jobs", StringComparison.Ordinal))
        {
            var configuration = JsonNode.Parse(body!)!["configuration"]!;
            if (configuration["load"]?["destinationTable"] is { } loaded)
                yield return (Name(loaded), true);
            foreach (Match statement in Statement().Matches((string?)configuration["query"]?["query"] ?? ""))
                yield return ($"{statement.Groups["dataset"].Value}.{statement.Groups["table"].Value}", !statement.Groups["dml"].Success);
        }
    }

    static string Name(JsonNode reference) => $"{reference["datasetId"]}.{reference["tableId"]}";

    [GeneratedRegex("/datasets/(?<dataset>[^/]+)/tables/(?<table>[^/?]+)")]
    private static partial Regex TablePath();

    [GeneratedRegex("((?<dml>DELETE FROM|INSERT INTO)|CREATE (OR REPLACE )?(SNAPSHOT )?(TABLE|VIEW)|DROP (TABLE|VIEW)( IF EXISTS)?) `[^`]+`\\.`(?<dataset>[^`]+)`\\.`(?<table>[^`]+)`")]
    private static partial Regex Statement();
}
