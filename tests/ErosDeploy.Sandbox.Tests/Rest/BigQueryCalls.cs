using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Rest;

/// <summary>What most tests of BigQuery's routes begin with.</summary>
internal static class BigQueryCalls
{
    public const string Base = "bigquery/v2/projects/p";

    public static async Task DatasetAsync(this SandboxFixture sandbox, string id = "d") =>
        (await sandbox.PostAsync($"{Base}/datasets", $$"""{"datasetReference":{"projectId":"p","datasetId":"{{id}}"},"location":"US"}""")).Expect(HttpStatusCode.OK);

    public static async Task<JsonObject> TableAsync(this SandboxFixture sandbox, string id, string schema, string more = "") => (await sandbox.PostAsync(
        $"{Base}/datasets/d/tables",
        $$"""{"tableReference":{"projectId":"p","datasetId":"d","tableId":"{{id}}"},"schema":{"fields":{{schema}}}{{more}}}""")).Expect(HttpStatusCode.OK).Json;

    public static async Task InsertAsync(this SandboxFixture sandbox, string table, params string[] rows)
    {
        var body = $$"""{"rows":[{{string.Join(",", rows.Select(row => $$"""{"json":{{row}}}"""))}}]}""";
        var answer = (await sandbox.PostAsync($"{Base}/datasets/d/tables/{table}/insertAll", body)).Expect(HttpStatusCode.OK).Json;
        Assert.Null(answer["insertErrors"]);
    }

    /// <summary>Inserts a job and waits for its end.</summary>
    public static async Task<JsonObject> JobAsync(this SandboxFixture sandbox, string configuration, string? id = null)
    {
        var reference = id is null ? "" : $$""","jobReference":{"projectId":"p","jobId":"{{id}}"}""";
        var job = (await sandbox.PostAsync($"{Base}/jobs", $$"""{"configuration":{{configuration}}{{reference}}}""")).Expect(HttpStatusCode.OK).Json;
        return await sandbox.DoneAsync((string)job["jobReference"]!["jobId"]!);
    }

    public static async Task<JsonObject> DoneAsync(this SandboxFixture sandbox, string jobId)
    {
        while (true)
        {
            var job = (await sandbox.GetAsync($"{Base}/jobs/{jobId}")).Expect(HttpStatusCode.OK).Json;
            if ((string?)job["status"]!["state"] == "DONE")
                return job;
            await sandbox.Cloud.Jobs.Store.Get("p", jobId).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static JsonObject Succeeded(this JsonObject job)
    {
        Assert.True(job["status"]!["errorResult"] is null, job["status"]!.ToJsonString());
        return job;
    }

    public static void FailedWith(this JsonObject job, string reason, string messagePart)
    {
        Assert.Equal(reason, (string?)job["status"]!["errorResult"]?["reason"]);
        Assert.Contains(messagePart, (string?)job["status"]!["errorResult"]!["message"], StringComparison.Ordinal);
    }

    public static async Task<string> RowsAsync(this SandboxFixture sandbox, string table) =>
        (await sandbox.GetAsync($"{Base}/datasets/d/tables/{table}/data?formatOptions.useInt64Timestamp=true")).Expect(HttpStatusCode.OK).Json["rows"]?.ToJsonString() ?? "[]";

    public static async Task BucketAsync(this SandboxFixture sandbox) =>
        (await sandbox.PostAsync("storage/v1/b?project=p", """{"name":"bkt"}""")).Expect(HttpStatusCode.OK);

    public static async Task PutObjectAsync(this SandboxFixture sandbox, string name, byte[] body) => (await sandbox.SendAsync(
        HttpMethod.Post, $"upload/storage/v1/b/bkt/o?uploadType=media&name={Uri.EscapeDataString(name)}", RestCalls.Bytes(body, "application/octet-stream")))
        .Expect(HttpStatusCode.OK);
}
