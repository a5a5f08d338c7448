using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;
using static ErosDeploy.Sandbox.Tests.Rest.BigQueryCalls;

namespace ErosDeploy.Sandbox.Tests.Jobs;

/// <summary>What a script leaves behind as jobs: gone with it, and each with its one stage.</summary>
public sealed class JobHouseholdTests : IDisposable
{
    readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Deleting_a_job_deletes_its_child_jobs_and_a_child_alone_cannot_be_deleted()
    {
        (await _sandbox.JobAsync("""{"query":{"query":"SELECT 1; SELECT 2","useLegacySql":false}}""", "script")).Succeeded();
        (await _sandbox.JobAsync("""{"query":{"query":"SELECT 3; SELECT 4","useLegacySql":false}}""", "other")).Succeeded();
        var children = await ChildrenAsync("script");
        Assert.Equal(2, children.Count);
        (await _sandbox.DeleteAsync($"{Base}/jobs/{children[0]}/delete")).ExpectError(400, "invalid", "child job");
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync($"{Base}/jobs/script/delete")).Status);
        foreach (var child in children)
            Assert.Equal(HttpStatusCode.NotFound, (await _sandbox.GetAsync($"{Base}/jobs/{child}")).Status);
        Assert.Equal(2, (await ChildrenAsync("other")).Count);
    }

    [Fact]
    public async Task A_query_has_one_stage_with_what_is_known_of_it()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.InsertAsync("t", """{"n":1}""", """{"n":2}""");
        var statistics = (await _sandbox.JobAsync("""{"query":{"query":"SELECT n FROM d.t","useLegacySql":false}}""", "read")).Succeeded()["statistics"]!;
        var stage = Assert.Single(statistics["query"]!["queryPlan"]!.AsArray())!;
        Assert.Equal("COMPLETE", (string?)stage["status"]);
        Assert.Equal("2", (string?)stage["recordsWritten"]);
        Assert.Equal("FROM p.d.t", (string?)stage["steps"]![0]!["substeps"]![0]);
        Assert.True(long.Parse((string)stage["startMs"]!) >= long.Parse((string)statistics["startTime"]!));
        Assert.True(long.Parse((string)stage["endMs"]!) >= long.Parse((string)stage["startMs"]!));
        Assert.Equal((string?)stage["slotMs"], (string?)Assert.Single(statistics["query"]!["timeline"]!.AsArray())!["elapsedMs"]);
        var ddl = (await _sandbox.JobAsync("""{"query":{"query":"CREATE TABLE d.u (a INT64)","useLegacySql":false}}""", "ddl")).Succeeded();
        Assert.Empty(ddl["statistics"]!["query"]!["queryPlan"]!.AsArray());
    }

    async Task<List<string>> ChildrenAsync(string parent) =>
        [.. ((await _sandbox.GetAsync($"{Base}/jobs?parentJobId={parent}")).Json["jobs"] as JsonArray ?? []).Select(job => (string)job!["jobReference"]!["jobId"]!)];
}
