using System.Diagnostics;
using ErosDeploy.Runner.Serve;
using ErosDeploy.Runner.Tests.Serve;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>A deployment that is killed at a call and begun again under its id, on a served sandbox.</summary>
/// <param name="Folder">Where processes run; theirs is what they write there.</param>
/// <param name="Target">Parameters of Set-ErosContext.</param>
/// <param name="Deploy">The command, with its run's id.</param>
/// <param name="Steps">Every step as <c>phase-step</c>: each has run once in the end.</param>
internal sealed record KilledRun(string Folder, string Project, string Target, string Deploy, IReadOnlyList<string> Steps)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public required Func<ServedCalls, Task> CheckAsync { get; init; }

    /// <summary>False when the deployment ended before that call.</summary>
    public async Task<bool> OnceAsync(string cloudFolder, Func<ServedCalls, Task> prepare, int call, bool before)
    {
        using var cloud = LocalCloud.Open(cloudFolder);
        using var killer = new KillingHandler(new SandboxHandler(cloud), call, before);
        await using var server = await SandboxServer.StartAsync(killer, 0, Cancel);
        using var calls = new ServedCalls(server.Address, Project);
        await prepare(calls);

        using var victim = Start(server, Deploy);
        killer.Arm(victim);
        var died = await RunnerProcess.EndAsync(victim, Cancel);
        if (!killer.HasKilled)
        {
            Assert.True(died.Code == 0, $"call {call} was never reached: {died.Code}\n{died.Output}\n{died.Errors}");
            return false;
        }
        await EndAsync(server, call);
        await CheckAsync(calls);
        var ids = await JobIdsAsync(calls);
        foreach (var step in Steps)
        {
            var runs = ids.Count(id => id.StartsWith("eros_release-1", StringComparison.Ordinal) && id.Contains($"_{step}_", StringComparison.Ordinal));
            Assert.True(runs == 1, $"call {call}: {step} ran {runs} times");
        }
        return true;
    }

    const string TestBackups =
        "Get-ErosBackup | Where-Object State -eq Complete | Test-ErosBackup | Where-Object Status -ne Pass | ForEach-Object { throw \"$($_.BackupId): $($_.Name) $($_.Faults)\" }";

    /// <summary>Killed before its journal began, a run is not known: it is begun. What calls itself a complete backup then is one.</summary>
    async Task EndAsync(SandboxServer server, int call)
    {
        using var resume = Start(server, $"$null = {Deploy}; {TestBackups}; Get-ErosDeployment release-1 | ForEach-Object {{ \"$($_.State) $($_.EndState)\" }}; if (Unlock-ErosDeployment -WhatIf) {{ 'held' }}");
        var ended = await RunnerProcess.EndAsync(resume, Cancel);
        Assert.True(ended.Code == 0, $"call {call}: {ended.Code}\n{ended.Output}\n{ended.Errors}");
        Assert.EndsWith("Ended Succeeded", ended.Output.TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>Of every job that the server was given.</summary>
    public async Task<IReadOnlyList<string>> JobIdsAsync(ServedCalls calls)
    {
        var (ids, page) = (new List<string>(), "");
        do
        {
            var jobs = await calls.OkAsync(HttpMethod.Get, $"bigquery/v2/projects/{Project}/jobs?maxResults=1000{page}");
            ids.AddRange((jobs["jobs"]?.AsArray() ?? []).Select(job => (string)job!["jobReference"]!["jobId"]!));
            page = (string?)jobs["nextPageToken"] is { } next ? $"&pageToken={Uri.EscapeDataString(next)}" : "";
        }
        while (page.Length > 0);
        return ids;
    }

    public Process Start(SandboxServer server, string command) => RunnerProcess.Start(Folder, server.Address, "-Command", $"Set-ErosContext {Target}; {command}");
}
