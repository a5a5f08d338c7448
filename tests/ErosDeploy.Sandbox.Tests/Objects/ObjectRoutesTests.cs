using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Objects;

public sealed class ObjectRoutesTests : IDisposable
{
    readonly SandboxFixture _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Bucket_lives_from_insert_to_delete()
    {
        var made = (await BucketAsync()).Json;
        Assert.Equal("EU", (string?)made["location"]);
        Assert.Equal("1", (string?)made["metageneration"]);
        var patched = (await _sandbox.PatchAsync("storage/v1/b/eros-backups", """{"labels":{"team":"a"}}""")).Json;
        Assert.Equal("2", (string?)patched["metageneration"]);
        Assert.Equal("a", (string?)patched["labels"]!["team"]);
        Assert.Single((await _sandbox.GetAsync("storage/v1/b?project=p")).Json["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await _sandbox.DeleteAsync("storage/v1/b/eros-backups")).Status);
        (await _sandbox.GetAsync("storage/v1/b/eros-backups")).ExpectError(404, "notFound", "bucket does not exist");
    }

    [Fact]
    public async Task Second_insert_of_a_bucket_answers_409()
    {
        await BucketAsync();
        (await _sandbox.PostAsync("storage/v1/b?project=p", """{"name":"eros-backups"}""")).ExpectError(409, "conflict", "already own it");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("Upper")]
    [InlineData("a..b")]
    [InlineData("-ab")]
    public async Task Bucket_names_that_break_the_rules_are_refused(string name) =>
        (await _sandbox.PostAsync("storage/v1/b?project=p", new JsonObject { ["name"] = name }.ToJsonString()))
            .ExpectError(400, "invalid", "Invalid bucket name");

    [Fact]
    public async Task Simple_upload_gives_size_hashes_and_generation()
    {
        await BucketAsync();
        var made = await UploadAsync("123456789", "numbers.txt");
        Assert.Equal("9", (string?)made["size"]);
        Assert.Equal("4waSgw==", (string?)made["crc32c"]);
        Assert.Equal("JfnnlDI7RTiF9RgfG2JNCw==", (string?)made["md5Hash"]);
        Assert.Equal("text/plain", (string?)made["contentType"]);
        Assert.True(long.Parse((string)made["generation"]!) > 0);
        Assert.Equal("123456789", (await MediaAsync("numbers.txt")).Text);
    }

    [Theory]
    [InlineData("a/b/c.txt")]
    [InlineData("../../etc/passwd")]
    [InlineData("x; DROP TABLE \"y\"?#%&+ =*|<>:\\")]
    [InlineData("\u05d0\u05d1 \ud83d\ude00 \u00e9")]
    [InlineData("CON")]
    public async Task Names_of_any_characters_come_back_as_given_and_stay_in_the_folder(string name)
    {
        await BucketAsync();
        await UploadAsync("body", name);
        Assert.Equal("body", (await MediaAsync(name)).Text);
        var listed = (await _sandbox.GetAsync("storage/v1/b/eros-backups/o")).Json["items"]!.AsArray().Single();
        Assert.Equal(name, (string?)listed!["name"]);
        var bodies = Path.Combine(_sandbox.Folder, "objects", "eros-backups", "o");
        Assert.Equal(2, Directory.GetFiles(bodies).Length);
    }

    [Fact]
    public async Task Names_that_differ_only_in_case_are_two_objects()
    {
        await BucketAsync();
        await UploadAsync("one", "Table.avro");
        await UploadAsync("two", "table.avro");
        Assert.Equal("one", (await MediaAsync("Table.avro")).Text);
        Assert.Equal("two", (await MediaAsync("table.avro")).Text);
    }

    [Fact]
    public async Task Generation_zero_creates_only_if_absent()
    {
        await BucketAsync();
        var first = await UploadAsync("one", "lease", "&ifGenerationMatch=0");
        (await TryUploadAsync("two", "lease", "&ifGenerationMatch=0")).ExpectError(412, "conditionNotMet", "pre-conditions");
        var second = await UploadAsync("two", "lease", $"&ifGenerationMatch={first["generation"]}");
        Assert.True(long.Parse((string)second["generation"]!) > long.Parse((string)first["generation"]!));
        (await _sandbox.DeleteAsync($"storage/v1/b/eros-backups/o/lease?ifGenerationMatch={first["generation"]}"))
            .ExpectError(412, "conditionNotMet", "pre-conditions");
    }

    [Fact]
    public async Task Of_many_conditional_creations_one_wins()
    {
        await BucketAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => TryUploadAsync($"{i}", "lease", "&ifGenerationMatch=0")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(31, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Wrong_crc32c_is_refused_and_leaves_nothing()
    {
        await BucketAsync();
        var answer = await _sandbox.SendAsync(HttpMethod.Post, "upload/storage/v1/b/eros-backups/o?uploadType=multipart", Multipart(
            """{"name":"x","crc32c":"AAAAAA=="}""", "body"));
        answer.ExpectError(400, "invalid", "doesn't match calculated CRC32C");
        Assert.Equal(HttpStatusCode.NotFound, (await MediaAsync("x")).Status);
    }

    [Fact]
    public async Task Multipart_upload_keeps_metadata_and_patch_changes_it()
    {
        await BucketAsync();
        var made = await _sandbox.SendAsync(HttpMethod.Post, "upload/storage/v1/b/eros-backups/o?uploadType=multipart", Multipart(
            """{"name":"m","metadata":{"run":"7","old":"x"},"customTime":"2024-01-02T03:04:05Z"}""", "a\r\n--b\nc"));
        Assert.Equal("7", (string?)made.Expect(HttpStatusCode.OK).Json["metadata"]!["run"]);
        Assert.Equal("a\r\n--b\nc", (await MediaAsync("m")).Text);
        var patched = (await _sandbox.PatchAsync("storage/v1/b/eros-backups/o/m", """{"metadata":{"run":"8","old":null}}""")).Json;
        Assert.Equal("8", (string?)patched["metadata"]!["run"]);
        Assert.Null(patched["metadata"]!["old"]);
        Assert.Equal("2024-01-02T03:04:05Z", (string?)patched["customTime"]);
        Assert.Equal("2", (string?)patched["metageneration"]);
        Assert.Equal((string?)made.Json["generation"], (string?)patched["generation"]);
    }

    [Fact]
    public async Task Resumable_upload_takes_chunks_and_answers_probes()
    {
        await BucketAsync();
        var started = await _sandbox.PostAsync("upload/storage/v1/b/eros-backups/o?uploadType=resumable&name=big", """{"contentType":"text/csv"}""");
        var address = started.Expect(HttpStatusCode.OK).Headers["Location"];
        var first = await ChunkAsync(address, "hello ", "bytes 0-5/11");
        Assert.Equal(308, (int)first.Status);
        Assert.Equal("bytes=0-5", first.Headers["Range"]);
        var probe = await ChunkAsync(address, "", "bytes */11");
        Assert.Equal("bytes=0-5", probe.Headers["Range"]);
        var last = await ChunkAsync(address, "world", "bytes 6-10/11");
        Assert.Equal("11", (string?)last.Expect(HttpStatusCode.OK).Json["size"]);
        Assert.Equal("text/csv", (string?)last.Json["contentType"]);
        Assert.Equal("hello world", (await MediaAsync("big")).Text);
        (await ChunkAsync(address, "", "bytes */11")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "234")]
    [InlineData("bytes=7-", 206, "789")]
    [InlineData("bytes=-2", 206, "89")]
    [InlineData("bytes=5-100", 206, "56789")]
    [InlineData("bytes=10-", 416, null)]
    public async Task Range_downloads_give_the_part(string range, int status, string? expected)
    {
        await BucketAsync();
        await UploadAsync("0123456789", "digits");
        var answer = await _sandbox.GetAsync("download/storage/v1/b/eros-backups/o/digits?alt=media", ("Range", range));
        Assert.Equal(status, (int)answer.Status);
        if (expected is not null)
            Assert.Equal(expected, answer.Text);
    }

    [Fact]
    public async Task List_walks_all_pages_with_prefix_and_delimiter()
    {
        await BucketAsync();
        foreach (var name in new[] { "a/1", "a/2", "b/1", "c", "d", "z/1/2" })
            await UploadAsync("x", name);
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = (await _sandbox.GetAsync($"storage/v1/b/eros-backups/o?delimiter=/&maxResults=2&pageToken={Uri.EscapeDataString(token ?? "")}")).Json;
            names.AddRange((page["prefixes"] as JsonArray ?? []).Select(prefix => (string)prefix!));
            names.AddRange((page["items"] as JsonArray ?? []).Select(item => (string)item!["name"]!));
            token = (string?)page["nextPageToken"];
        }
        while (token is not null);
        Assert.Equal(["a/", "b/", "c", "d", "z/"], names);
        var inside = (await _sandbox.GetAsync("storage/v1/b/eros-backups/o?prefix=a/")).Json["items"]!.AsArray();
        Assert.Equal(["a/1", "a/2"], inside.Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task Rewrite_and_compose_make_new_objects()
    {
        await BucketAsync();
        await UploadAsync("one", "1");
        await UploadAsync("two", "2");
        var rewritten = await _sandbox.PostAsync("storage/v1/b/eros-backups/o/1/rewriteTo/b/eros-backups/o/copy%2F1", "{}");
        Assert.True((bool)rewritten.Expect(HttpStatusCode.OK).Json["done"]!);
        Assert.Equal("one", (await MediaAsync("copy/1")).Text);
        var composed = await _sandbox.PostAsync(
            "storage/v1/b/eros-backups/o/both/compose", """{"sourceObjects":[{"name":"1"},{"name":"2"}],"destination":{"contentType":"text/x"}}""");
        Assert.Equal(2, (int)composed.Expect(HttpStatusCode.OK).Json["componentCount"]!);
        Assert.Null(composed.Json["md5Hash"]);
        Assert.Equal("onetwo", (await MediaAsync("both")).Text);
    }

    [Fact]
    public async Task Objects_are_there_after_reopening_with_rising_generations()
    {
        await BucketAsync();
        var before = await UploadAsync("kept", "x");
        _sandbox.Reopen();
        Assert.Equal("kept", (await MediaAsync("x")).Text);
        var after = await UploadAsync("new", "x");
        Assert.True(long.Parse((string)after["generation"]!) > long.Parse((string)before["generation"]!));
    }

    [Fact]
    public async Task Client_paths_for_an_emulator_host_work_too()
    {
        await BucketAsync();
        await UploadAsync("body", "x");
        Assert.Equal("x", (string?)(await _sandbox.GetAsync("b/eros-backups/o/x")).Json["name"]);
    }

    [Theory]
    [InlineData("GET", "storage/v1/b/bkt/o?versions=true", "versions")]
    [InlineData("GET", "storage/v1/b/bkt/o?softDeleted=true", "softDeleted")]
    [InlineData("GET", "storage/v1/b/bkt/o?matchGlob=*", "matchGlob")]
    [InlineData("POST", "storage/v1/b/bkt/o/a/rewriteTo/b/bkt/o/b?rewriteToken=x", "rewriteToken")]
    [InlineData("POST", "storage/v1/b/bkt/o/a/rewriteTo/b/bkt/o/b?maxBytesRewrittenPerCall=1048576", "maxBytesRewrittenPerCall")]
    [InlineData("POST", "upload/storage/v1/b/bkt/o?uploadType=media&name=x&kmsKeyName=k", "kmsKeyName")]
    [InlineData("POST", "batch/storage/v1", "batch requests")]
    public async Task What_is_not_done_is_named(string method, string path, string named) =>
        (await _sandbox.SendAsync(new HttpMethod(method), path, method == "GET" ? null : RestCalls.Json("{}"))).ExpectError(501, "notImplemented", $"Unimplemented: {named}");

    [Fact]
    public async Task Unknown_route_answers_404_in_Googles_envelope() =>
        (await _sandbox.GetAsync("storage/v1/nothing")).ExpectError(404, "notFound", "Not Found");

    Task<Answer> BucketAsync() => _sandbox.PostAsync("storage/v1/b?project=p", """{"name":"eros-backups","location":"eu"}""");

    Task<Answer> TryUploadAsync(string body, string name, string conditions = "") => _sandbox.SendAsync(
        HttpMethod.Post,
        $"upload/storage/v1/b/eros-backups/o?uploadType=media&name={Uri.EscapeDataString(name)}{conditions}",
        RestCalls.Bytes(Encoding.UTF8.GetBytes(body), "text/plain"));

    async Task<JsonObject> UploadAsync(string body, string name, string conditions = "") =>
        (await TryUploadAsync(body, name, conditions)).Expect(HttpStatusCode.OK).Json;

    Task<Answer> MediaAsync(string name) => _sandbox.GetAsync($"storage/v1/b/eros-backups/o/{Uri.EscapeDataString(name)}?alt=media");

    Task<Answer> ChunkAsync(string address, string body, string range) =>
        _sandbox.SendAsync(HttpMethod.Put, address, RestCalls.Bytes(Encoding.UTF8.GetBytes(body), "text/csv"), ("Content-Range", range));

    static ByteArrayContent Multipart(string resource, string media) => RestCalls.Bytes(
        Encoding.UTF8.GetBytes($"--xyz\r\nContent-Type: application/json\r\n\r\n{resource}\r\n--xyz\r\nContent-Type: text/plain\r\n\r\n{media}\r\n--xyz--"),
        "multipart/related; boundary=\"xyz\"");
}
