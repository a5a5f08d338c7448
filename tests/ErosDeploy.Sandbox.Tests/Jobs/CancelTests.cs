using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Jobs;

/// <summary>jobs.cancel stops whatever a job is doing; the figure seen is written to the test's output, the bound is for a busy machine.</summary>
public sealed class CancelTests : IDisposable
{
    const string Base = BigQueryCalls.Base;

    static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    readonly SandboxFixture _sandbox = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("cross join", "SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS a, UNNEST(GENERATE_ARRAY(1, 100000)) AS b, UNNEST(GENERATE_ARRAY(1, 1000)) AS c WHERE MOD(a * b + c, 7) = 3")]
    [InlineData("script loop", "DECLARE n INT64 DEFAULT 0; LOOP SET n = n + 1; END LOOP")]
    [InlineData("loop of queries", "DECLARE n INT64 DEFAULT 0; WHILE TRUE DO SET n = (SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000)) AS x WHERE x > n); END WHILE")]
    [InlineData("update", "UPDATE d.big SET a = a + (SELECT COUNT(*) FROM d.big AS x, d.big AS y, d.big AS z WHERE x.a + y.a + z.a > big.a) WHERE TRUE")]
    [InlineData("insert", "INSERT INTO d.big SELECT MOD(x.a * y.a, 1000) FROM d.big AS x, d.big AS y, d.big AS z")]
    [InlineData("functions in C#", "SELECT COUNT(DISTINCT FORMAT('%08d|%s', a * b, TO_HEX(SHA512(CAST(a + b AS STRING))))) FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS a, UNNEST(GENERATE_ARRAY(1, 100000)) AS b")]
    [InlineData("rows of a result", "SELECT a, b, CONCAT('row ', CAST(a AS STRING)) AS c FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS a, UNNEST(GENERATE_ARRAY(1, 100000)) AS b")]
    [InlineData("create table", "CREATE TABLE d.other AS SELECT x.a, y.a AS b FROM d.big AS x, d.big AS y, d.big AS z")]
    public async Task A_running_query_stops_and_leaves_tables_as_they_were(string what, string sql)
    {
        await _sandbox.DatasetAsync();
        (await _sandbox.JobAsync("""{"query":{"query":"CREATE TABLE d.big AS SELECT a FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS a","useLegacySql":false}}""")).Succeeded();
        (await _sandbox.PostAsync($"{Base}/jobs", $$"""{"jobReference":{"jobId":"long"},"configuration":{"query":{"query":"{{sql}}","useLegacySql":false} } }""")).Expect(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromMilliseconds(400), Cancel);
        await StopAsync(what, "long");
        var sum = (await _sandbox.PostAsync($"{Base}/queries", """{"query":"SELECT COUNT(*), SUM(a) FROM d.big","useLegacySql":false}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("""[{"v":"20000"},{"v":"200010000"}]""", sum["rows"]![0]!["f"]!.ToJsonString());
        (await _sandbox.GetAsync($"{Base}/datasets/d/tables/other")).ExpectError(404, "notFound", "other");
    }

    [Fact]
    public async Task A_running_load_stops_and_leaves_no_rows()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.BucketAsync();
        await _sandbox.PutObjectAsync("rows.csv", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 600_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n},{n * 0.5},name {n},2024-01-01\n")))));
        (await _sandbox.PostAsync($"{Base}/jobs", """
            {"jobReference":{"jobId":"load"},"configuration":{"load":{"sourceUris":["gs://bkt/rows.csv"],"destinationTable":{"datasetId":"d","tableId":"t"},
             "schema":{"fields":[{"name":"a","type":"INTEGER"},{"name":"b","type":"FLOAT"},{"name":"c","type":"STRING"},{"name":"d","type":"DATE"}]}}}}
            """)).Expect(HttpStatusCode.OK);
        var job = await StopAsync("load", "load", mayHaveEnded: true);
        var table = await _sandbox.GetAsync($"{Base}/datasets/d/tables/t");
        if (job["status"]!["errorResult"] is null)
            Assert.Equal("600000", (string?)table.Json["numRows"]);
        else
            table.ExpectError(404, "notFound", "t");
    }

    async Task<System.Text.Json.Nodes.JsonObject> StopAsync(string what, string id, bool mayHaveEnded = false)
    {
        var watch = Stopwatch.StartNew();
        (await _sandbox.PostAsync($"{Base}/jobs/{id}/cancel", "{}")).Expect(HttpStatusCode.OK);
        var job = await _sandbox.DoneAsync(id);
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: done {watch.Elapsed.TotalMilliseconds:0} ms after the call to cancel");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
        if (!mayHaveEnded || job["status"]!["errorResult"] is not null)
            job.FailedWith("stopped", "cancelled");
        return job;
    }
}
