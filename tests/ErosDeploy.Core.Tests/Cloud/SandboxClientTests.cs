using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.TestKit;

namespace ErosDeploy.Core.Tests.Cloud;

/// <summary>The clients against the local cloud, over the same HTTP as everywhere.</summary>
public sealed class SandboxClientTests : IDisposable
{
    readonly SandboxFixture _sandbox = new();
    readonly CloudConnection _connection;
    readonly StorageClient _storage;
    readonly BigQueryClient _bigQuery;

    public SandboxClientTests()
    {
        _connection = new CloudConnection(_sandbox.Handler);
        _storage = new StorageClient(_connection);
        _bigQuery = new BigQueryClient(_connection, "eros-local");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _sandbox.Dispose();
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_created_once_replaced_by_generation_and_deleted()
    {
        await _storage.InsertBucketAsync("eros-local", new Bucket { Name = "backups", Location = "US" }, Cancel);
        var first = await _storage.UploadAsync("backups", "a/b c+ä.json", "{}"u8.ToArray(), "application/json", 0, Cancel);

        var again = await Assert.ThrowsAsync<ErosException>(() => _storage.UploadAsync("backups", "a/b c+ä.json", "[]"u8.ToArray(), "application/json", 0, Cancel));
        var second = await _storage.UploadAsync("backups", "a/b c+ä.json", "[]"u8.ToArray(), "application/json", first.Generation, Cancel);

        Assert.Equal(ErosErrorCode.CloudPreconditionFailed, again.Code);
        Assert.NotEqual(first.Generation, second.Generation);
        Assert.Equal("[]"u8.ToArray(), (await _storage.DownloadAsync("backups", "a/b c+ä.json", Cancel))!.Bytes);
        await Assert.ThrowsAsync<ErosException>(() => _storage.DeleteAsync("backups", "a/b c+ä.json", first.Generation, Cancel));
        Assert.True(await _storage.DeleteAsync("backups", "a/b c+ä.json", second.Generation, Cancel));
        Assert.Null(await _storage.GetAsync("backups", "a/b c+ä.json", Cancel));
    }

    [Fact]
    public async Task A_large_object_goes_up_and_comes_down_in_pieces()
    {
        var large = new byte[9 * 1024 * 1024 + 7];
        new Random(7).NextBytes(large);
        await _storage.InsertBucketAsync("eros-local", new Bucket { Name = "backups" }, Cancel);

        var stored = await _storage.UploadAsync("backups", "large.bin", large, "application/octet-stream", 0, Cancel);
        using var destination = new MemoryStream();
        await _storage.DownloadToAsync("backups", "large.bin", destination, Cancel);

        Assert.Equal((large.LongLength, Crc32c.Of(large)), (stored.Size, stored.Crc32c));
        Assert.True(destination.ToArray().AsSpan().SequenceEqual(large));
    }

    [Fact]
    public async Task A_listing_shows_the_folders_of_one_level()
    {
        await _storage.InsertBucketAsync("eros-local", new Bucket { Name = "backups" }, Cancel);
        foreach (var name in new[] { "x/1", "x/2", "y/1", "z" }) await _storage.UploadAsync("backups", name, [1], "x/y", 0, Cancel);

        var entries = new List<string?>();
        await foreach (var entry in _storage.ListAsync("backups", "", "/", Cancel)) entries.Add(entry.Object?.Name ?? entry.Prefix);

        Assert.Equal(["x/", "y/", "z"], entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_null() => Assert.Null(await _storage.GetBucketAsync("absent", Cancel));

    [Fact]
    public async Task A_job_that_is_not_there_is_null() =>
        Assert.Null(await _bigQuery.GetJobAsync(new JobReference { ProjectId = "eros-local", JobId = "eros_none_1_1", Location = "US" }, Cancel));
}
