using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Transfer;

public sealed class TransferRoutesTests : IDisposable
{
    const string Configs = "v1/projects/p/locations/us/transferConfigs";

    readonly Clock _clock = new(new DateTimeOffset(2024, 1, 10, 10, 0, 0, TimeSpan.Zero));
    readonly SandboxFixture _sandbox;

    public TransferRoutesTests() => _sandbox = new SandboxFixture(_clock);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Due_query_runs_once_and_writes_its_table()
    {
        await _sandbox.DatasetAsync();
        _sandbox.Cloud.RunSchedules();
        var name = await CreateAsync("every day 10:30", @",""destinationDatasetId"":""d""", @",""destination_table_name_template"":""t_{run_date}""");
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(await RunsAsync(name));

        _clock.Advance(TimeSpan.FromMinutes(1));
        var run = Assert.Single(await RunsAsync(name))!;
        await _sandbox.DoneAsync(JobOf(run));
        run = Assert.Single(await RunsAsync(name))!;
        Assert.Equal("SUCCEEDED", (string?)run["state"]);
        Assert.Equal("2024-01-10T10:30:00Z", (string?)run["runTime"]);
        Assert.Contains("\"7\"", await _sandbox.RowsAsync("t_20240110"), StringComparison.Ordinal);
        Assert.Equal("2024-01-11T10:30:00Z", (string?)(await _sandbox.GetAsync($"v1/{name}")).Json["nextRunTime"]);
    }

    [Theory]
    [InlineData(""","disabled":true""")]
    [InlineData(""","scheduleOptions":{"disableAutoScheduling":true}""")]
    [InlineData(""","scheduleOptions":{"endTime":"2024-01-10T10:00:00Z"}""")]
    public async Task Config_that_is_not_to_run_does_not(string more)
    {
        _sandbox.Cloud.RunSchedules();
        var name = await CreateAsync("every 15 minutes", more);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await RunsAsync(name));
    }

    [Fact]
    public async Task Missed_query_runs_once_after_the_folder_is_served_again()
    {
        var name = await CreateAsync("every 15 minutes", "");
        _clock.Advance(TimeSpan.FromHours(5));
        _sandbox.Reopen();
        Assert.Empty(await RunsAsync(name));
        _sandbox.Cloud.RunSchedules();
        Assert.Single(await RunsAsync(name));
        Assert.Equal("2024-01-10T15:15:00Z", (string?)(await _sandbox.GetAsync($"v1/{name}")).Json["nextRunTime"]);
    }

    [Fact]
    public async Task Manual_run_has_the_time_asked_for()
    {
        var name = await CreateAsync("every day 00:00", ""","disabled":true""");
        var started = (await _sandbox.PostAsync($"v1/{name}:startManualRuns", """{"requestedRunTime":"2023-05-06T07:08:09Z"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("2023-05-06T07:08:09Z", (string?)started["runs"]![0]!["runTime"]);
        var job = await _sandbox.DoneAsync(JobOf(started["runs"]![0]!));
        job.Succeeded();
    }

    [Fact]
    public async Task Patch_changes_what_the_mask_names()
    {
        var name = await CreateAsync("every day 00:00", "");
        var changed = (await _sandbox.PatchAsync($"v1/{name}?updateMask=schedule", """{"schedule":"every day 12:00","displayName":"not this"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("n", (string?)changed["displayName"]);
        Assert.Equal("2024-01-10T12:00:00Z", (string?)changed["nextRunTime"]);
    }

    [Fact]
    public async Task Deleted_config_is_gone()
    {
        var name = await CreateAsync("every day 00:00", "");
        (await _sandbox.DeleteAsync($"v1/{name}")).Expect(HttpStatusCode.OK);
        (await _sandbox.GetAsync($"v1/{name}")).ExpectError(404, "notFound", name);
        Assert.Null((await _sandbox.GetAsync(Configs)).Json["transferConfigs"]);
    }

    [Theory]
    [InlineData("""{"dataSourceId":"scheduled_query","schedule":"sometimes","params":{"query":"SELECT 1"}}""", 400, "Invalid schedule: sometimes")]
    [InlineData("""{"dataSourceId":"scheduled_query","params":{}}""", 400, "query")]
    [InlineData("""{"dataSourceId":"scheduled_query","params":{"query":"SELECT 1","colour":"red"}}""", 400, "colour")]
    [InlineData("""{"dataSourceId":"amazon_s3","params":{}}""", 501, "amazon_s3")]
    [InlineData("""{"dataSourceId":"scheduled_query","params":{"query":"SELECT 1"},"scheduleOptionsV2":{}}""", 501, "scheduleOptionsV2")]
    public async Task What_cannot_be_scheduled_is_refused(string body, int status, string messagePart)
    {
        var answer = await _sandbox.PostAsync(Configs, body);
        Assert.Equal(status, (int)answer.Status);
        Assert.Contains(messagePart, (string?)answer.Json["error"]!["message"], StringComparison.Ordinal);
    }

    async Task<string> CreateAsync(string schedule, string more, string parameters = "") => (string)(await _sandbox.PostAsync(
        Configs,
        $$"""{"displayName":"n","dataSourceId":"scheduled_query","schedule":"{{schedule}}","params":{ "query":"SELECT 7 AS n" {{parameters}} } {{more}} }"""))
        .Expect(HttpStatusCode.OK).Json["name"]!;

    async Task<JsonArray> RunsAsync(string name) =>
        (JsonArray?)(await _sandbox.GetAsync($"v1/{name}/runs")).Expect(HttpStatusCode.OK).Json["transferRuns"] ?? [];

    static string JobOf(JsonNode run) => "scheduled_query_" + ((string)run["name"]!).Split('/')[^1];
}
