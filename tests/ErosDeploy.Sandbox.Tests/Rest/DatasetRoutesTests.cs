using System.Net;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Rest;

public sealed class DatasetRoutesTests : IDisposable
{
    const string Base = BigQueryCalls.Base;

    readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Insert_get_list_and_delete()
    {
        var made = (await _sandbox.PostAsync(
            $"{Base}/datasets", """{"datasetReference":{"datasetId":"d"},"location":"eu","labels":{"team":"x"},"description":"text"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("p:d", (string?)made["id"]);
        Assert.Equal("EU", (string?)made["location"]);
        var got = (await _sandbox.GetAsync($"{Base}/datasets/d")).Json;
        Assert.Equal("text", (string?)got["description"]);
        Assert.Equal((string?)made["etag"], (string?)got["etag"]);
        Assert.Single((await _sandbox.GetAsync($"{Base}/datasets")).Json["datasets"]!.AsArray());
        Assert.Null((await _sandbox.GetAsync($"{Base}/datasets?filter=labels.team:y")).Json["datasets"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync($"{Base}/datasets/d")).Status);
        (await _sandbox.GetAsync($"{Base}/datasets/d")).ExpectError(404, "notFound", "Not found: Dataset p:d");
    }

    [Fact]
    public async Task Second_insert_answers_409_already_exists()
    {
        await _sandbox.DatasetAsync();
        (await _sandbox.PostAsync($"{Base}/datasets", """{"datasetReference":{"datasetId":"d"}}""")).ExpectError(409, "duplicate", "Already Exists: Dataset p:d");
    }

    [Theory]
    [InlineData("x; DROP TABLE y")]
    [InlineData("../..")]
    [InlineData("a`b")]
    [InlineData("")]
    public async Task Invalid_ids_are_refused(string id) => (await _sandbox.PostAsync(
        $"{Base}/datasets", new System.Text.Json.Nodes.JsonObject { ["datasetReference"] = new System.Text.Json.Nodes.JsonObject { ["datasetId"] = id } }.ToJsonString()))
        .ExpectError(400, "invalid", "Invalid dataset ID");

    [Fact]
    public async Task Patch_merges_labels_and_update_replaces()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.PatchAsync($"{Base}/datasets/d", """{"labels":{"a":"1","b":"2"},"friendlyName":"f"}""");
        var patched = (await _sandbox.PatchAsync($"{Base}/datasets/d", """{"labels":{"a":null,"c":"3"}}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("""{"b":"2","c":"3"}""", patched["labels"]!.ToJsonString());
        Assert.Equal("f", (string?)patched["friendlyName"]);
        var updated = (await _sandbox.PutAsync($"{Base}/datasets/d", """{"datasetReference":{"datasetId":"d"},"description":"only"}""")).Json;
        Assert.Null(updated["labels"]);
        Assert.Null(updated["friendlyName"]);
    }

    [Fact]
    public async Task If_match_of_an_old_etag_answers_412()
    {
        await _sandbox.DatasetAsync();
        var etag = (string)(await _sandbox.GetAsync($"{Base}/datasets/d")).Json["etag"]!;
        (await _sandbox.PatchAsync($"{Base}/datasets/d", """{"description":"1"}""", ("If-Match", etag))).Expect(HttpStatusCode.OK);
        (await _sandbox.PatchAsync($"{Base}/datasets/d", """{"description":"2"}""", ("If-Match", etag))).ExpectError(412, "conditionNotMet", "Precondition");
    }

    [Fact]
    public async Task Delete_refuses_contents_unless_told_to()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.TableAsync("t", """[{"name":"a","type":"INT64"}]""");
        (await _sandbox.DeleteAsync($"{Base}/datasets/d")).ExpectError(400, "resourceInUse", "Dataset p:d is still in use");
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync($"{Base}/datasets/d?deleteContents=true")).Status);
    }

    [Fact]
    public async Task Lists_go_in_pages()
    {
        foreach (var id in new[] { "c", "a", "b" })
            await _sandbox.DatasetAsync(id);
        var first = (await _sandbox.GetAsync($"{Base}/datasets?maxResults=2")).Json;
        var second = (await _sandbox.GetAsync($"{Base}/datasets?maxResults=2&pageToken={first["nextPageToken"]}")).Json;
        var ids = first["datasets"]!.AsArray().Concat(second["datasets"]!.AsArray()).Select(dataset => (string?)dataset!["datasetReference"]!["datasetId"]);
        Assert.Equal(["a", "b", "c"], ids);
        Assert.Null(second["nextPageToken"]);
        (await _sandbox.GetAsync($"{Base}/datasets?pageToken=nonsense")).ExpectError(400, "invalid", "pageToken");
    }
}
