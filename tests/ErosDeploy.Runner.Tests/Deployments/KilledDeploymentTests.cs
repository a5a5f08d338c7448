using System.Globalization;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Runner.Tests.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>
/// kill -9 of the program in the middle of a deployment, with the warehouse on another process: resumed, it ends whole, and no statement runs twice. With
/// EROS_EVERY_KILL=1 it is killed before and after every writing call, journal and jobs, with =5 at every fifth; otherwise at some of them.
/// </summary>
public sealed class KilledDeploymentTests(ITestOutputHelper output) : IDisposable
{
    static readonly int? Every = int.TryParse(Environment.GetEnvironmentVariable("EROS_EVERY_KILL"), CultureInfo.InvariantCulture, out var every) ? every : null;

    readonly string _folder = Directory.CreateTempSubdirectory("eros-killed-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deployment_that_is_killed_is_resumed_to_its_end_and_no_statement_runs_twice(bool before)
    {
        var run = Small();
        await AllAsync(call => run.OnceAsync(Path.Combine(_folder, $"cloud-{call}"), PrepareAsync, call, before), before, first: before ? 3 : 10, step: 38);
    }

    /// <summary>Both phases of EROS, every step of them, on a twentieth of a percent of the sample.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_phases_of_EROS_are_resumed_to_their_end_and_no_statement_runs_twice(bool before)
    {
        var real = await RealCatalogue.PrepareAsync(_folder, Cancel);
        await AllAsync(call => real.OnceAsync(call, before), before, first: before ? 40 : 75, step: 110);
    }

    /// <summary>Kills at each call that is chosen, until a run ends before it is reached.</summary>
    async Task AllAsync(Func<int, Task<bool>> once, bool before, int first, int step)
    {
        var (kills, next, over) = (0, first, false);
        if (Every is { } every)
            (step, next) = (every, every);
        async Task WorkAsync()
        {
            while (!over)
            {
                var call = Interlocked.Add(ref next, step) - step;
                if (await once(call))
                    Interlocked.Increment(ref kills);
                else
                    over = true;
            }
        }
        await Task.WhenAll(Enumerable.Range(0, Every is null ? 1 : 2).Select(_ => WorkAsync()));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed {kills} times {(before ? "before" : "after")} a call, resumed each time"));
        Assert.True(kills >= 1, $"killed only {kills} times");
    }

    [Fact]
    public async Task Of_eight_processes_that_start_a_phase_at_once_one_runs_it_and_no_statement_runs_twice()
    {
        var run = Small();
        using var cloud = LocalCloud.Open(Path.Combine(_folder, "cloud"));
        await using var server = await SandboxServer.StartAsync(cloud, 0, Cancel);
        using var calls = new ServedCalls(server.Address, run.Project);
        await PrepareAsync(calls);
        var processes = Enumerable.Range(0, 8).Select(_ => run.Start(server, "Invoke-ErosPhase first -Confirm:$false")).ToList();

        var ends = await Task.WhenAll(processes.Select(p => RunnerProcess.EndAsync(p, Cancel)));

        Assert.Contains(ends, e => e.Code == 0);
        Assert.All(ends.Where(e => e.Code != 0), e => Assert.Matches("is working on this dataset: phase first|changed since first was planned", e.Errors.ReplaceLineEndings(" ")));
        Assert.Single(await run.JobIdsAsync(calls), id => id.Contains("_first-count_", StringComparison.Ordinal));
        Assert.Equal("2|1", await calls.RowAsync("SELECT MAX(n), COUNT(*) FROM shop.counter"));
        processes.ForEach(p => p.Dispose());
    }

    KilledRun Small()
    {
        var sql = Path.Combine(_folder, "sql");
        SmallCatalogue.Write(sql);
        return new KilledRun(
            _folder, SmallCatalogue.Project, $"-Project {SmallCatalogue.Project} -Dataset shop -Bucket shop-backups -SqlPath '{sql}'",
            "Invoke-ErosDeployment -RunId release-1 -SkipHealth -SoakTime 0:0:0 -Confirm:$false", ["first-twice", "first-count", "second-ledger", "second-count-again"])
        {
            CheckAsync = async calls => Assert.Equal("20|2|2", await calls.RowAsync("SELECT MAX(n), MIN(n), COUNT(*) FROM shop.counter")),
        };
    }

    static async Task PrepareAsync(ServedCalls calls)
    {
        await calls.OkAsync(HttpMethod.Post, $"storage/v1/b?project={SmallCatalogue.Project}", """{"name":"shop-backups","location":"US"}""");
        Assert.Null(await calls.RunAsync(SmallCatalogue.Baseline, "prepare"));
    }
}
