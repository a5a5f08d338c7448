using ErosDeploy.Sandbox.Tests.Transfer;

namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>Rules of the documentation's page of DDL.</summary>
public sealed class DdlRulesTests(DdlRulesTests.Shop shop) : IClassFixture<DdlRulesTests.Shop>
{
    public sealed class Shop : IAsyncLifetime
    {
        internal Engine Engine { get; } = new();

        public async ValueTask InitializeAsync() => await Engine.RunAsync(
            """
            CREATE TABLE d.t (id INT64, s STRING, c STRING COLLATE 'und:ci', PRIMARY KEY (id) NOT ENFORCED);
            CREATE TABLE d.secret (id INT64, s STRING);
            CREATE ROW ACCESS POLICY one ON d.secret GRANT TO ('allAuthenticatedUsers') FILTER USING (TRUE);
            CREATE VIEW d.v AS SELECT id FROM d.t;
            CREATE MATERIALIZED VIEW d.m AS SELECT COUNT(*) AS n FROM d.t;
            CREATE SNAPSHOT TABLE d.snap CLONE d.t;
            CREATE SEARCH INDEX i ON d.t(s)
            """);

        public ValueTask DisposeAsync()
        {
            Engine.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Theory]
    [InlineData("CREATE OR REPLACE VIEW d.t AS SELECT 1 AS a", "p:d.t is not allowed for this operation because it is currently a TABLE.")]
    [InlineData("CREATE OR REPLACE TABLE d.v (a INT64)", "p:d.v is not allowed for this operation because it is currently a VIEW.")]
    [InlineData("CREATE OR REPLACE TABLE d.v AS SELECT 1 AS a", "currently a VIEW.")]
    [InlineData("CREATE OR REPLACE TABLE d.v COPY d.t", "currently a VIEW.")]
    [InlineData("CREATE OR REPLACE MATERIALIZED VIEW d.v AS SELECT COUNT(*) AS n FROM d.t", "currently a VIEW.")]
    [InlineData("CREATE OR REPLACE TABLE IF NOT EXISTS d.x (a INT64)", "OR REPLACE and IF NOT EXISTS cannot be used together")]
    [InlineData("CREATE OR REPLACE VIEW IF NOT EXISTS d.x AS SELECT 1 AS a", "OR REPLACE and IF NOT EXISTS cannot be used together")]
    [InlineData("CREATE TABLE d.x (s STRING COLLATE 'und:ci') CLUSTER BY s", "Clustering is not supported on column s, which has a collation")]
    [InlineData("CREATE TABLE d.x LIKE d.t AS SELECT 1 AS id", "The columns of the query do not match those of table p:d.t")]
    [InlineData("CREATE TABLE d.x (_PARTITION_x INT64)", "Field names are not allowed to start with")]
    [InlineData("CREATE TABLE d.x (a STRUCT<_FILE_a INT64>)", "Field names are not allowed to start with")]
    [InlineData("CREATE TABLE d.x (`a$b` INT64)", "Invalid field name \"a$b\"")]
    [InlineData("CREATE SNAPSHOT TABLE d.x CLONE d.snap FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP()", "FOR SYSTEM_TIME AS OF cannot be used to copy a table snapshot")]
    [InlineData("ALTER TABLE d.v SET OPTIONS(description = 'x')", "currently a VIEW.")]
    [InlineData("ALTER VIEW d.t SET OPTIONS(description = 'x')", "currently a TABLE.")]
    [InlineData("ALTER MATERIALIZED VIEW d.v SET OPTIONS(description = 'x')", "currently a VIEW.")]
    [InlineData("ALTER TABLE d.snap ADD COLUMN x INT64", "ADD COLUMN is not supported for a SNAPSHOT TABLE")]
    [InlineData("ALTER TABLE d.t RENAME TO d.u", "RENAME TO takes the name of the table alone")]
    [InlineData("ALTER TABLE d.t RENAME COLUMN id TO k", "Column id is part of a key and cannot be renamed")]
    [InlineData("ALTER TABLE d.t DROP COLUMN id", "Column id is part of a key and cannot be dropped")]
    [InlineData("ALTER TABLE d.t RENAME COLUMN s TO x, ADD COLUMN y INT64", "RENAME COLUMN cannot be used with other actions")]
    [InlineData("ALTER TABLE d.secret DROP COLUMN s", "it has row access policies")]
    [InlineData("ALTER TABLE d.secret RENAME COLUMN s TO u", "it has row access policies")]
    [InlineData("DROP ROW ACCESS POLICY one ON d.secret", "use DROP ALL ROW ACCESS POLICIES")]
    [InlineData("CREATE ROW ACCESS POLICY two ON d.secret GRANT TO ('allAuthenticatedUsers') FILTER USING (id)", "must be of type BOOL, but has type INT64")]
    [InlineData("CREATE SEARCH INDEX j ON d.t(s)", "already has a search index: i")]
    public async Task What_the_page_forbids_is_refused(string sql, string message) =>
        Assert.Contains(message, (await shop.Engine.FailsAsync(sql)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_renamed_table_loses_its_search_index()
    {
        using var engine = new Engine();
        await engine.RunAsync("CREATE TABLE d.t (s STRING); CREATE SEARCH INDEX i ON d.t(s); ALTER TABLE d.t RENAME TO u");
        Assert.Empty(await engine.RowsAsync("SELECT index_name FROM d.INFORMATION_SCHEMA.SEARCH_INDEXES"));
    }

    [Fact]
    public async Task The_past_can_be_read_as_far_back_as_the_dataset_says()
    {
        var time = new Clock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var engine = new Engine(time);
        await engine.RunAsync("CREATE TABLE d.t AS SELECT 1 AS a");
        time.Advance(TimeSpan.FromHours(60));
        const string Sql = "SELECT a FROM d.t FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 50 HOUR)";
        Assert.Equal(["1"], await engine.RowsAsync(Sql));
        await engine.RunAsync("ALTER SCHEMA d SET OPTIONS(max_time_travel_hours = 48)");
        Assert.Contains("Cannot read before", (await engine.FailsAsync(Sql)).Message, StringComparison.Ordinal);
    }
}
