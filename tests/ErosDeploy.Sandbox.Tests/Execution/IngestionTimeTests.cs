namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>Tables partitioned by ingestion time and their pseudo-columns.</summary>
public sealed class IngestionTimeTests : IDisposable
{
    readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("SELECT * FROM t ORDER BY id", "1;2")]
    [InlineData("SELECT id FROM t WHERE _PARTITIONDATE = '2023-01-02'", "1")]
    [InlineData("SELECT id FROM t WHERE _PARTITIONTIME = TIMESTAMP_TRUNC(CURRENT_TIMESTAMP(), DAY)", "2")]
    [InlineData("UPDATE t SET id = 7 WHERE _PARTITIONTIME = '2023-01-02'; SELECT id FROM t WHERE _PARTITIONDATE = '2023-01-02'", "7")]
    [InlineData("CREATE TABLE c COPY t; SELECT id FROM c WHERE _PARTITIONDATE = '2023-01-02'", "1")]
    [InlineData("CREATE TABLE l LIKE t; INSERT INTO l SELECT * FROM t; SELECT COUNT(*) FROM l WHERE _PARTITIONDATE = CURRENT_DATE()", "2")]
    [InlineData("ALTER TABLE t ADD COLUMN z STRING; SELECT id, z FROM t WHERE _PARTITIONDATE = '2023-01-02'", "1|∅")]
    [InlineData("SELECT column_name, is_hidden, column_default FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't' ORDER BY 1", "_PARTITIONDATE|YES|NULL;_PARTITIONTIME|YES|NULL;id|NO|NULL")]
    public async Task Rows_have_a_hidden_time(string script, string rows)
    {
        await _engine.RowsAsync("CREATE TABLE t (id INT64) PARTITION BY _PARTITIONDATE; INSERT INTO t (_PARTITIONTIME, id) VALUES (TIMESTAMP '2023-01-02', 1); INSERT INTO t VALUES (2)");
        Assert.Equal(rows, string.Join(';', await _engine.RowsAsync(script)));
    }

    [Fact]
    public async Task Hourly_partitions_take_the_hour()
    {
        Assert.Equal(["True"], await _engine.RowsAsync("CREATE TABLE h (id INT64) PARTITION BY TIMESTAMP_TRUNC(_PARTITIONTIME, HOUR); INSERT INTO h VALUES (1); SELECT _PARTITIONTIME = TIMESTAMP_TRUNC(_PARTITIONTIME, HOUR) AND TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), _PARTITIONTIME, MINUTE) <= 60 FROM h"));
    }

    [Fact]
    public async Task A_query_cannot_make_one()
    {
        Assert.Contains("cannot be partitioned by ingestion time", (await _engine.FailsAsync("CREATE TABLE q PARTITION BY _PARTITIONDATE AS SELECT 1 AS a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_and_its_record_are_not_set_together()
    {
        await _engine.RowsAsync("CREATE TABLE s (v STRUCT<a INT64>)");
        Assert.Equal("Update item v.a overlaps with v at [1:24]", (await _engine.FailsAsync("UPDATE s SET v = NULL, v.a = 1 WHERE TRUE")).Message);
    }
}
