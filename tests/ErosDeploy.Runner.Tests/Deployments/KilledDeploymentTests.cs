using System.Diagnostics;
using System.Globalization;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Runner.Tests.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>
/// kill -9 of the program in the middle of a deployment, with the warehouse on another process: resumed, it ends whole, and no statement runs twice. With
/// EROS_EVERY_KILL=1 it is killed before and after every writing call; otherwise at some of them.
/// </summary>
public sealed class KilledDeploymentTests(ITestOutputHelper output) : IDisposable
{
    static readonly bool Every = Environment.GetEnvironmentVariable("EROS_EVERY_KILL") == "1";
    const string Project = "eros-killed";

    readonly string _folder = Directory.CreateTempSubdirectory("eros-killed-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deployment_that_is_killed_is_resumed_to_its_end_and_no_statement_runs_twice(bool before)
    {
        SmallCatalogue.Write(Path.Combine(_folder, "sql"));
        var kills = 0;
        for (var call = before ? 3 : 10; ; call += Every ? 1 : 19)
        {
            if (!await OnceAsync(call, before))
                break;
            kills++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed {kills} times {(before ? "before" : "after")} a call, resumed each time"));
        Assert.True(kills >= 2, $"killed only {kills} times");
    }

    [Fact]
    public async Task Of_eight_processes_that_start_a_phase_at_once_one_runs_it_and_no_statement_runs_twice()
    {
        SmallCatalogue.Write(Path.Combine(_folder, "sql"));
        using var cloud = LocalCloud.Open(Path.Combine(_folder, "cloud"));
        await using var server = await SandboxServer.StartAsync(cloud, 0, Cancel);
        using var calls = new ServedCalls(server.Address, Project);
        await PrepareAsync(calls);
        var processes = Enumerable.Range(0, 8).Select(_ => Start(server, "Invoke-ErosPhase first -Confirm:$false")).ToList();

        var ends = await Task.WhenAll(processes.Select(p => RunnerProcess.EndAsync(p, Cancel)));

        Assert.Contains(ends, e => e.Code == 0);
        Assert.All(ends.Where(e => e.Code != 0), e => Assert.Matches("is working on this dataset: phase first|changed since first was planned", e.Errors.ReplaceLineEndings(" ")));
        Assert.Equal(1, await CountAsync(calls, "eros_", "_first-count_"));
        Assert.Equal("2|1", await calls.RowAsync("SELECT MAX(n), COUNT(*) FROM shop.counter"));
        processes.ForEach(p => p.Dispose());
    }

    static async Task PrepareAsync(ServedCalls calls)
    {
        await calls.OkAsync(HttpMethod.Post, $"storage/v1/b?project={Project}", """{"name":"shop-backups","location":"US"}""");
        Assert.Null(await calls.RunAsync(SmallCatalogue.Baseline, "prepare"));
    }

    /// <summary>False when the deployment ended before that call.</summary>
    async Task<bool> OnceAsync(int call, bool before)
    {
        var cloudFolder = Path.Combine(_folder, $"cloud-{call}");
        using var cloud = LocalCloud.Open(cloudFolder);
        using var killer = new KillingHandler(new SandboxHandler(cloud), call, before);
        await using var server = await SandboxServer.StartAsync(killer, 0, Cancel);
        using var calls = new ServedCalls(server.Address, Project);
        await PrepareAsync(calls);

        using var victim = Start(server, "Invoke-ErosDeployment -RunId release-1 -SkipHealth -Confirm:$false");
        killer.Arm(victim);
        var died = await RunnerProcess.EndAsync(victim, Cancel);
        if (!killer.HasKilled)
        {
            Assert.True(died.Code == 0, $"call {call} was never reached: {died.Code}\n{died.Output}\n{died.Errors}");
            return false;
        }
        await EndAsync(server, call);
        Assert.Equal("20|2|2", await calls.RowAsync("SELECT MAX(n), MIN(n), COUNT(*) FROM shop.counter"));
        foreach (var step in new[] { "first-twice", "first-count", "second-ledger", "second-count-again" })
            Assert.True(await CountAsync(calls, $"eros_release-1_{step}_") <= 1, $"call {call}: {step} ran twice");
        return true;
    }

    /// <summary>Killed before its journal began, a run is not known: it is begun.</summary>
    async Task EndAsync(SandboxServer server, int call)
    {
        using var resume = Start(server, "Invoke-ErosDeployment -RunId release-1 -SkipHealth -Confirm:$false");
        var ended = await RunnerProcess.EndAsync(resume, Cancel);
        Assert.True(ended.Code == 0, $"call {call}: {ended.Code}\n{ended.Output}\n{ended.Errors}");
        using var look = Start(server, "Get-ErosDeployment release-1 | ForEach-Object { \"$($_.State) $($_.EndState)\" }");
        Assert.EndsWith("Ended Succeeded", (await RunnerProcess.EndAsync(look, Cancel)).Output.TrimEnd(), StringComparison.Ordinal);
    }

    static async Task<int> CountAsync(ServedCalls calls, string prefix, string contains = "")
    {
        var jobs = await calls.OkAsync(HttpMethod.Get, $"bigquery/v2/projects/{Project}/jobs?maxResults=1000");
        return jobs["jobs"]!.AsArray().Select(job => (string)job!["jobReference"]!["jobId"]!)
            .Count(id => id.StartsWith(prefix, StringComparison.Ordinal) && id.Contains(contains, StringComparison.Ordinal));
    }

    Process Start(SandboxServer server, string command) =>
        RunnerProcess.Start(_folder, server.Address, "-Command", $"Set-ErosContext -Project {Project} -Dataset shop -Bucket shop-backups -SqlPath '{Path.Combine(_folder, "sql")}'; {command}");
}

/// <summary>Kills a process at the n-th writing call after it was armed: before the call is carried out, or after it and before it is answered.</summary>
internal sealed class KillingHandler(HttpMessageHandler inner, int call, bool before) : DelegatingHandler(inner)
{
    readonly Lock _gate = new();
    Process? _victim;
    int _writes;

    public bool HasKilled { get; private set; }

    public void Arm(Process victim) => _victim = victim;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var due = IsDue(request);
        if (due && before)
        {
            Kill();
            throw new OperationCanceledException("the client is gone");
        }
        var response = await base.SendAsync(request, due ? CancellationToken.None : cancellationToken);
        if (due)
            Kill();
        return response;
    }

    bool IsDue(HttpRequestMessage request)
    {
        lock (_gate)
            return _victim is not null && !HasKilled && request.Method != HttpMethod.Get && ++_writes == call;
    }

    void Kill()
    {
        HasKilled = true;
        _victim!.Kill(entireProcessTree: true);
        _victim.WaitForExit();
    }
}
