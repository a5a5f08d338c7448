using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ErosDeploy.Runner.Tests.Serve;

/// <summary>
/// A served sandbox, killed at random moments of loads, transactions, updates and table creations: what was reported done is done,
/// nothing is half done, and every job has an end.
/// </summary>
public sealed class KilledServerTests : IDisposable
{
    const int Kills = 4;
    const int RowsOfALoad = 500;

    readonly string _folder = Directory.CreateTempSubdirectory("eros-killed-").FullName;
    readonly ConcurrentQueue<string> _started = new();
    readonly ConcurrentDictionary<string, bool> _finished = new();
    readonly ConcurrentQueue<string> _objects = new();
    int _numbers;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_finished_job_is_lost_and_no_change_is_half_made()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill <= Kills; kill++)
        {
            using var server = Start();
            try
            {
                using var calls = new ServedCalls(await AddressAsync(server));
                await (kill == 0 ? PrepareAsync(calls) : CheckAsync(calls));
                if (kill < Kills)
                    await WorkUntilKilledAsync(server, calls, TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            }
            finally
            {
                if (!server.HasExited)
                    server.Kill(entireProcessTree: true);
                await server.WaitForExitAsync(Cancel);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{_started.Count} jobs begun, {_finished.Count} reported done, {_objects.Count} objects");
        Assert.NotEmpty(_finished);
    }

    Process Start() => RunnerProcess.Start(null, "serve", _folder, "--port", "0");

    static async Task<Uri> AddressAsync(Process server)
    {
        const string mark = "BIGQUERY_EMULATOR_HOST=";
        while (await server.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Contains(mark, StringComparison.Ordinal))
                return new Uri(line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..]);
        }

        throw new InvalidOperationException($"eros serve did not start: {await server.StandardError.ReadToEndAsync(Cancel)}");
    }

    static async Task PrepareAsync(ServedCalls calls)
    {
        await calls.OkAsync(HttpMethod.Post, "storage/v1/b?project=p", """{"name":"files"}""");
        await calls.OkAsync(HttpMethod.Post, "upload/storage/v1/b/files/o?uploadType=media&name=rows.csv", string.Concat(Enumerable.Range(0, RowsOfALoad).Select(n => $"{n}\n")), "text/csv");
        const string tables = "CREATE SCHEMA d; CREATE TABLE d.one (job STRING); CREATE TABLE d.two (job STRING); CREATE TABLE d.loaded (n INT64); "
            + "CREATE TABLE d.counters AS SELECT n, 0 AS a, 0 AS b FROM UNNEST(GENERATE_ARRAY(1, 50)) AS n";
        Assert.Null(await calls.RunAsync(tables, "prepare"));
    }

    async Task WorkUntilKilledAsync(Process server, ServedCalls calls, TimeSpan after)
    {
        var workers = new[] { TransactionAsync, LoadAsync, UpdateAsync, CreateAsync, UploadAsync }
            .Select(work => Task.Run(() => UntilKilledAsync(() => work(calls)), Cancel)).ToList();
        await Task.Delay(after, Cancel);
        server.Kill(entireProcessTree: true);
        await Task.WhenAll(workers);
    }

    // the connection breaks under a worker's feet: that is its end
    static async Task UntilKilledAsync(Func<Task> work)
    {
        try
        {
            while (true)
                await work();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(broken.Message);
        }
    }

    Task TransactionAsync(ServedCalls calls) => JobAsync("transaction", id => calls.RunAsync(
        $"BEGIN TRANSACTION; INSERT INTO d.one VALUES ('{id}'); INSERT INTO d.two VALUES ('{id}'); COMMIT TRANSACTION", id));

    Task LoadAsync(ServedCalls calls) => JobAsync("load", id => calls.LoadAsync("gs://files/rows.csv", "loaded", id));

    Task UpdateAsync(ServedCalls calls) => JobAsync("update", id => calls.RunAsync("UPDATE d.counters SET a = a + 1, b = b + 1 WHERE TRUE", id));

    Task CreateAsync(ServedCalls calls) => JobAsync("create", id => calls.RunAsync($"CREATE TABLE d.{id} AS SELECT n FROM UNNEST(GENERATE_ARRAY(1, 300)) AS n", id));

    async Task UploadAsync(ServedCalls calls)
    {
        var name = Next("object");
        await calls.OkAsync(HttpMethod.Post, $"upload/storage/v1/b/files/o?uploadType=media&name={name}", new string('x', 5000), "text/plain");
        _objects.Enqueue(name);
    }

    async Task JobAsync(string kind, Func<string, Task<string?>> run)
    {
        var id = Next(kind);
        _started.Enqueue(id);
        Assert.Null(await run(id));
        _finished[id] = true;
    }

    string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{Interlocked.Increment(ref _numbers)}");

    async Task CheckAsync(ServedCalls calls)
    {
        Assert.Equal("0|0", await calls.RowAsync("SELECT COUNTIF(o.job IS NULL), COUNTIF(t.job IS NULL) FROM d.one AS o FULL JOIN d.two AS t USING (job)"));
        Assert.Equal("0", await calls.RowAsync($"SELECT MOD(COUNT(*), {RowsOfALoad}) FROM d.loaded"));
        Assert.Equal("50|1|0", await calls.RowAsync("SELECT COUNT(*), COUNT(DISTINCT a), COUNTIF(a != b) FROM d.counters"));
        await AtLeastAsync(calls, "transaction", "SELECT COUNT(*) FROM d.one");
        await AtLeastAsync(calls, "load", $"SELECT DIV(COUNT(*), {RowsOfALoad}) FROM d.loaded");
        await AtLeastAsync(calls, "update", "SELECT MAX(a) FROM d.counters");
        await AtLeastAsync(calls, "create", "SELECT COUNT(*) FROM d.INFORMATION_SCHEMA.TABLES WHERE STARTS_WITH(table_name, 'create_')");
        Assert.Equal("0", await calls.RowAsync("SELECT COUNT(*) FROM d.__TABLES__ WHERE STARTS_WITH(table_id, 'create_') AND row_count != 300"));
        foreach (var id in _started)
            await CheckAsync(calls, id);
        foreach (var name in _objects)
            Assert.Equal("5000", (string?)(await calls.OkAsync(HttpMethod.Get, $"storage/v1/b/files/o/{name}"))["size"]);
    }

    /// <summary>What was reported done is there; of what was under way, each may be there or not.</summary>
    async Task AtLeastAsync(ServedCalls calls, string kind, string count)
    {
        var there = long.Parse(await calls.RowAsync(count), CultureInfo.InvariantCulture);
        Assert.InRange(there, Of(_finished.Keys, kind), Of(_started, kind));
    }

    static long Of(IEnumerable<string> ids, string kind) => ids.Count(id => id.StartsWith(kind + "_", StringComparison.Ordinal));

    async Task CheckAsync(ServedCalls calls, string id)
    {
        var (status, job) = await calls.SendAsync(HttpMethod.Get, $"bigquery/v2/projects/p/jobs/{id}");
        if ((int)status == 404 && !_finished.ContainsKey(id))
            return;
        Assert.Equal("DONE", (string?)job["status"]?["state"]);
        if (_finished.ContainsKey(id))
            Assert.Null(job["status"]!["errorResult"]);
    }
}
