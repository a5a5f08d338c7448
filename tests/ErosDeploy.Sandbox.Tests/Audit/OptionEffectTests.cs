using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;
using static ErosDeploy.Sandbox.Tests.Rest.BigQueryCalls;

namespace ErosDeploy.Sandbox.Tests.Audit;

/// <summary>What is taken has an effect that can be seen.</summary>
public sealed class OptionEffectTests : IAsyncLifetime
{
    readonly SandboxFixture _sandbox = new();

    public async ValueTask InitializeAsync()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.BucketAsync();
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("CREATE TABLE d.t (a INT64) OPTIONS(labels = [('x', CONCAT('y', 'z'))], tags = [('p/k', 'v')]); ALTER TABLE d.t SET OPTIONS(labels += [('b', 'c')])",
        """SELECT STRING_AGG(option_name || option_value, ';' ORDER BY option_name) FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS""", """labels[("b", "c"), ("x", "yz")];tags[("p/k", "v")]""")]
    [InlineData("CREATE SCHEMA e DEFAULT COLLATE 'und:ci'; CREATE TABLE e.t (s STRING, u STRING COLLATE ''); INSERT e.t VALUES ('A', 'A')", "SELECT s = 'a', u = 'a' FROM e.t", "true|false")]
    [InlineData("CREATE TABLE d.t (a INT64) DEFAULT COLLATE 'und:ci'; ALTER TABLE d.t ADD COLUMN s STRING; INSERT d.t VALUES (1, 'A')", "SELECT s = 'a' FROM d.t", "true")]
    [InlineData("CREATE TABLE d.t (s STRING); INSERT d.t VALUES ('A'); ALTER TABLE d.t ALTER COLUMN s SET DATA TYPE STRING COLLATE 'und:ci'", "SELECT s = 'a' FROM d.t", "true")]
    [InlineData("CREATE TABLE d.t (s STRING COLLATE 'und:ci') DEFAULT COLLATE 'und:ci'", "SELECT CONTAINS_SUBSTR(ddl, 's STRING COLLATE \"und:ci\"'), CONTAINS_SUBSTR(ddl, 'DEFAULT COLLATE \"und:ci\"') FROM d.INFORMATION_SCHEMA.TABLES", "true|true")]
    [InlineData("CREATE SCHEMA e OPTIONS(max_time_travel_hours = 48, storage_billing_model = 'PHYSICAL')", "SELECT STRING_AGG(option_value, ';' ORDER BY option_name) FROM INFORMATION_SCHEMA.SCHEMATA_OPTIONS WHERE schema_name = 'e' AND option_name != 'location'", "48;\"PHYSICAL\"")]
    [InlineData("EXPORT DATA OPTIONS(uri = 'gs://bkt/x-*.csv', format = 'CSV') AS SELECT 1 AS a; EXPORT DATA OPTIONS(uri = 'gs://bkt/x-*.csv', format = 'CSV', overwrite = TRUE) AS SELECT 2 AS a; "
        + "LOAD DATA INTO d.t (a INT64) FROM FILES(format = 'CSV', uris = ['gs://bkt/x-*.csv'])", "SELECT a FROM d.t", "2")]
    [InlineData("CREATE TABLE d.t AS SELECT s FROM UNNEST(['b', 'A', 'c']) AS s", "SELECT STRING_AGG(s, '') FROM (SELECT s FROM d.t ORDER BY s COLLATE 'und:ci' LIMIT 3)", "Abc")]
    [InlineData("CREATE TABLE d.u (k INT64); CREATE TABLE d.t (a INT64); ALTER TABLE d.t ADD PRIMARY KEY (a) NOT ENFORCED; "
        + "ALTER TABLE d.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES d.u(k) NOT ENFORCED; ALTER TABLE d.t ADD CONSTRAINT IF NOT EXISTS f FOREIGN KEY (a) REFERENCES d.u(k) NOT ENFORCED; ALTER TABLE d.t DROP CONSTRAINT IF EXISTS g", "SELECT STRING_AGG(constraint_name, ';' ORDER BY constraint_name) FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS", "t.f;t.pk$")]
    [InlineData("CREATE TABLE d.t (a INT64)", "SET @@dataset_project_id = 'p'; SET @@dataset_id = 'd'; SELECT COUNT(*), @@dataset_id, @@location FROM t", "0|d|US")]
    public async Task Options_act(string script, string query, string rows)
    {
        Rows(await QueryAsync(script));
        Assert.Equal(rows, Rows(await QueryAsync(query)));
    }

    [Fact]
    public async Task Libraries_of_a_function_are_the_same_in_statement_and_resource()
    {
        Rows(await QueryAsync("CREATE FUNCTION d.a(x FLOAT64) RETURNS FLOAT64 LANGUAGE js OPTIONS(library = ['gs://b/' || 'a.js', 'gs://b/c.js']) AS 'return x'"));
        var routine = (await _sandbox.GetAsync($"{Base}/datasets/d/routines/a")).Json;
        Assert.Equal("""["gs://b/a.js","gs://b/c.js"]""", routine["importedLibraries"]!.ToJsonString());
        routine["routineReference"]!["routineId"] = "b";
        await _sandbox.PostAsync($"{Base}/datasets/d/routines", routine.ToJsonString());
        Assert.Equal("[\"gs://b/a.js\", \"gs://b/c.js\"]", Rows(await QueryAsync("SELECT option_value FROM d.INFORMATION_SCHEMA.ROUTINE_OPTIONS WHERE specific_name = 'b'")));
    }

    [Fact]
    public async Task Another_project_for_datasets_is_where_names_lie()
    {
        const string Sql = "SET @@dataset_project_id = 'q'; SELECT * FROM d.t";
        Assert.Contains("Not found: Dataset q:d", Message(await QueryAsync(Sql)), StringComparison.Ordinal);
        Assert.Contains("Not found: Dataset q:d", Message(await QueryAsync("SELECT * FROM d.t", ""","connectionProperties":[{"key":"dataset_project_id","value":"q"}]""")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_label_is_on_the_jobs_that_follow()
    {
        var reply = await QueryAsync("SET @@query_label = 'team:eros,run:7'; SELECT 1; SELECT 2");
        var children = (await _sandbox.GetAsync($"{Base}/jobs?projection=full&parentJobId={(string?)reply["jobReference"]!["jobId"]}")).Json["jobs"]!.AsArray();
        Assert.Equal(2, children.Count);
        Assert.All(children, job => Assert.Equal("""{"team":"eros","run":"7"}""", job!["configuration"]!["labels"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_line_break_in_quotes_needs_allowQuotedNewlines()
    {
        await _sandbox.PutObjectAsync("x.csv", "1,\"a\nb\"\n2,c\n"u8.ToArray());
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"},{"name":"s","type":"STRING"}]""");
        (await LoadAsync("false")).FailedWith("invalid", "allowQuotedNewlines");
        Assert.Equal("[]", await _sandbox.RowsAsync("t"));
        (await LoadAsync("true")).Succeeded();
        Assert.Equal("1|a\nb;2|c", Rows(await QueryAsync("SELECT n, s FROM d.t ORDER BY n")));
        Assert.Contains("allowQuotedNewlines", Message(await QueryAsync("LOAD DATA INTO d.t FROM FILES(format = 'CSV', uris = ['gs://bkt/x.csv'])")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1.577836800123456E9")]
    [InlineData("FLOAT64", "1.577836800123456E9")]
    [InlineData("INT64", "1577836800123456")]
    [InlineData("ISO8601_STRING", "2020-01-01T00:00:00.123456000000Z")]
    public async Task Timestamps_come_in_the_form_that_is_asked_for(string format, string value)
    {
        const string Sql = "SELECT TIMESTAMP '2020-01-01 00:00:00.123456' AS t";
        var reply = await QueryAsync(Sql, $$""","formatOptions":{"timestampOutputFormat":"{{format}}"}""");
        Assert.Equal(value, Rows(reply));
        var job = (string?)reply["jobReference"]!["jobId"];
        Assert.Equal(value, Rows((await _sandbox.GetAsync($"{Base}/queries/{job}?formatOptions.timestampOutputFormat={format}")).Json));
        Rows(await QueryAsync($"CREATE TABLE d.t AS {Sql}"));
        Assert.Equal(value, Rows((await _sandbox.GetAsync($"{Base}/datasets/d/tables/t/data?formatOptions.timestampOutputFormat={format}")).Json));
    }

    Task<JsonObject> LoadAsync(string allow) => _sandbox.JobAsync(
        $$$"""{"load":{"destinationTable":{"projectId":"p","datasetId":"d","tableId":"t"},"sourceUris":["gs://bkt/x.csv"],"allowQuotedNewlines":{{{allow}}}}}""");

    async Task<JsonObject> QueryAsync(string sql, string more = "") =>
        (await _sandbox.PostAsync($"{Base}/queries", $$"""{"query":{{JsonSerializer.Serialize(sql)}},"timeoutMs":60000{{more}}}""")).Json;

    static string Message(JsonObject reply) => (string?)reply["error"]?["message"] ?? $"no error: {reply.ToJsonString()}";

    static string Rows(JsonObject reply)
    {
        Assert.True(reply["error"] is null, reply.ToJsonString());
        return string.Join(';', (reply["rows"] as JsonArray ?? []).Select(row => string.Join('|', row!["f"]!.AsArray().Select(cell => (string?)cell!["v"]))));
    }
}
