using System.Text.RegularExpressions;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>Each event counts exactly once, whatever happens; the legacy loop goes through the same and counts more.</summary>
public sealed class FeedbackLoopTests : IAsyncLifetime
{
    const string Loop = "phase2/02_feedback_loop.sql";

    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    readonly PayloadWarehouse _warehouse = new();

    public async ValueTask InitializeAsync()
    {
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync(["baseline/01_tables.sql", "phase1/01_wilson_score.sql", "phase2/01_feedback_tables.sql", Loop], Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Repeated_late_and_duplicate_events_count_once()
    {
        await SendAsync("SELECT CONCAT('e', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n AS minutes FROM UNNEST(GENERATE_ARRAY(1, 90)) AS n");
        await FoldAsync(40, runs: 4);
        Assert.Equal("90 events, 90 views in 3 captions", await CountedAsync());

        await SendAsync("SELECT CONCAT('e', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n AS minutes FROM UNNEST(GENERATE_ARRAY(1, 90)) AS n");
        await SendAsync("SELECT CONCAT('late', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n * 100000 AS minutes FROM UNNEST(GENERATE_ARRAY(1, 9)) AS n");
        await FoldAsync(1000, runs: 3);
        Assert.Equal("99 events, 99 views in 3 captions", await CountedAsync());
    }

    [Fact]
    public async Task A_caption_that_nobody_knows_gets_its_row()
    {
        await SendAsync("SELECT 'e' AS id, -9223372036854775807 AS caption, 1 AS minutes");
        await FoldAsync(10, runs: 2);

        Assert.Equal(1, await _warehouse.CountAsync("SELECT total_views FROM caption_bandit_stats WHERE caption_id = -9223372036854775807", Token));
    }

    [Fact]
    public async Task Legacy_loop_counts_the_same_events_at_every_run()
    {
        await _warehouse.RunAsync(["baseline/02_wilson.sql", "baseline/06_feedback_loop.sql"], Token);
        await _warehouse.QueryAsync("INSERT INTO caption_bandit_stats (caption_id, total_views, engagement_count) SELECT n, 0, 0 FROM UNNEST([0, 1, 2]) AS n", Token);
        await SendAsync("SELECT CONCAT('e', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n AS minutes FROM UNNEST(GENERATE_ARRAY(1, 90)) AS n");
        await FoldAsync(1000, runs: 4);

        Assert.Equal(4 * 90, await _warehouse.CountAsync("SELECT SUM(total_views) FROM caption_bandit_stats", Token));
    }

    [Fact]
    public async Task Two_loops_at_once_count_once()
    {
        await SendAsync("SELECT CONCAT('e', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n AS minutes FROM UNNEST(GENERATE_ARRAY(1, 90)) AS n");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryFoldAsync("update_caption_stats_batch")));
        await FoldAsync(1000, runs: 1);

        Assert.Equal("90 events, 90 views in 3 captions", await CountedAsync());
    }

    /// <summary>With the handler, as an error leaves it, and without, as a session that is gone leaves it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_after_any_statement_loses_and_repeats_nothing(bool handled)
    {
        var text = await LoopTextAsync(handled);
        var statements = Regex.Matches(text, @";\n(?! *(?:DECLARE|END;\Z))", RegexOptions.None, TimeSpan.FromSeconds(1)).Skip(1).ToList();
        var expected = 0;
        var crashes = 0;
        foreach (var end in statements.Where(s => !text[s.Index..].StartsWith(";\nEND;", StringComparison.Ordinal)))
        {
            await SendAsync($"SELECT CONCAT('e', CAST(n AS STRING)) AS id, MOD(n, 3) AS caption, n AS minutes FROM UNNEST(GENERATE_ARRAY({expected + 1}, {expected + 5})) AS n");
            expected += 5;
            await _warehouse.QueryAsync(text.Insert(end.Index + 2, "RAISE USING MESSAGE = 'crash';\n"), Token);
            crashes += await TryFoldAsync("crashing_batch") ? 0 : 1;
            await FoldAsync(1000, runs: 2);
            Assert.Equal($"{expected} events, {expected} views in 3 captions", await CountedAsync());
        }
        Assert.True(crashes >= 12, $"only {crashes} of {statements.Count} statements were reached");
    }

    [Fact]
    public async Task A_million_events_count_once()
    {
        await SendAsync(
            """
            SELECT CONCAT('e', CAST(MOD(n, 990000) AS STRING)) AS id, MOD(MOD(n, 990000), 5000) AS caption, MOD(MOD(n, 990000), 700000) AS minutes
            FROM UNNEST(GENERATE_ARRAY(1, 1000000)) AS n
            """);
        await FoldAsync(400_000, runs: 4);

        Assert.Equal("990000 events, 990000 views in 5000 captions", await CountedAsync());
        Assert.Equal(0, await _warehouse.CountAsync("SELECT COUNTIF(total_views <> 198) FROM caption_bandit_stats", Token));
    }

    /// <summary>The procedure under another name; without its handler, an error ends the script inside the transaction.</summary>
    static async Task<string> LoopTextAsync(bool handled)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SqlFolder.Path, Loop), Token);
        var text = ScriptText.Of(Loop, bytes).For(SqlFolder.Target);
        var procedure = text[text.IndexOf("CREATE OR REPLACE PROCEDURE", StringComparison.Ordinal)..].TrimEnd().Replace("update_caption_stats_batch`", "crashing_batch`", StringComparison.Ordinal);
        var handler = procedure.IndexOf("  EXCEPTION WHEN ERROR THEN", StringComparison.Ordinal);
        return handled ? procedure : procedure[..handler] + "  END;\nEND;";
    }

    async Task SendAsync(string events) => await _warehouse.QueryAsync(
        $"""
        INSERT INTO caption_performance_log (event_id, caption_id, account_id, viewed, engaged, earnings, occurred_at)
        SELECT id, caption, 'account', TRUE, MOD(minutes, 2) = 0, NUMERIC '0.1', TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL minutes MINUTE) FROM ({events})
        """, Token);

    async Task FoldAsync(int size, int runs)
    {
        for (var run = 0; run < runs; run++)
            await _warehouse.QueryAsync($"CALL update_caption_stats_batch({size})", Token);
    }

    async Task<bool> TryFoldAsync(string procedure)
    {
        try
        {
            await _warehouse.QueryAsync($"CALL {procedure}(1000)", Token);
            return true;
        }
        catch (ErosException)
        {
            return false;
        }
    }

    async Task<string?> CountedAsync() => (await _warehouse.QueryAsync(
        """
        SELECT FORMAT('%d events, %d views in %d captions', (SELECT COUNT(DISTINCT event_id) FROM caption_feedback_events), SUM(total_views), COUNT(*)) AS counted
        FROM caption_bandit_stats
        """, Token)).Single().Text("counted");
}
