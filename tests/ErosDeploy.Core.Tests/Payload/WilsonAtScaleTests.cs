namespace ErosDeploy.Core.Tests.Payload;

/// <summary>What phase 1 promises of the bounds, over a million random counts up to ten thousand million views, in the engine.</summary>
public sealed class WilsonAtScaleTests : IAsyncLifetime
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    readonly PayloadWarehouse _warehouse = new();

    public async ValueTask InitializeAsync()
    {
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync("phase1/01_wilson_score.sql", Token);
        await _warehouse.QueryAsync(
            """
            CREATE TABLE counts AS
            SELECT
              n,
              size AS views,
              CASE MOD(n, 50) WHEN 0 THEN 0 WHEN 1 THEN size ELSE MOD(FARM_FINGERPRINT(CONCAT('part', CAST(n AS STRING))) & 4611686018427387903, size + 1) END AS engagements
            FROM (
              SELECT n, 1 + MOD(FARM_FINGERPRINT(CONCAT('size', CAST(n AS STRING))) & 4611686018427387903, CAST(POW(10, 1 + MOD(n, 10)) AS INT64)) AS size
              FROM UNNEST(GENERATE_ARRAY(1, 1000000)) AS n)
            """, Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Bounds_keep_range_order_and_symmetry()
    {
        var row = (await _warehouse.QueryAsync(
            """
            SELECT
              COUNT(*) AS counted,
              COUNTIF((0 <= here.lower_bound AND here.lower_bound <= rate AND rate <= here.upper_bound AND here.upper_bound <= 1) IS NOT TRUE) AS disordered,
              COUNTIF((ABS(here.lower_bound - (1 - mirrored.upper_bound)) <= 1.2e-16) IS NOT TRUE) AS asymmetric,
              COUNTIF(rate IN (0, 1)) AS edges,
              COUNTIF((rate = 0 AND here.lower_bound <> 0) OR (rate = 1 AND here.upper_bound <> 1)) AS inexact_edges
            FROM (
              SELECT
                engagements / views AS rate,
                wilson_score_interval(engagements, views, 0.95) AS here,
                wilson_score_interval(views - engagements, views, 0.95) AS mirrored
              FROM counts)
            """, Token)).Single();

        Assert.Equal(1_000_000, row.Get<long>("counted"));
        Assert.True(row.Get<long>("edges") >= 40_000);
        Assert.Equal((0L, 0L, 0L), (row.Get<long>("disordered"), row.Get<long>("asymmetric"), row.Get<long>("inexact_edges")));
    }

    [Fact]
    public async Task Lower_bound_rises_with_engagements_and_falls_with_views()
    {
        var row = (await _warehouse.QueryAsync(
            """
            SELECT
              COUNTIF((score >= 0 AND more_engaged >= score) IS NOT TRUE) AS falling,
              COUNTIF((more_viewed <= score) IS NOT TRUE) AS rising
            FROM (
              SELECT
                calculate_wilson_score(engagements, views) AS score,
                calculate_wilson_score(engagements + 1, views + 1) AS more_engaged,
                calculate_wilson_score(engagements, views + 1) AS more_viewed
              FROM counts)
            """, Token)).Single();

        Assert.Equal((0L, 0L), (row.Get<long>("falling"), row.Get<long>("rising")));
    }

    [Fact]
    public async Task Counts_that_are_no_sample_give_null_and_never_a_number() => Assert.Equal(0, await _warehouse.CountAsync(
        """
        SELECT COUNTIF(
          calculate_wilson_score(engagements, CASE MOD(n, 4) WHEN 0 THEN engagements - 1 WHEN 1 THEN -views WHEN 2 THEN NULL ELSE views END) IS NOT NULL
          AND MOD(n, 4) < 3
          OR calculate_wilson_score(IF(MOD(n, 2) = 0, NULL, -engagements - 1), views) IS NOT NULL)
        FROM counts
        """, Token));
}
