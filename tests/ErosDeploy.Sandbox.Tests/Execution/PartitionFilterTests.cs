namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>require_partition_filter: a query needs a condition on the partitioning column, and on no other.</summary>
public sealed class PartitionFilterTests(PartitionFilterTests.Shop shop) : IClassFixture<PartitionFilterTests.Shop>
{
    public sealed class Shop : IAsyncLifetime
    {
        internal Engine Engine { get; } = new();

        public async ValueTask InitializeAsync() => await Engine.RunAsync(
            """
            CREATE TABLE d.t (day DATE, f STRING, n INT64) PARTITION BY day OPTIONS(require_partition_filter = TRUE);
            INSERT d.t VALUES (DATE '2024-01-01', 'a', 1), (DATE '2024-01-02', 'b', 2);
            CREATE TABLE d.i (n INT64) PARTITION BY _PARTITIONDATE OPTIONS(require_partition_filter = TRUE);
            CREATE TABLE d.r (k INT64) PARTITION BY RANGE_BUCKET(k, GENERATE_ARRAY(0, 100, 10)) OPTIONS(require_partition_filter = TRUE);
            CREATE TABLE d.free (day DATE, n INT64);
            INSERT d.free VALUES (DATE '2024-01-02', 2);
            CREATE VIEW d.v AS SELECT day AS d, f FROM d.t;
            CREATE VIEW d.filtered AS SELECT * FROM d.t WHERE day = '2024-01-02';
            CREATE FUNCTION d.after(x DATE) AS (x > '2024-01-01');
            CREATE TABLE FUNCTION d.since(x DATE) AS SELECT * FROM d.t WHERE day >= x
            """);

        public ValueTask DisposeAsync()
        {
            Engine.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Theory]
    [InlineData("SELECT f FROM d.t WHERE day = '2024-01-02'", "b")]
    [InlineData("SELECT f FROM d.t WHERE f = 'b' AND day > '2023-01-01'", "b")]
    [InlineData("SELECT f FROM d.t WHERE day = '2024-01-01' OR day IN ('2024-01-03')", "a")]
    [InlineData("SELECT f FROM d.t WHERE (day = '2024-01-01' AND n = 1) OR day > '2024-05-01'", "a")]
    [InlineData("SELECT f FROM d.t WHERE DATE_TRUNC(day, MONTH) = '2024-01-01' AND n = 2", "b")]
    [InlineData("SELECT f FROM d.t WHERE d.after(day)", "b")]
    [InlineData("SELECT f FROM d.t WHERE day IN UNNEST(GENERATE_DATE_ARRAY('2024-01-02', '2024-01-09'))", "b")]
    [InlineData("DECLARE x DATE DEFAULT '2024-01-02'; SELECT f FROM d.t WHERE day = x", "b")]
    [InlineData("SELECT f FROM (SELECT * FROM d.t) WHERE day = '2024-01-02'", "b")]
    [InlineData("WITH c AS (SELECT day AS x, f FROM d.t) SELECT f FROM c WHERE x = '2024-01-02'", "b")]
    [InlineData("SELECT f FROM d.v WHERE d = '2024-01-02'", "b")]
    [InlineData("SELECT f FROM d.filtered", "b")]
    [InlineData("SELECT f FROM d.since('2024-01-02')", "b")]
    [InlineData("SELECT f FROM (SELECT day, f FROM d.t UNION ALL SELECT day, f FROM d.t) WHERE day = '2024-01-02'", "b;b")]
    [InlineData("SELECT t.f FROM d.free AS o JOIN d.t AS t ON t.day = o.day AND t.day > '2024-01-01'", "b")]
    [InlineData("SELECT t.f FROM d.free AS o LEFT JOIN d.t AS t ON t.n = o.n AND t.day > '2024-01-01'", "b")]
    [InlineData("SELECT COUNT(*) FROM d.t AS x, d.t AS y WHERE x.day = '2024-01-01' AND y.day = '2024-01-02'", "1")]
    [InlineData("SELECT n FROM d.free WHERE EXISTS (SELECT 1 FROM d.t WHERE t.day = '2024-01-02' AND t.n = free.n)", "2")]
    [InlineData("FROM d.t |> WHERE day = '2024-01-02' |> SELECT f", "b")]
    [InlineData("SELECT COUNT(*) FROM d.i WHERE _PARTITIONTIME > '2000-01-01'", "0")]
    [InlineData("SELECT COUNT(*) FROM d.i WHERE _PARTITIONDATE > '2000-01-01'", "0")]
    [InlineData("SELECT COUNT(*) FROM d.r WHERE k BETWEEN 1 AND 5", "0")]
    public async Task A_filter_on_the_partitioning_column_is_enough(string sql, string rows) => Assert.Equal(rows, string.Join(';', await shop.Engine.RowsAsync(sql)));

    [Theory]
    [InlineData("SELECT * FROM d.t", "d.t")]
    [InlineData("SELECT * FROM d.t LIMIT 1", "d.t")]
    [InlineData("SELECT * FROM d.t WHERE f = 'a'", "d.t")]
    [InlineData("SELECT * FROM d.t WHERE TRUE", "d.t")]
    [InlineData("SELECT * FROM d.t WHERE day = '2024-01-01' OR f = 'a'", "d.t")]
    [InlineData("SELECT * FROM d.t WHERE CONCAT(f, CAST(day AS STRING)) = 'a2024-01-01'", "d.t")]
    [InlineData("SELECT * FROM d.t WHERE day = (SELECT MAX(day) FROM d.free)", "d.t")]
    [InlineData("SELECT f FROM d.v", "d.t")]
    [InlineData("SELECT f FROM d.v WHERE f = 'a'", "d.t")]
    [InlineData("WITH c AS (SELECT * FROM d.t) SELECT * FROM c", "d.t")]
    [InlineData("SELECT t.f FROM d.free AS o JOIN d.t AS t ON t.day = o.day", "d.t")]
    [InlineData("SELECT t.f FROM d.t AS t LEFT JOIN d.free AS o ON t.day = '2024-01-01'", "d.t")]
    [InlineData("SELECT COUNT(*) FROM d.t AS x, d.t AS y WHERE x.day = '2024-01-01'", "d.t")]
    [InlineData("FROM d.t |> WHERE n = 1", "d.t")]
    [InlineData("SELECT * FROM d.i WHERE n = 1", "d.i")]
    [InlineData("SELECT * FROM d.r", "d.r")]
    [InlineData("CREATE TABLE d.x AS SELECT * FROM d.t", "d.t")]
    [InlineData("INSERT d.free SELECT day, n FROM d.t", "d.t")]
    [InlineData("UPDATE d.t SET n = 3 WHERE f = 'a'", "d.t")]
    [InlineData("UPDATE d.t SET n = 3 WHERE TRUE", "d.t")]
    [InlineData("DELETE d.t WHERE n = 1", "d.t")]
    [InlineData("MERGE d.t USING d.free AS s ON t.n = s.n WHEN MATCHED THEN DELETE", "d.t")]
    [InlineData("MERGE d.free USING d.t AS s ON free.n = s.n WHEN MATCHED THEN DELETE", "d.t")]
    [InlineData("DECLARE x INT64; SET x = (SELECT MAX(n) FROM d.t)", "d.t")]
    public async Task Without_it_the_query_is_refused(string sql, string table) =>
        Assert.Contains($"Cannot query over table 'p.{table}' without a filter that can be used for partition elimination", (await shop.Engine.FailsAsync(sql)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Changes_with_a_filter_go_through_and_the_option_can_be_taken_back()
    {
        using var engine = new Engine();
        await engine.RunAsync("CREATE TABLE d.t (day DATE, n INT64) PARTITION BY day OPTIONS(require_partition_filter = TRUE); INSERT d.t VALUES (DATE '2024-01-01', 1), (DATE '2024-01-02', 2)");
        await engine.RunAsync("UPDATE d.t SET n = 5 WHERE day = '2024-01-01'; DELETE d.t WHERE day = '2024-01-02' AND n = 2");
        await engine.RunAsync("MERGE d.t USING (SELECT 5 AS n) AS s ON t.n = s.n AND t.day > '2020-01-01' WHEN MATCHED THEN UPDATE SET n = 6");
        await engine.RunAsync("ALTER TABLE d.t SET OPTIONS(require_partition_filter = FALSE)");
        Assert.Equal(["6"], await engine.RowsAsync("SELECT n FROM d.t"));
    }
}
