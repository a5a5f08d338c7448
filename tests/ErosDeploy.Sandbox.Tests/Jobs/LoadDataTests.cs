using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Jobs;

/// <summary>The LOAD DATA statement.</summary>
public sealed class LoadDataTests : IAsyncLifetime
{
    readonly SandboxFixture _sandbox = new();

    public async ValueTask InitializeAsync()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.BucketAsync();
        await _sandbox.PutObjectAsync("a/1.csv", Encoding.UTF8.GetBytes("id,name\n1,Ann\n2,Bob\n"));
        await _sandbox.PutObjectAsync("a/2.csv", Encoding.UTF8.GetBytes("id,name\n3,Cid\n"));
        await _sandbox.PutObjectAsync("j.json", Encoding.UTF8.GetBytes("{\"id\":1,\"d\":\"2024-01-02\"}\n{\"id\":2,\"d\":\"2024-01-03\"}\n"));
        await _sandbox.PutObjectAsync("null.csv", Encoding.UTF8.GetBytes("1,\n,x\n"));
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    const string Csv = "FROM FILES(format = 'CSV', uris = ['gs://bkt/a/1.csv'], skip_leading_rows = 1)";

    [Theory]
    [InlineData("LOAD DATA INTO d.t (id INT64, name STRING) FROM FILES(format = 'CSV', uris = ['gs://bkt/a/*.csv'], skip_leading_rows = 1); SELECT id, name FROM d.t ORDER BY id", "1|Ann;2|Bob;3|Cid")]
    [InlineData($"LOAD DATA INTO d.t {Csv}; LOAD DATA INTO d.t {Csv}; SELECT COUNT(*) FROM d.t", "4")]
    [InlineData($"LOAD DATA INTO d.t {Csv}; LOAD DATA OVERWRITE d.t FROM FILES(format = 'CSV', uris = ['gs://bkt/a/2.csv'], skip_leading_rows = 1); SELECT id, name FROM d.t", "3|Cid")]
    [InlineData("LOAD DATA INTO TEMP TABLE t FROM FILES(format = 'JSON', uris = ['gs://bkt/j.json']); SELECT id, d FROM t ORDER BY id", "1|2024-01-02;2|2024-01-03")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/p-*.parquet', format = 'PARQUET') AS SELECT 7 AS a, 'x' AS b; LOAD DATA INTO d.t FROM FILES(format = 'PARQUET', uris = ['gs://bkt/p-*.parquet']); SELECT a, b FROM d.t", "7|x")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/p-*.avro', format = 'AVRO', use_avro_logical_types = TRUE) AS SELECT DATE '2024-01-02' AS a; LOAD DATA INTO d.t FROM FILES(format = 'AVRO', uris = ['gs://bkt/p-*.avro'], enable_logical_types = TRUE); SELECT a FROM d.t", "2024-01-02")]
    public async Task Objects_become_rows(string script, string rows) => Assert.Equal(rows, Rows(await QueryAsync(script)));

    [Fact]
    public async Task A_new_table_has_what_the_statement_says()
    {
        Rows(await QueryAsync("LOAD DATA INTO d.t (id INT64 NOT NULL, d DATE, PRIMARY KEY (id) NOT ENFORCED) PARTITION BY d CLUSTER BY id OPTIONS(description = 'about', partition_expiration_days = 3000000) FROM FILES(format = 'JSON', uris = ['gs://bkt/j.json'])"));
        var table = (await _sandbox.GetAsync($"{BigQueryCalls.Base}/datasets/d/tables/t")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("about", (string?)table["description"]);
        Assert.Equal("d", (string?)table["timePartitioning"]!["field"]);
        Assert.Equal("""["id"]""", table["clustering"]!["fields"]!.ToJsonString());
        Assert.Equal("REQUIRED", (string?)table["schema"]!["fields"]![0]!["mode"]);
        Assert.Equal("""["id"]""", table["tableConstraints"]!["primaryKey"]!["columns"]!.ToJsonString());
        Assert.Equal("2", (string?)table["numRows"]);
    }

    [Theory]
    [InlineData("LOAD DATA INTO d.t FROM FILES(format = 'CSV', uris = ['gs://bkt/none.csv'])", "Not found: URI gs://bkt/none.csv")]
    [InlineData("LOAD DATA INTO d.t FROM FILES(format = 'CSV', uris = ['gs://bkt/a/1.csv'], foo = 1)", "Unknown option: foo")]
    [InlineData("LOAD DATA INTO d.t FROM FILES(format = 'CSV', uris = ['gs://bkt/a/1.csv'], time_zone = 'UTC')", "Unimplemented: option time_zone")]
    [InlineData("LOAD DATA INTO d.t FROM FILES(format = 'ORC', uris = ['gs://bkt/a/1.csv'])", "Unimplemented: LOAD DATA of the format ORC")]
    [InlineData("LOAD DATA INTO d.t FROM FILES(uris = ['gs://bkt/a/1.csv'])", "Option 'format' is missing or empty.")]
    [InlineData("LOAD DATA INTO d.t FROM FILES(format = 'CSV')", "Option 'uris' is missing or empty.")]
    [InlineData($"LOAD DATA INTO nowhere.t {Csv}", "Not found: Dataset p:nowhere")]
    [InlineData($"LOAD DATA INTO d.t PARTITIONS(_PARTITIONTIME = TIMESTAMP '2016-01-01') {Csv}", "Unimplemented: LOAD DATA PARTITIONS")]
    [InlineData($"LOAD DATA INTO d.t {Csv} WITH PARTITION COLUMNS", "Unimplemented: LOAD DATA WITH PARTITION COLUMNS")]
    [InlineData("LOAD DATA INTO d.t (a INT64 NOT NULL, b STRING) FROM FILES(format = 'CSV', uris = ['gs://bkt/null.csv'])", "Required field a cannot be null")]
    public async Task A_wrong_load_says_why_and_leaves_no_table(string sql, string message)
    {
        Assert.Contains(message, Message(await QueryAsync(sql)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync($"{BigQueryCalls.Base}/datasets/d/tables/t")).Status);
    }

    [Fact]
    public async Task A_table_of_another_layout_is_not_added_to()
    {
        Rows(await QueryAsync($"LOAD DATA INTO d.t (id INT64, name STRING) CLUSTER BY id {Csv}"));
        Assert.Contains("another partitioning or clustering", Message(await QueryAsync($"LOAD DATA INTO d.t (id INT64, name STRING) CLUSTER BY name {Csv}")), StringComparison.Ordinal);
    }

    async Task<JsonObject> QueryAsync(string sql) => (await _sandbox.PostAsync(
        $"{BigQueryCalls.Base}/queries", $$"""{"query":{{JsonSerializer.Serialize(sql)}},"useLegacySql":false,"timeoutMs":60000}""")).Json;

    static string Message(JsonObject reply) => (string?)reply["error"]?["message"] ?? (string?)reply["errors"]?[0]?["message"] ?? $"no error: {reply.ToJsonString()}";

    static string Rows(JsonObject reply)
    {
        Assert.True(reply["error"] is null && reply["errors"] is null, reply.ToJsonString());
        return string.Join(';', (reply["rows"] as JsonArray ?? []).Select(row => string.Join('|', row!["f"]!.AsArray().Select(cell => (string?)cell!["v"]))));
    }
}
