using System.Net;
using System.Text;
using ErosDeploy.Core.Cloud.Storage;

namespace ErosDeploy.Core.Tests.Cloud.Storage;

public sealed class StorageClientTests : IDisposable
{
    static readonly byte[] Content = Encoding.ASCII.GetBytes("123456789");
    readonly CloudHarness _cloud = new();

    public void Dispose() => _cloud.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Stored(long size = 9, string crc = "4waSgw==") =>
        $$"""{ "name": "a/b c.json", "bucket": "b", "generation": "17", "metageneration": "1", "size": "{{size}}", "crc32c": "{{crc}}" }""";

    [Fact]
    public void The_checksum_is_castagnoli_s() => Assert.Equal("4waSgw==", Crc32c.Of(Content));

    [Fact]
    public void The_checksum_of_pieces_is_that_of_the_whole()
    {
        var crc = new Crc32c();
        crc.Append(Content.AsSpan(0, 4));
        crc.Append(Content.AsSpan(4));

        Assert.Equal(Crc32c.Of(Content), crc.ToString());
    }

    [Fact]
    public async Task A_listing_comes_over_all_pages_with_its_folders()
    {
        _cloud.Transport.Answer($$"""{ "items": [{{Stored()}}], "prefixes": ["x/"], "nextPageToken": "n" }""").Answer("""{ "prefixes": ["y/"] }""");

        var entries = new List<ListedEntry>();
        await foreach (var entry in _cloud.Storage.ListAsync("b", "pre fix/", "/", Cancel)) entries.Add(entry);

        Assert.Equal(["a/b c.json", "x/", "y/"], entries.Select(entry => entry.Object?.Name ?? entry.Prefix));
        Assert.All(_cloud.Transport.Sent, sent => Assert.Equal(("pre fix/", "/"), (sent.Query("prefix"), sent.Query("delimiter"))));
        Assert.Equal("n", _cloud.Transport.Sent[1].Query("pageToken"));
    }

    [Fact]
    public async Task A_download_names_the_generation_it_read_about()
    {
        _cloud.Transport.Answer(Stored()).Answer(_ => Bytes(Content));

        var stored = await _cloud.Storage.DownloadAsync("b", "a/b c.json", Cancel);

        Assert.Equal(Content, stored!.Bytes);
        Assert.Equal(17, stored.Object.Generation);
        Assert.Equal(("media", "17"), (_cloud.Transport.Sent[1].Query("alt"), _cloud.Transport.Sent[1].Query("generation")));
        Assert.Equal("/storage/v1/b/b/o/a%2Fb%20c.json", _cloud.Transport.Sent[1].Uri.AbsolutePath);
    }

    [Fact]
    public async Task A_damaged_download_is_no_success()
    {
        _cloud.Transport.Answer(Stored()).Answer(_ => Bytes("12345678X"u8.ToArray()));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.DownloadAsync("b", "a/b c.json", Cancel));
        Assert.Equal(ErosErrorCode.CloudAnswerInvalid, error.Code);
    }

    [Fact]
    public async Task A_large_object_is_read_in_pieces_and_proven_as_a_whole()
    {
        var large = Patterned(9 * 1024 * 1024);
        _cloud.Transport.Answer(Stored(large.Length, Crc32c.Of(large))).Answer(Piece).Break().Answer(Piece);
        using var destination = new MemoryStream();

        await _cloud.Storage.DownloadToAsync("b", "a/b c.json", destination, Cancel);

        Assert.True(destination.ToArray().AsSpan().SequenceEqual(large));
        Assert.Equal(["bytes=0-8388607", "bytes=8388608-9437183", "bytes=8388608-9437183"], _cloud.Transport.Sent.Skip(1).Select(sent => sent.Headers["Range"]));

        HttpResponseMessage Piece(SentRequest sent)
        {
            var ends = sent.Headers["Range"]["bytes=".Length..].Split('-').Select(int.Parse).ToArray();
            return Bytes(large[ends[0]..(ends[1] + 1)]);
        }
    }

    [Fact]
    public async Task A_large_download_that_is_damaged_is_no_success()
    {
        _cloud.Transport.Answer(Stored()).Answer(_ => Bytes("12345678X"u8.ToArray()));
        using var destination = new MemoryStream();

        await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.DownloadToAsync("b", "a/b c.json", destination, Cancel));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        _cloud.Transport.Fault(HttpStatusCode.NotFound, "notFound").Fault(HttpStatusCode.NotFound, "notFound").Fault(HttpStatusCode.NotFound, "notFound");

        Assert.Null(await _cloud.Storage.GetAsync("b", "n", Cancel));
        Assert.Null(await _cloud.Storage.DownloadAsync("b", "n", Cancel));
        Assert.False(await _cloud.Storage.DeleteAsync("b", "n", null, Cancel));
    }

    [Fact]
    public async Task A_failed_precondition_can_be_told_apart()
    {
        _cloud.Transport.Fault(HttpStatusCode.PreconditionFailed, "conditionNotMet");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.UploadAsync("b", "n", Content, "text/plain", 0, Cancel));

        Assert.Equal("EROS5006", error.CodeText);
        Assert.Equal("0", _cloud.Transport.Sent[0].Query("ifGenerationMatch"));
    }

    [Theory]
    [InlineData(17L, 2)]
    [InlineData(null, 1)]
    public async Task Writes_and_deletions_are_repeated_only_under_a_precondition(long? generation, int requests)
    {
        _cloud.Transport.Break().Answer(Stored());
        var upload = await Record.ExceptionAsync(() => _cloud.Storage.UploadAsync("b", "n", Content, "text/plain", generation, Cancel));
        var uploads = _cloud.Transport.Sent.Count;

        using var other = new CloudHarness();
        other.Transport.Break().Answer("");
        var deletion = await Record.ExceptionAsync(() => other.Storage.DeleteAsync("b", "n", generation, Cancel));

        Assert.Equal((requests, requests), (uploads, other.Transport.Sent.Count));
        Assert.Equal((generation is null, generation is null), (upload is not null, deletion is not null));
    }

    [Fact]
    public async Task An_upload_that_arrived_damaged_is_no_success()
    {
        _cloud.Transport.Answer(Stored(crc: "AAAAAA=="));

        await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.UploadAsync("b", "n", Content, "text/plain", 0, Cancel));
    }

    [Fact]
    public async Task A_large_upload_goes_on_from_what_was_kept()
    {
        var large = Patterned(9 * 1024 * 1024);
        _cloud.Transport.Answer(_ => Session()).Answer(_ => Kept(262143)).Break().Answer(_ => Kept(8650751)).Answer(Stored(large.Length, Crc32c.Of(large)));

        var stored = await _cloud.Storage.UploadAsync("b", "n", large, "application/octet-stream", 0, Cancel);

        Assert.Equal(17, stored.Generation);
        Assert.Equal(
            ["bytes 0-8388607/9437184", "bytes 262144-8650751/9437184", "bytes 262144-8650751/9437184", "bytes 8650752-9437183/9437184"],
            _cloud.Transport.Sent.Skip(1).Select(sent => sent.Headers["Content-Range"]));
        Assert.Equal("s1", _cloud.Transport.Sent[1].Query("upload_id"));
    }

    [Fact]
    public async Task A_large_upload_that_does_not_get_on_fails()
    {
        _cloud.Transport.Answer(_ => Session()).Afterwards(() => new HttpResponseMessage((HttpStatusCode)308));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.UploadAsync("b", "n", new byte[9 * 1024 * 1024], "x/y", 0, Cancel));

        Assert.Equal(ErosErrorCode.CloudRequestFailed, error.Code);
        Assert.Equal(6, _cloud.Transport.Sent.Count);
    }

    static HttpResponseMessage Session()
    {
        var answer = new HttpResponseMessage();
        answer.Headers.Location = new Uri("https://storage.googleapis.com/upload/storage/v1/b/b/o?uploadType=resumable&upload_id=s1");
        return answer;
    }

    static HttpResponseMessage Kept(long last)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)308);
        answer.Headers.TryAddWithoutValidation("Range", $"bytes=0-{last}");
        return answer;
    }

    static HttpResponseMessage Bytes(byte[] bytes) => new() { Content = new ByteArrayContent(bytes) };

    static byte[] Patterned(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];
}
