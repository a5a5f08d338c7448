using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Jobs;

public sealed class QueryJobTests : IDisposable
{
    const string Base = BigQueryCalls.Base;

    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Query_answers_with_schema_and_rows()
    {
        var answer = await QueryAsync("SELECT 1 AS a, 'x' AS b, [1, 2] AS c, STRUCT(TRUE AS f) AS d");
        Assert.True((bool)answer["jobComplete"]!);
        Assert.Equal("1", (string?)answer["totalRows"]);
        Assert.Equal(
            ["a INTEGER NULLABLE", "b STRING NULLABLE", "c INTEGER REPEATED", "d RECORD NULLABLE"],
            answer["schema"]!["fields"]!.AsArray().Select(field => $"{field!["name"]} {field["type"]} {field["mode"]}"));
        Assert.Equal("""[{"f":[{"v":"1"},{"v":"x"},{"v":[{"v":"1"},{"v":"2"}]},{"v":{"f":[{"v":"true"}]}}]}]""", answer["rows"]!.ToJsonString());
    }

    [Fact]
    public async Task Results_go_in_pages_and_survive_reopening()
    {
        var first = await QueryAsync("SELECT n FROM UNNEST(GENERATE_ARRAY(1, 30)) AS n ORDER BY n", ""","maxResults":20""");
        var job = (string)first["jobReference"]!["jobId"]!;
        Assert.Equal(20, first["rows"]!.AsArray().Count);
        _sandbox.Reopen();
        var second = (await _sandbox.GetAsync($"{Base}/queries/{job}?pageToken={first["pageToken"]}&maxResults=20")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Enumerable.Range(21, 10).Select(n => $"{n}"), second["rows"]!.AsArray().Select(row => (string?)row!["f"]![0]!["v"]));
        Assert.Null(second["pageToken"]);
        Assert.Equal("30", (string?)second["totalRows"]);
    }

    [Fact]
    public async Task Rows_of_a_query_can_be_read_as_its_destination_table()
    {
        var job = (await _sandbox.JobAsync("""{"query":{"query":"SELECT 7 AS n","useLegacySql":false}}""")).Succeeded();
        var table = job["configuration"]!["query"]!["destinationTable"]!;
        var rows = (await _sandbox.GetAsync($"{Base}/datasets/{table["datasetId"]}/tables/{table["tableId"]}/data")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("""[{"f":[{"v":"7"}]}]""", rows["rows"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"INT64"}""", """{"value":"9007199254740993"}""", "\"9007199254740993\"")]
    [InlineData("""{"type":"TIMESTAMP"}""", """{"value":"2024-01-15 12:00:00+00:00"}""", "\"1705320000000000\"")]
    [InlineData("""{"type":"STRING"}""", """{"value":"x'); DROP TABLE y; --"}""", "\"x'); DROP TABLE y; --\"")]
    [InlineData("""{"type":"STRING"}""", """{"value":null}""", "null")]
    [InlineData("""{"type":"ARRAY","arrayType":{"type":"DATE"}}""", """{"arrayValues":[{"value":"2024-02-29"}]}""", """[{"v":"2024-02-29"}]""")]
    [InlineData("""{"type":"STRUCT","structTypes":[{"name":"a","type":{"type":"BOOL"}}]}""", """{"structValues":{"a":{"value":"true"}}}""", """{"f":[{"v":"true"}]}""")]
    public async Task Parameters_come_back_exactly(string type, string value, string expected)
    {
        var named = await QueryAsync("SELECT @p AS v", $$""","parameterMode":"NAMED","queryParameters":[{"name":"p","parameterType":{{type}},"parameterValue":{{value}}}]""");
        Assert.Equal(expected, Cell(named));
        var positional = await QueryAsync("SELECT ? AS v", $$""","parameterMode":"POSITIONAL","queryParameters":[{"parameterType":{{type}},"parameterValue":{{value}}}]""");
        Assert.Equal(expected, Cell(positional));
    }

    [Fact]
    public async Task Dry_run_gives_schema_and_makes_no_job()
    {
        var job = (await _sandbox.PostAsync($"{Base}/jobs", """{"configuration":{"dryRun":true,"query":{"query":"SELECT 1 AS a","useLegacySql":false}}}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("a", (string?)job["statistics"]!["query"]!["schema"]!["fields"]![0]!["name"]);
        Assert.Equal("DONE", (string?)job["status"]!["state"]);
        Assert.Null(job["jobReference"]!["jobId"]);
        Assert.Empty((await _sandbox.GetAsync($"{Base}/jobs")).Json["jobs"]!.AsArray());
    }

    /// <summary>As documented: queries and DML, up to the first DDL statement or script control.</summary>
    [Theory]
    [InlineData("DELETE FROM d.t WHERE n = 1; SELECT n FROM d.nowhere", "notFound")]
    [InlineData("SELECT n FROM d.t; CREATE VIEW d.v AS SELECT m FROM d.t", "invalidQuery")]
    [InlineData("CREATE VIEW d.v AS SELECT n FROM d.t; SELECT n FROM d.nowhere", null)]
    [InlineData("DECLARE x INT64; SELECT n FROM d.nowhere", null)]
    [InlineData("SELECT n FROM d.t; CALL d.nowhere(); SELECT n FROM d.nowhere", null)]
    public async Task Dry_run_of_a_script_looks_so_far(string sql, string? reason)
    {
        await _sandbox.DatasetAsync();
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        var answer = await _sandbox.PostAsync($"{Base}/jobs", $$"""{"configuration": {"dryRun": true, "query": {"query":"{{sql}}","useLegacySql":false} } }""");
        Assert.Equal(reason, reason is null ? (string?)answer.Expect(HttpStatusCode.OK).Json["error"]?["message"] : (string?)answer.Json["error"]!["errors"]![0]!["reason"]);
    }

    [Fact]
    public async Task Dml_tells_what_it_changed()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        var answer = await QueryAsync("INSERT INTO d.t (n) VALUES (1), (2)");
        Assert.Equal("2", (string?)answer["numDmlAffectedRows"]);
        Assert.Equal("2", (string?)answer["dmlStats"]!["insertedRowCount"]);
        Assert.Null(answer["totalRows"]);
    }

    [Fact]
    public async Task Script_gives_the_last_rows_and_child_jobs()
    {
        var job = (await _sandbox.JobAsync("""{"query":{"query":"DECLARE x INT64 DEFAULT 2; SELECT 1 AS a; SELECT x AS b;","useLegacySql":false}}""", "script")).Succeeded();
        Assert.Equal("SCRIPT", (string?)job["statistics"]!["query"]!["statementType"]);
        var results = (await _sandbox.GetAsync($"{Base}/queries/script")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("\"2\"", Cell(results));
        var children = (await _sandbox.GetAsync($"{Base}/jobs?parentJobId=script&projection=full")).Json["jobs"]!.AsArray();
        Assert.Equal((string?)job["statistics"]!["numChildJobs"], $"{children.Count}");
        Assert.All(children, child => Assert.Equal("script", (string?)child!["statistics"]!["parentJobId"]));
        Assert.Single((await _sandbox.GetAsync($"{Base}/jobs")).Json["jobs"]!.AsArray());
    }

    [Fact]
    public async Task Export_data_tells_files_and_rows()
    {
        await _sandbox.BucketAsync();
        var job = (await _sandbox.JobAsync(
            """{"query":{"query":"EXPORT DATA OPTIONS (uri='gs://bkt/x/*.csv', format='CSV') AS SELECT 1 AS id UNION ALL SELECT 2","useLegacySql":false}}""")).Succeeded();
        Assert.Equal("""{"fileCount":"1","rowCount":"2"}""", job["statistics"]!["query"]!["exportDataStatistics"]!.ToJsonString());
        Assert.Equal("1\n2\n", (await _sandbox.GetAsync("storage/v1/b/bkt/o/x%2F000000000000.csv?alt=media")).Text);
    }

    [Fact]
    public async Task Same_request_id_is_one_job()
    {
        var first = await QueryAsync("SELECT 1 AS a", ""","requestId":"r1" """);
        var second = await QueryAsync("SELECT 1 AS a", ""","requestId":"r1" """);
        Assert.Equal((string?)first["jobReference"]!["jobId"], (string?)second["jobReference"]!["jobId"]);
    }

    [Fact]
    public async Task Cancel_stops_a_running_query_at_once()
    {
        await _sandbox.PostAsync($"{Base}/jobs", $$"""{"jobReference":{"jobId":"long"},"configuration":{"query":{"query":"{{Endless}}","useLegacySql":false} } }""");
        var watch = Stopwatch.StartNew();
        (await _sandbox.PostAsync($"{Base}/jobs/long/cancel", "{}")).Expect(HttpStatusCode.OK);
        (await _sandbox.DoneAsync("long")).FailedWith("stopped", "cancelled");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Job_timeout_ends_the_query() =>
        (await _sandbox.JobAsync($$"""{"jobTimeoutMs":"50","query":{"query":"{{Endless}}","useLegacySql":false} }""")).FailedWith("stopped", "timed out");

    [Fact]
    public async Task Waiting_for_results_ends_with_its_patience()
    {
        await _sandbox.PostAsync($"{Base}/jobs", $$"""{"jobReference":{"jobId":"long"},"configuration":{"query":{"query":"{{Endless}}","useLegacySql":false} } }""");
        var answer = (await _sandbox.GetAsync($"{Base}/queries/long?timeoutMs=10")).Expect(HttpStatusCode.OK).Json;
        Assert.False((bool)answer["jobComplete"]!);
        Assert.Null(answer["rows"]);
    }

    [Fact]
    public async Task Many_clients_at_once_each_get_their_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => QueryAsync($"SELECT {i} AS n, COUNT(*) AS c FROM UNNEST(GENERATE_ARRAY(1, 10000))")));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"\"{i}\""), answers.Select(Cell));
    }

    const string Endless = "SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000000)) a, UNNEST(GENERATE_ARRAY(1, 1000000)) b WHERE MOD(a + b, 7) = 3";

    async Task<JsonObject> QueryAsync(string sql, string more = "") => (await _sandbox.PostAsync(
        $"{Base}/queries", $$$"""{"query":{{{JsonValue.Create(sql).ToJsonString()}}},"useLegacySql":false,"formatOptions":{"useInt64Timestamp":true}{{{more}}}}""")).Expect(HttpStatusCode.OK).Json;

    static string Cell(JsonObject answer) => System.Text.Json.JsonSerializer.Serialize(
        answer["rows"]![0]!["f"]![0]!["v"], Plain);
}
