using System.Text.Json;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Tests.Cloud.BigQuery;

public sealed class QueryTests : IDisposable
{
    const string Done = """
        { "jobReference": { "projectId": "p", "jobId": "j", "location": "EU" }, "status": { "state": "DONE" },
          "statistics": { "totalBytesProcessed": "4096", "query": { "totalBytesBilled": "10485760", "numDmlAffectedRows": "3",
            "dmlStats": { "insertedRowCount": "1", "updatedRowCount": "2" } } } }
        """;
    readonly CloudHarness _cloud = new();

    public void Dispose() => _cloud.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Page(string rows, string? next = null) => $$"""
        { "jobComplete": true, "totalRows": "3", "schema": { "fields": [ { "name": "id", "type": "INTEGER" } ] }, "rows": [{{rows}}]
          {{(next is null ? "" : $", \"pageToken\": \"{next}\"")}} }
        """;

    static string Row(string value) => $$"""{ "f": [ { "v": "{{value}}" } ] }""";

    [Fact]
    public async Task Rows_come_over_all_pages_from_where_the_job_ran()
    {
        _cloud.Transport.Answer(Done).Answer(Page(Row("1") + "," + Row("9007199254740993"), "n")).Answer(Page(Row("3")));

        var result = await _cloud.BigQuery.QueryAsync(new QueryRequest("j", "SELECT id"), Cancel);

        Assert.Equal([1L, 9007199254740993L, 3L], result.Rows.Select(row => row.Get<long>("ID")));
        Assert.Equal(3, result.TotalRows);
        Assert.All(_cloud.Transport.Sent.Skip(1), sent => Assert.Equal(("EU", "true"), (sent.Query("location"), sent.Query("formatOptions.useInt64Timestamp"))));
        Assert.Equal("n", _cloud.Transport.Sent[2].Query("pageToken"));
    }

    [Fact]
    public async Task Rows_can_be_taken_without_holding_them_all()
    {
        _cloud.Transport.Answer(Page(Row("1"), "n")).Answer(Page(Row("2")));

        await foreach (var row in _cloud.BigQuery.ListQueryResultsAsync(new JobReference { JobId = "j" }, Cancel))
        {
            Assert.Equal(1L, row[0]);
            break;
        }

        Assert.Single(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_result_tells_its_cost_and_what_it_changed()
    {
        _cloud.Transport.Answer(Done).Answer(Page(""));

        var result = await _cloud.BigQuery.QueryAsync(new QueryRequest("j", "MERGE"), Cancel);

        Assert.Equal((4096, 10485760, 3), (result.BytesProcessed, result.BytesBilled, result.RowsAffected));
        Assert.Equal((1, 2, null), (result.Job.Statistics!.Query!.DmlStats!.InsertedRowCount, result.Job.Statistics.Query.DmlStats.UpdatedRowCount, result.Job.Statistics.Query.DmlStats.DeletedRowCount));
    }

    [Fact]
    public async Task A_dry_run_reads_no_results_and_makes_no_job()
    {
        _cloud.Transport.Answer("""{ "jobReference": { "projectId": "p", "location": "US" }, "status": { "state": "DONE" }, "statistics": { "totalBytesProcessed": "7" } }""");

        var result = await _cloud.BigQuery.QueryAsync(new QueryRequest("j", "SELECT 1") { DryRun = true }, Cancel);

        Assert.Equal(7, result.BytesProcessed);
        Assert.Single(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_request_says_all_it_was_told()
    {
        _cloud.Transport.Answer(Done).Answer(Page(""));
        var request = new QueryRequest("j", "SELECT @a, @b")
        {
            Location = "EU", DefaultDataset = new DatasetReference("p", "d"), Labels = new Dictionary<string, string> { ["run"] = "r1" },
            UseQueryCache = false, MaximumBytesBilled = 5_000_000_000, Priority = "BATCH", Limit = TimeSpan.FromSeconds(90),
            Destination = new TableReference("p", "d", "t"), WriteDisposition = "WRITE_TRUNCATE",
            Parameters = [Parameter.Int64("a", long.MaxValue), Parameter.Array("b", new QueryParameterType { Type = "STRING" }, [Parameter.String(null, "x")])],
        };

        await _cloud.BigQuery.QueryAsync(request, Cancel);

        using var body = JsonDocument.Parse(_cloud.Transport.Sent[0].Body);
        var configuration = body.RootElement.GetProperty("configuration");
        var query = configuration.GetProperty("query");
        Assert.Equal("90000", configuration.GetProperty("jobTimeoutMs").GetString());
        Assert.Equal("r1", configuration.GetProperty("labels").GetProperty("run").GetString());
        Assert.Equal("5000000000", query.GetProperty("maximumBytesBilled").GetString());
        Assert.False(query.GetProperty("useLegacySql").GetBoolean());
        Assert.False(query.GetProperty("useQueryCache").GetBoolean());
        Assert.Equal(("BATCH", "WRITE_TRUNCATE", "NAMED"), (Text(query, "priority"), Text(query, "writeDisposition"), Text(query, "parameterMode")));
        Assert.Equal("9223372036854775807", query.GetProperty("queryParameters")[0].GetProperty("parameterValue").GetProperty("value").GetString());
        Assert.Equal("x", query.GetProperty("queryParameters")[1].GetProperty("parameterValue").GetProperty("arrayValues")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void A_resource_keeps_the_members_it_does_not_know()
    {
        const string json = """{"tableReference":{"projectId":"p","datasetId":"d","tableId":"t"},"schema":{"fields":[{"name":"a","type":"STRING","policyTags":{"names":["x"]}}]},"numRows":"12","futureMember":{"deep":[1,2]}}""";

        var table = JsonSerializer.Deserialize(json, CloudJson.Default.Table)!;

        Assert.Equal(12, table.NumRows);
        using var expected = JsonDocument.Parse(json);
        using var written = JsonDocument.Parse(JsonSerializer.Serialize(table, CloudJson.Default.Table));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), written.RootElement.ToString());
    }

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
