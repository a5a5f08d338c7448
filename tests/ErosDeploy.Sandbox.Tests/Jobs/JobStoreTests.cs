using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Tests.Jobs;

public sealed class JobStoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-jobs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Finished_job_is_there_after_reopening()
    {
        using (var store = Open())
        {
            var job = new Job(Document("a"));
            store.Add(job);
            store.Finish(job, Document("a") with { State = JobState.Done, Statistics = new JsonObject { ["totalBytesProcessed"] = "7" } });
        }

        using var again = Open();
        Assert.True(again.Get("p", "a").Document.IsDone);
        Assert.Null(again.Get("p", "a").Document.Failure);
        Assert.Equal("7", (string?)again.Get("p", "a").Document.Statistics["totalBytesProcessed"]);
    }

    [Fact]
    public void Job_that_ran_when_the_process_ended_is_done_with_an_error()
    {
        using (var store = Open())
            store.Add(new Job(Document("a")));
        using var again = Open();
        var job = again.Get("p", "a").Document;
        Assert.True(job.IsDone);
        Assert.Equal("backendError", job.Failure!.Reason);
    }

    [Fact]
    public void Line_cut_off_by_a_killed_process_is_cut_away()
    {
        using (var store = Open())
            store.Add(new Job(Document("a") with { State = JobState.Done }));
        File.AppendAllText(Path.Combine(_folder, "jobs", "journal.ndjson"), "{\"project\":\"p\",\"jobI");
        using (var store = Open())
            store.Add(new Job(Document("b") with { State = JobState.Done }));
        using var again = Open();
        Assert.Equal(["a", "b"], again.List("p").Select(job => job.JobId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Used_id_can_never_be_used_again()
    {
        using var store = Open();
        var job = new Job(Document("a") with { State = JobState.Done });
        store.Add(job);
        store.Delete(job);
        Assert.Null(store.Find("p", "a"));
        using var second = new Job(Document("a"));
        var refusal = Assert.Throws<BigQueryException>(() => store.Add(second));
        Assert.Equal("Already Exists: Job p:US.a", refusal.Message);
    }

    [Theory]
    [InlineData(0, 10, 0, 10)]
    [InlineData(63, 3, 63, 3)]
    [InlineData(64, 1, 64, 1)]
    [InlineData(190, 100, 190, 10)]
    [InlineData(200, 5, 200, 0)]
    [InlineData(500, 5, 500, 0)]
    public async Task Pages_of_kept_rows_start_anywhere(long start, long count, int first, int expected)
    {
        var results = new ResultFiles(_folder);
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        command.CommandText = "SELECT i::VARCHAR FROM range(200) t(i) ORDER BY i";
        using var reader = command.ExecuteReader();
        Assert.Equal(200, await results.WriteAsync("p", "j", [SqlType.Int64], reader, TestContext.Current.CancellationToken));
        var rows = results.Read("p", "j", start, count, long.MaxValue);
        Assert.Equal(Enumerable.Range(first, expected).Select(i => $$"""{"f":[{"v":"{{i}}"}]}"""), rows.Select(row => System.Text.Encoding.UTF8.GetString(row)));
        Assert.Single(results.Read("p", "j", 0, 10, 5));
    }

    JobStore Open() => new(_folder, TimeProvider.System);

    static JobDocument Document(string id) => new()
    {
        Project = "p",
        JobId = id,
        UserEmail = "a@b",
        Configuration = new JsonObject { ["jobType"] = "QUERY", ["query"] = new JsonObject { ["query"] = "SELECT 1" } },
        State = JobState.Running,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
