using static ErosDeploy.CheckStatus;
using static ErosDeploy.HealthSection;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>Each check on data where it passes, warns and fails by the thresholds of eros.json, and is Unknown.</summary>
public sealed class HealthCheckTests(HealthFixture fixture) : IClassFixture<HealthFixture>
{
    /// <summary>Their tables are empty at times, or must not be; only an unreadable table leaves them Unknown.</summary>
    static readonly Dictionary<string, CheckStatus> KnownWhenEmpty = new()
    {
        ["caption-rows"] = Fail,
        ["orphan-assignments"] = Pass,
        ["expired-locks"] = Pass,
        ["duplicate-locks"] = Pass,
    };

    public static TheoryData<HealthSection, string, CheckStatus, string> Cases => [.. Rows.Select(r => (r.Section, r.Id, r.Status, r.Sql))];

    static (HealthSection Section, string Id, CheckStatus Status, string Sql)[] Rows =>
    [
        (HealthSection.Health, "caption-rows", Pass, HealthRows.Captions(1)),
        (HealthSection.Health, "caption-rows", Fail, ""),
        (HealthSection.Health, "statistics-coverage", Pass, HealthRows.Captions(100) + HealthRows.Statistics(99)),
        (HealthSection.Health, "statistics-coverage", Warn, HealthRows.Captions(100) + HealthRows.Statistics(98)),
        (HealthSection.Health, "statistics-coverage", Fail, HealthRows.Captions(100) + HealthRows.Statistics(49)),
        (HealthSection.Health, "wilson-out-of-range", Pass, HealthRows.Statistic("1", "0", "0.0") + HealthRows.Statistic("1", "1", "1.0")),
        (HealthSection.Health, "wilson-out-of-range", Fail, HealthRows.Statistic("1", "1", "1.0000000000000002")),
        (HealthSection.Health, "wilson-out-of-range", Fail, HealthRows.Statistic("1", "1", "-1e-300")),
        (HealthSection.Health, "wilson-out-of-range", Fail, HealthRows.Statistic("1", "1", "CAST('NaN' AS FLOAT64)")),
        (HealthSection.Health, "wilson-missing", Pass, HealthRows.Statistic("1", "2", "NULL")),
        (HealthSection.Health, "wilson-missing", Fail, HealthRows.Statistic("1", "1", "NULL")),
        (HealthSection.Health, "wilson-stale-score", Pass, HealthRows.Statistics(3)),
        (HealthSection.Health, "wilson-stale-score", Fail, HealthRows.Statistic("100", "50", "0.5")),
        (HealthSection.Health, "wilson-stale-score", Fail, HealthRows.Statistic("1", "2", "0.5")),
        (HealthSection.Health, "negative-counts", Pass, HealthRows.Statistic("0", "0", "0.0")),
        (HealthSection.Health, "negative-counts", Fail, HealthRows.Statistic("-1", "0", "NULL")),
        (HealthSection.Health, "negative-counts", Fail, HealthRows.Statistic("1", "-1", "NULL")),
        (HealthSection.Health, "engagements-exceed-views", Pass, HealthRows.Statistic("5", "5", "0.5")),
        (HealthSection.Health, "engagements-exceed-views", Warn, HealthRows.Statistic("5", "6", "NULL", count: 10)),
        (HealthSection.Health, "engagements-exceed-views", Fail, HealthRows.Statistic("5", "6", "NULL", count: 11)),
        (HealthSection.Health, "blank-texts", Pass, HealthRows.Captions(2)),
        (HealthSection.Health, "blank-texts", Fail, HealthRows.Captions(2, text: "  ")),
        (HealthSection.Health, "duplicate-captions", Pass, HealthRows.Captions(2)),
        (HealthSection.Health, "duplicate-captions", Fail, HealthRows.Captions(2) + HealthRows.Captions(1)),
        (HealthSection.Health, "orphan-statistics", Pass, HealthRows.Captions(2) + HealthRows.Statistics(2)),
        (HealthSection.Health, "orphan-statistics", Fail, HealthRows.Captions(1) + HealthRows.Statistics(2)),
        (HealthSection.Health, "orphan-assignments", Pass, HealthRows.Captions(1) + HealthRows.Account + HealthRows.Assignment(1, "a")),
        (HealthSection.Health, "orphan-assignments", Fail, HealthRows.Captions(1) + HealthRows.Account + HealthRows.Assignment(2, "a")),
        (HealthSection.Health, "orphan-assignments", Fail, HealthRows.Captions(1) + HealthRows.Account + HealthRows.Assignment(1, "b")),
        (HealthSection.Health, "expired-locks", Pass, HealthRows.Locks(live: 3, expired: 0)),
        (HealthSection.Health, "expired-locks", Warn, HealthRows.Locks(live: 3, expired: 100)),
        (HealthSection.Health, "expired-locks", Fail, HealthRows.Locks(live: 3, expired: 101)),
        (HealthSection.Health, "duplicate-locks", Pass, HealthRows.Locks(live: 3, expired: 3) + HealthRows.Assignment(1, "a")),
        (HealthSection.Health, "duplicate-locks", Fail, HealthRows.Locks(live: 1, expired: 0) + HealthRows.Locks(live: 1, expired: 0)),
        (HealthSection.Health, "duplicate-locks", Fail, HealthRows.Assignment(1, "a") + HealthRows.Assignment(1, "b")),
        (HealthSection.Health, "statistics-age", Pass, HealthRows.Statistics(1, hoursAgo: 23)),
        (HealthSection.Health, "statistics-age", Warn, HealthRows.Statistics(1, hoursAgo: 25)),
        (HealthSection.Health, "statistics-age", Fail, HealthRows.Statistics(1, hoursAgo: 49)),
        (HealthSection.Health, "events-age", Pass, HealthRows.Events(1, hoursAgo: 23)),
        (HealthSection.Health, "events-age", Warn, HealthRows.Events(1, hoursAgo: 25)),
        (HealthSection.Health, "events-age", Fail, HealthRows.Events(1, hoursAgo: 73)),
        (HealthSection.Health, "feedback-backlog", Pass, HealthRows.FeedbackState + HealthRows.Events(10_000)),
        (HealthSection.Health, "feedback-backlog", Warn, HealthRows.FeedbackState + HealthRows.Events(10_001)),
        (HealthSection.Health, "feedback-backlog", Fail, HealthRows.FeedbackState + HealthRows.Events(100_001)),
        (Performance, "query-count", Pass, HealthRows.Jobs(1)),
        (Performance, "query-mean", Pass, HealthRows.Jobs(2, "500")),
        (Performance, "query-mean", Warn, HealthRows.Jobs(2, "501")),
        (Performance, "query-mean", Fail, HealthRows.Jobs(2, "2001")),
        (Performance, "query-p50", Pass, HealthRows.Jobs(3, "IF(n < 3, 500, 9000)")),
        (Performance, "query-p50", Warn, HealthRows.Jobs(3, "IF(n < 2, 1, 2000)")),
        (Performance, "query-p50", Fail, HealthRows.Jobs(3, "IF(n < 2, 1, 2001)")),
        (Performance, "query-p95", Pass, HealthRows.Jobs(101, "IF(n <= 96, 1000, 9000)")),
        (Performance, "query-p95", Warn, HealthRows.Jobs(101, "IF(n <= 95, 1, 1001)")),
        (Performance, "query-p95", Fail, HealthRows.Jobs(101, "IF(n <= 95, 1, 5001)")),
        (Performance, "query-p99", Pass, HealthRows.Jobs(101, "IF(n <= 100, 2000, 90000)")),
        (Performance, "query-p99", Warn, HealthRows.Jobs(101, "IF(n <= 99, 1, 10000)")),
        (Performance, "query-p99", Fail, HealthRows.Jobs(101, "IF(n <= 99, 1, 10001)")),
        (Performance, "query-failures", Pass, HealthRows.Jobs(100, failed: 1)),
        (Performance, "query-failures", Warn, HealthRows.Jobs(100, failed: 5)),
        (Performance, "query-failures", Fail, HealthRows.Jobs(100, failed: 6)),
        (Performance, "log-p95", Pass, HealthRows.Log(10, 1000)),
        (Performance, "log-p95", Warn, HealthRows.Log(10, 1001)),
        (Performance, "log-p95", Fail, HealthRows.Log(10, 5001)),
        (Performance, "log-failures", Pass, HealthRows.Log(100, 1, failed: 1)),
        (Performance, "log-failures", Warn, HealthRows.Log(100, 1, failed: 5)),
        (Performance, "log-failures", Fail, HealthRows.Log(100, 1, failed: 6)),
        (Cost, "daily-cost", Pass, HealthRows.Jobs(1)),
        (Cost, "top-queries", Pass, HealthRows.Jobs(1)),
        (Cost, "storage", Pass, HealthRows.Storage(1, 1)),
        (Cost, "week-over-week", Pass, HealthRows.Jobs(100, hoursAgo: 200) + HealthRows.Jobs(105)),
        (Cost, "week-over-week", Warn, HealthRows.Jobs(100, hoursAgo: 200) + HealthRows.Jobs(106)),
        (Cost, "week-over-week", Fail, HealthRows.Jobs(100, hoursAgo: 200) + HealthRows.Jobs(126)),
        (Cost, "large-queries", Pass, HealthRows.Jobs(2, bytes: "100000000")),
        (Cost, "large-queries", Warn, HealthRows.Jobs(2, bytes: "100000001")),
        (Cost, "slow-queries", Pass, HealthRows.Jobs(2, "5000")),
        (Cost, "slow-queries", Warn, HealthRows.Jobs(2, "5001")),
        (Cost, "frequent-queries", Pass, HealthRows.Jobs(10_000)),
        (Cost, "frequent-queries", Warn, HealthRows.Jobs(10_001)),
        (Emv, "week-over-week", Pass, HealthRows.Events(100, 20, hoursAgo: 200) + HealthRows.Events(100, 23)),
        (Emv, "week-over-week", Warn, HealthRows.Events(100, 20, hoursAgo: 200) + HealthRows.Events(100, 19)),
        (Emv, "week-over-week", Fail, HealthRows.Events(100, 20, hoursAgo: 200) + HealthRows.Events(100, 17)),
        (Emv, "daily", Pass, HealthRows.Events(10, 5)),
        (Emv, "category", Pass, HealthRows.Captions(1) + HealthRows.Events(10, 5)),
        (Emv, "size-class", Pass, HealthRows.Account + HealthRows.Events(10, 5)),
        (Emv, "engagement-rate", Pass, HealthRows.Events(10, 5)),
        (Emv, "revenue", Pass, HealthRows.Events(10, 5)),
        (Emv, "wilson-distribution", Pass, HealthRows.Statistics(10)),
        (Emv, "selection-return", Pass, HealthRows.Captions(1) + HealthRows.Statistics(1) + HealthRows.Events(10, 5)),
        (Emv, "selection-return", Warn, HealthRows.Captions(1) + HealthRows.Statistics(1) + HealthRows.Events(10, 5)
            + "INSERT INTO caption_performance_log (event_id, caption_id, viewed, engaged, earnings, occurred_at) VALUES ('better', 2, TRUE, TRUE, 100, CURRENT_TIMESTAMP());\n"),
        (Deployment, "daily-errors", Pass, HealthRows.Jobs(100, failed: 2)),
        (Deployment, "daily-errors", Warn, HealthRows.Jobs(100, failed: 5)),
        (Deployment, "daily-errors", Fail, HealthRows.Jobs(100, failed: 6)),
        (Deployment, "error-change", Pass, HealthRows.Jobs(100, failed: 2, hoursAgo: 1) + HealthRows.Jobs(100, failed: 2, hoursAgo: 0)),
        (Deployment, "error-change", Warn, HealthRows.Jobs(100, failed: 2, hoursAgo: 1) + HealthRows.Jobs(100, failed: 3, hoursAgo: 0)),
        (Deployment, "error-change", Fail, HealthRows.Jobs(100, failed: 2, hoursAgo: 1) + HealthRows.Jobs(100, failed: 5, hoursAgo: 0)),
        (Deployment, "recent-failures", Pass, HealthRows.Jobs(20, failed: 20, hoursAgo: 0)),
        (Deployment, "recent-failures", Unknown, HealthRows.Jobs(19, hoursAgo: 0) + HealthRows.Jobs(50, hoursAgo: 1)),
        (Deployment, "recent-p95", Pass, HealthRows.Jobs(20, hoursAgo: 0)),
        (Deployment, "recent-p95", Unknown, HealthRows.Jobs(20, failed: 1, hoursAgo: 0)),
        (Deployment, "recent-cost", Pass, HealthRows.Jobs(20, hoursAgo: 0)),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task Check_judges(HealthSection section, string id, CheckStatus expected, string rows)
    {
        var check = await fixture.JudgeAsync(section, id, rows);

        Assert.True(check.Status == expected, $"{check.Status} at {check.Value} of {check.SampleSize}: {check.Detail}");
    }

    [Fact]
    public void Every_check_is_judged_in_each_state_that_its_thresholds_have()
    {
        var missing = fixture.Definitions.SelectMany(d => new (CheckStatus Status, bool Has)[] { (Pass, true), (Warn, d.Warn is not null && d.Warn != d.Fail), (Fail, d.Fail is not null) }
            .Where(s => s.Has && !Rows.Any(r => r.Section == d.Section && r.Id == d.Id && r.Status == s.Status))
            .Select(s => $"{d.Section}/{d.Id} {s.Status}"));

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Empty_sources_are_unknown()
    {
        await fixture.FillAsync("");
        foreach (var definition in fixture.Definitions)
        {
            var check = await fixture.JudgeAsync(definition);
            Assert.True(check.Status == KnownWhenEmpty.GetValueOrDefault(definition.Id, Unknown), $"{definition.Id}: {check.Status} at {check.Value}");
        }
    }

    [Fact]
    public async Task Figures_equal_the_hand_computed_to_the_last_digit()
    {
        await fixture.FillAsync(
            HealthRows.Jobs(101, "10 * (n - 1)", bytes: "1048576")
            + HealthRows.Jobs(50, "99999", failed: 50) + HealthRows.Jobs(50, "99999", statement: "SCRIPT") + HealthRows.Jobs(50, "99999", type: "probe")
            + HealthRows.Jobs(50, "99999", hoursAgo: 30, bytes: "0"));

        Assert.Equal((500d, 500d, 950d, 990d), (await ValueAsync(Performance, "query-mean"), await ValueAsync(Performance, "query-p50"), await ValueAsync(Performance, "query-p95"), await ValueAsync(Performance, "query-p99")));
        Assert.Equal(50d / 151, await ValueAsync(Performance, "query-failures"));
        Assert.Equal((101 * 1048576 + 50 * 1000) / Math.Pow(2, 40) * 6.25 / 7, await ValueAsync(Cost, "daily-cost"));
        Assert.Equal((101 * 1048576 + 50 * 1000) / Math.Pow(2, 40) * 6.25, await ValueAsync(Cost, "top-queries"));
    }

    [Fact]
    public async Task What_a_watch_looks_at_is_the_last_half_hour_of_others()
    {
        await fixture.FillAsync(
            HealthRows.Jobs(101, "10 * (n - 1)", bytes: "1048576", hoursAgo: 0) + HealthRows.Jobs(25, "99999", failed: 25, hoursAgo: 0)
            + HealthRows.Jobs(50, "99999", hoursAgo: 0, bytes: "9999999", label: "eros_run") + HealthRows.Jobs(50, "99999", hoursAgo: 0, statement: "SCRIPT") + HealthRows.Jobs(50, "99999", bytes: "9999999"));

        Assert.Equal((25d / 126, 950d), (await ValueAsync(Deployment, "recent-failures"), await ValueAsync(Deployment, "recent-p95")));
        Assert.Equal(1048576 / Math.Pow(2, 40) * 6.25 * 1000, (await ValueAsync(Deployment, "recent-cost"))!.Value, 15);
    }

    [Fact]
    public async Task Costs_are_of_the_prices_in_eros_json()
    {
        const long tib = 1L << 40, gib = 1L << 30;
        await fixture.FillAsync(
            HealthRows.Jobs(1, bytes: $"{7 * tib}") + HealthRows.Jobs(1, bytes: $"{2 * tib}", hoursAgo: 200)
            + HealthRows.Storage(3 * gib, 5 * gib) + HealthRows.Storage(gib, 0) + HealthRows.Storage(9 * gib, 9 * gib, dataset: "another"));

        Assert.Equal((6.25, 43.75, 2.5), (await ValueAsync(Cost, "daily-cost"), await ValueAsync(Cost, "top-queries"), await ValueAsync(Cost, "week-over-week")));
        Assert.Equal((4 * gib * 0.02 + 5 * gib * 0.01) / gib, await ValueAsync(Cost, "storage"));
    }

    [Fact]
    public async Task A_query_whose_bill_is_not_known_counts_with_ten_megabytes_for_each_table()
    {
        await fixture.FillAsync(HealthRows.Jobs(1, bytes: "1000", billed: "NULL", tables: 3) + HealthRows.Jobs(1, bytes: "40000000", billed: "NULL", tables: 2) + HealthRows.Jobs(5, bytes: "0", billed: "NULL"));

        Assert.Equal((3 * 10485760 + 40000000) / Math.Pow(2, 40) * 6.25, await ValueAsync(Cost, "top-queries"));
    }

    [Fact]
    public async Task Only_the_ten_dearest_queries_count_as_such()
    {
        await fixture.FillAsync(string.Concat(Enumerable.Range(1, 12).Select(n => HealthRows.Jobs(1, bytes: $"{n}000000", hash: $"q{n:00}"))));
        var check = await fixture.JudgeAsync(fixture.Definitions.Single(d => d.Id == "top-queries"));

        Assert.Equal(75_000_000 / Math.Pow(2, 40) * 6.25, check.Value!.Value, 15);
        Assert.StartsWith("q12 0.0001 in 1 runs, q11", check.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("q02", check.Detail, StringComparison.Ordinal);
    }

    async Task<double?> ValueAsync(HealthSection section, string id) => (await fixture.JudgeAsync(fixture.Definitions.Single(d => d.Section == section && d.Id == id))).Value;
}

/// <summary>A dataset whose tables are gone.</summary>
public sealed class UnreadableHealthTests(HealthFixture fixture) : IClassFixture<HealthFixture>
{
    [Fact]
    public async Task Checks_that_read_a_missing_table_are_unknown_and_say_which()
    {
        await fixture.DropAsync();
        foreach (var definition in fixture.Definitions)
        {
            var check = await fixture.JudgeAsync(definition);
            Assert.True(check.Status == Unknown && check.Detail is { Length: > 0 }, $"{definition.Id}: {check.Status} at {check.Value}");
        }
    }
}
