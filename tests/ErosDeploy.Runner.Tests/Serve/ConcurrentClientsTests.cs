using System.Globalization;
using System.Net;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Serve;

/// <summary>32 clients at once over HTTP, on the same tables: nothing is lost, nothing fails but conflicts, which say so.</summary>
public sealed class ConcurrentClientsTests : IDisposable
{
    const int Clients = 32;
    const int Rounds = 4;

    readonly string _folder = Directory.CreateTempSubdirectory("eros-many-").FullName;
    int _committed;
    int _conflicts;
    int _duplicates;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reads_writes_jobs_and_conflicts_of_many_clients_add_up()
    {
        using var cloud = LocalCloud.Open(_folder);
        await using var server = await SandboxServer.StartAsync(cloud, 0, TestContext.Current.CancellationToken);
        using var calls = new ServedCalls(server.Address);
        Assert.Null(await calls.RunAsync("CREATE SCHEMA d; CREATE TABLE d.log (client INT64, round INT64); CREATE TABLE d.total AS SELECT 0 AS n, 0 AS m", "prepare"));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(server.Address, client)));

        Assert.Equal($"{Clients * Rounds * 2}|{Clients}", await calls.RowAsync("SELECT COUNT(*), COUNT(DISTINCT client) FROM d.log"));
        Assert.Equal($"{Clients * Rounds}|{_committed}", await calls.RowAsync("SELECT n, m FROM d.total"));
        Assert.Equal(Clients * Rounds, _committed + _conflicts);
        Assert.Equal(Clients - 1, _duplicates);
        TestContext.Current.TestOutputHelper!.WriteLine($"{_committed} transactions committed, {_conflicts} told of a conflict");
    }

    async Task ClientAsync(Uri address, int client)
    {
        using var calls = new ServedCalls(address);
        await CreateOnceAsync(calls);
        for (var round = 0; round < Rounds; round++)
        {
            await calls.OkAsync(HttpMethod.Post, "bigquery/v2/projects/p/datasets/d/tables/log/insertAll", $$$"""{"rows":[{"json":{"client":{{{client}}},"round":{{{round}}}}}]}""");
            Assert.Null(await calls.RunAsync($"INSERT INTO d.log VALUES ({client}, {round})", Id("insert", client, round)));
            Assert.Null(await calls.RunAsync("UPDATE d.total SET n = n + 1 WHERE TRUE", Id("update", client, round)));
            Assert.Equal($"{2 * (round + 1)}", await calls.RowAsync($"SELECT COUNT(*) FROM d.log WHERE client = {client}"));
            await TransactAsync(calls, Id("transaction", client, round));
            Assert.Equal("table#log", $"table#{(string?)(await calls.OkAsync(HttpMethod.Get, "bigquery/v2/projects/p/datasets/d/tables/log"))["tableReference"]!["tableId"]}");
        }
    }

    async Task CreateOnceAsync(ServedCalls calls)
    {
        var (status, answer) = await calls.SendAsync(
            HttpMethod.Post, "bigquery/v2/projects/p/datasets/d/tables", """{"tableReference":{"projectId":"p","datasetId":"d","tableId":"shared"},"schema":{"fields":[{"name":"a","type":"INTEGER"}]}}""");
        if (status == HttpStatusCode.OK)
            return;
        Assert.Equal("duplicate", (string?)answer["error"]!["errors"]![0]!["reason"]);
        Interlocked.Increment(ref _duplicates);
    }

    async Task TransactAsync(ServedCalls calls, string id)
    {
        var error = await calls.RunAsync("BEGIN TRANSACTION; UPDATE d.total SET m = m + 1 WHERE TRUE; COMMIT TRANSACTION", id);
        if (error is null)
        {
            Interlocked.Increment(ref _committed);
            return;
        }

        Assert.Contains("Transaction is aborted due to concurrent update", error, StringComparison.Ordinal);
        Interlocked.Increment(ref _conflicts);
    }

    static string Id(string kind, int client, int round) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{client}_{round}");
}
