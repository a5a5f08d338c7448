using System.Net;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Storage;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Storage;

/// <summary>A full disk ends what runs, at once and with the folder's name; nothing waits for an end that cannot be written down.</summary>
public sealed class FullDiskTests : IDisposable
{
    const string Base = BigQueryCalls.Base;

    readonly string _folder = Directory.CreateTempSubdirectory("eros-full-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<Exception, bool> Failures() => new()
    {
        { new IOException("Kein Platz", 28), true },
        { new IOException("Voll", unchecked((int)0x80070070)), true },
        { new InvalidOperationException("outer", new IOException("inner", 28)), true },
        { new InvalidOperationException("IO Error: Could not write file \"/x/warehouse.duckdb.wal\": No space left on device"), true },
        { new InvalidOperationException("FATAL Error: ... invalidated ... Original error: \"Could not write file: No space left on device\""), true },
        { new InvalidOperationException("Out of Memory Error: failed to offload data block ... 'max_temp_directory_size' setting"), true },
        { new IOException("The process cannot access the file", 32), false },
        { new InvalidOperationException("Conversion Error: 28"), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Full_disks_are_told_from_other_failures(Exception failure, bool full) => Assert.Equal(full, FullDisk.Is(failure));

    [Fact]
    public async Task A_job_whose_end_cannot_be_kept_ends_all_the_same_and_says_so()
    {
        var disk = new Disk();
        using (var cloud = LocalCloud.Open(_folder, TimeProvider.System, disk.Open))
        {
            using var client = Client(cloud);
            disk.WritesLeft = 1;
            var refused = await SendAsync(client, "jobs", """{"jobReference":{"jobId":"a"},"configuration":{"query":{"query":"SELECT 1","useLegacySql":false}}}""");
            refused.Expect(HttpStatusCode.OK);
            var document = await cloud.Jobs.Store.Get("p", "a").WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
            Assert.True(document.IsDone);
            Assert.Equal(FullDisk.Reason, document.Failure!.Reason);
            Assert.Contains(_folder, document.Failure.Message, StringComparison.Ordinal);
        }

        using var again = LocalCloud.Open(_folder);
        Assert.Equal("backendError", again.Jobs.Store.Get("p", "a").Document.Failure!.Reason);
    }

    [Fact]
    public async Task A_job_that_cannot_be_kept_is_refused_and_its_id_stays_free()
    {
        var disk = new Disk();
        using var cloud = LocalCloud.Open(_folder, TimeProvider.System, disk.Open);
        using var client = Client(cloud);
        const string job = """{"jobReference":{"jobId":"a"},"configuration":{"query":{"query":"SELECT 1","useLegacySql":false}}}""";
        disk.WritesLeft = 0;
        (await SendAsync(client, "jobs", job)).ExpectError(507, FullDisk.Reason, _folder);
        disk.WritesLeft = int.MaxValue;
        (await SendAsync(client, "jobs", job)).Expect(HttpStatusCode.OK);
        Assert.Null((await cloud.Jobs.Store.Get("p", "a").WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel)).Failure);
    }

    [Fact]
    public void What_was_cut_off_by_a_full_disk_does_not_spoil_what_is_written_later()
    {
        var disk = new Disk();
        using (var store = new JobStore(_folder, TimeProvider.System, disk.Open))
        {
            store.Add(new Job(Document("a")));
            disk.WritesLeft = 0;
            Assert.Throws<IOException>(() => store.Add(new Job(Document("b"))));
            disk.WritesLeft = int.MaxValue;
            store.Add(new Job(Document("c")));
        }

        using var again = new JobStore(_folder, TimeProvider.System);
        Assert.Equal(["a", "c"], again.List("p").Select(job => job.JobId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_upload_to_a_full_disk_is_refused_and_leaves_nothing_behind()
    {
        using var sandbox = new SandboxFixture();
        await sandbox.BucketAsync();
        using var body = new StreamContent(new FullStream());
        (await sandbox.SendAsync(HttpMethod.Post, "upload/storage/v1/b/bkt/o?uploadType=media&name=x", body)).ExpectError(507, FullDisk.Reason, sandbox.Folder);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(sandbox.Folder, "objects"), "*.tmp", SearchOption.AllDirectories));
        (await sandbox.GetAsync("storage/v1/b/bkt/o/x")).ExpectError(404, "notFound", "x");
    }

    static HttpClient Client(LocalCloud cloud) => new(new SandboxHandler(cloud)) { BaseAddress = new Uri("http://sandbox.invalid/") };

    static async Task<Answer> SendAsync(HttpClient client, string path, string json)
    {
        using var body = RestCalls.Json(json);
        using var response = await client.PostAsync(new Uri($"{Base}/{path}", UriKind.Relative), body, Cancel);
        return new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(Cancel), []);
    }

    static JobDocument Document(string id) => new()
    {
        Project = "p", JobId = id, UserEmail = "a@b", State = JobState.Done, CreatedAt = DateTimeOffset.UnixEpoch,
        Configuration = new System.Text.Json.Nodes.JsonObject { ["jobType"] = "QUERY" },
    };

    /// <summary>A disk that takes so many more writes of a journal; of the one too many, half is there.</summary>
    sealed class Disk
    {
        public int WritesLeft { get; set; } = int.MaxValue;

        public Stream Open(string path) => new Limited(this, path);

        sealed class Limited(Disk disk, string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
        {
            public override void Write(ReadOnlySpan<byte> buffer)
            {
                var fits = disk.WritesLeft-- > 0;
                base.Write(fits ? buffer : buffer[..(buffer.Length / 2)]);
                if (!fits)
                    throw new IOException("No space left on device", 28);
            }
        }
    }

    sealed class FullStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("No space left on device", 28);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("No space left on device", 28);
    }
}
