using System.Net;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Jobs;

public sealed class JobRoutesTests : IDisposable
{
    const string Base = BigQueryCalls.Base;

    readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Insert_with_same_job_id_answers_409()
    {
        await _sandbox.JobAsync("""{"query":{"query":"CREATE SCHEMA d","useLegacySql":false}}""", "mine");
        (await _sandbox.PostAsync($"{Base}/jobs", """{"jobReference":{"jobId":"mine"},"configuration":{"query":{"query":"SELECT 1","useLegacySql":false}}}"""))
            .ExpectError(409, "duplicate", "Already Exists: Job p:US.mine");
    }

    [Theory]
    [InlineData("""{}""", "required", "missing")]
    [InlineData("""{"configuration":{}}""", "invalid", "exactly one")]
    [InlineData("""{"configuration":{"query":{"query":"SELECT 1"},"load":{}}}""", "invalid", "exactly one")]
    [InlineData("""{"configuration":{"query":{}}}""", "required", "query")]
    [InlineData("""{"configuration":{"query":{"query":"SELECT 1","useLegacySql":true}}}""", "invalidQuery", "legacy SQL")]
    [InlineData("""{"configuration":{"jobTimeoutMs":"soon","query":{"query":"SELECT 1"}}}""", "invalid", "Invalid value for jobTimeoutMs: soon")]
    [InlineData("""{"configuration":{"jobTimeoutMs":-5,"query":{"query":"SELECT 1"}}}""", "invalid", "Invalid value for jobTimeoutMs: -5")]
    [InlineData("""{"jobReference":{"jobId":"a b"},"configuration":{"query":{"query":"SELECT 1"}}}""", "invalid", "Invalid job ID")]
    [InlineData("""[1]""", "parseError", "object")]
    [InlineData("""{"x":""", "parseError", "Invalid JSON")]
    public async Task Wrong_job_resources_are_refused(string body, string reason, string message) =>
        (await _sandbox.PostAsync($"{Base}/jobs", body)).ExpectError(400, reason, message);

    [Fact]
    public async Task A_time_limit_beyond_every_timer_is_none_that_matters() =>
        (await _sandbox.JobAsync("""{"jobTimeoutMs":"9223372036854775807","query":{"query":"SELECT 1","useLegacySql":false}}""", "patient")).Succeeded();

    [Fact]
    public async Task Unknown_job_answers_404() =>
        (await _sandbox.GetAsync($"{Base}/jobs/none?location=US")).ExpectError(404, "notFound", "Not found: Job p:US.none");

    [Fact]
    public async Task Finished_job_has_times_labels_and_what_it_did()
    {
        var job = (await _sandbox.JobAsync("""{"labels":{"run":"7"},"query":{"query":"CREATE SCHEMA d","useLegacySql":false}}""", "mine")).Succeeded();
        Assert.Equal("p:US.mine", (string?)job["id"]);
        Assert.Equal("7", (string?)job["configuration"]!["labels"]!["run"]);
        Assert.Equal("QUERY", (string?)job["configuration"]!["jobType"]);
        Assert.Equal("CREATE_SCHEMA", (string?)job["statistics"]!["query"]!["statementType"]);
        Assert.Equal("CREATE", (string?)job["statistics"]!["query"]!["ddlOperationPerformed"]);
        foreach (var time in new[] { "creationTime", "startTime", "endTime" })
            Assert.True(long.Parse((string)job["statistics"]![time]!) > 1_600_000_000_000, time);
    }

    [Fact]
    public async Task Syntax_errors_are_the_jobs_errors_with_their_place()
    {
        (await _sandbox.JobAsync("""{"query":{"query":"SELEC 1","useLegacySql":false}}""", "bad")).FailedWith("invalidQuery", "at [1:1]");
        (await _sandbox.GetAsync($"{Base}/queries/bad")).ExpectError(400, "invalidQuery", "at [1:1]");
        (await _sandbox.PostAsync($"{Base}/queries", """{"query":"SELEC 1","useLegacySql":false}""")).ExpectError(400, "invalidQuery", "at [1:1]");
        (await _sandbox.PostAsync($"{Base}/queries", """{"query":"SELEC 1","useLegacySql":false,"dryRun":true}""")).ExpectError(400, "invalidQuery", "at [1:1]");
    }

    [Fact]
    public async Task Jobs_and_their_errors_survive_reopening()
    {
        await _sandbox.JobAsync("""{"query":{"query":"CREATE SCHEMA d","useLegacySql":false}}""", "good");
        await _sandbox.JobAsync("""{"query":{"query":"SELEC 1","useLegacySql":false}}""", "bad");
        _sandbox.Reopen();
        (await _sandbox.DoneAsync("good")).Succeeded();
        (await _sandbox.DoneAsync("bad")).FailedWith("invalidQuery", "Syntax error");
    }

    [Fact]
    public async Task List_filters_pages_and_sorts_youngest_first()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await _sandbox.JobAsync($$$"""{"query":{"query":"CREATE SCHEMA {{{id}}}","useLegacySql":false}}""", id);
        var first = (await _sandbox.GetAsync($"{Base}/jobs?maxResults=2&stateFilter=done&projection=full")).Expect(HttpStatusCode.OK).Json;
        var second = (await _sandbox.GetAsync($"{Base}/jobs?maxResults=2&pageToken={first["nextPageToken"]}")).Json;
        Assert.Equal(["c", "b", "a"], first["jobs"]!.AsArray().Concat(second["jobs"]!.AsArray()).Select(job => (string?)job!["jobReference"]!["jobId"]));
        Assert.NotNull(first["jobs"]![0]!["configuration"]);
        Assert.Null(second["jobs"]![0]!["configuration"]);
        Assert.Empty((await _sandbox.GetAsync($"{Base}/jobs?stateFilter=running")).Json["jobs"]!.AsArray());
    }

    [Fact]
    public async Task Deleted_job_is_gone()
    {
        await _sandbox.JobAsync("""{"query":{"query":"CREATE SCHEMA d","useLegacySql":false}}""", "a");
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync($"{Base}/jobs/a/delete")).Status);
        (await _sandbox.GetAsync($"{Base}/jobs/a")).ExpectError(404, "notFound", "Job p:US.a");
    }

    [Fact]
    public async Task What_breaks_a_script_from_below_ends_its_children_too()
    {
        Directory.Delete(Path.Combine(_sandbox.Folder, "jobs", "results"), recursive: true);
        (await _sandbox.JobAsync("""{"query":{"query":"SELECT 1; SELECT 2","useLegacySql":false}}""", "script")).FailedWith("internalError", "The sandbox failed");
        var child = Assert.Single((await _sandbox.GetAsync($"{Base}/jobs?parentJobId=script")).Json["jobs"]!.AsArray())!;
        Assert.Equal("DONE", (string?)child["state"]);
        Assert.Equal("internalError", (string?)child["errorResult"]!["reason"]);
    }
}
