using System.Text.Json.Nodes;

namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>The catalogue of this repository with all of its steps, a cheap test of each phase and one benchmark, and a sandbox with little of its sample.</summary>
internal sealed class RealCatalogue
{
    const string Shrink = """
        DELETE FROM eros_platform.caption_bank WHERE MOD(ABS(FARM_FINGERPRINT(CAST(caption_id AS STRING))), 2000) <> 0;
        DELETE FROM eros_platform.caption_bandit_stats WHERE caption_id NOT IN (SELECT caption_id FROM eros_platform.caption_bank);
        DELETE FROM eros_platform.caption_performance_log WHERE caption_id NOT IN (SELECT caption_id FROM eros_platform.caption_bank);
        """;

    static readonly string[] Tests = ["13-caption-bank-intact", "02-wilson-properties", "03-classification-boundaries", "11-wilson-still-holds"];

    readonly string _cloud;
    readonly KilledRun _run;

    RealCatalogue(string folder, string sql, JsonObject catalogue)
    {
        _cloud = Path.Combine(folder, "cloud");
        var steps = catalogue["phases"]!.AsArray().SelectMany(p => p!["steps"]!.AsArray().Select(s => $"{(string)p["name"]!}-{(string)s!["id"]!}")).ToList();
        _run = new KilledRun(folder, "eros-sandbox", $"-Project eros-sandbox -SqlPath '{sql}'", "Invoke-ErosDeployment -RunId release-1 -SkipBackup -SkipHealth -SkipSoak -Confirm:$false", steps)
        {
            CheckAsync = async calls => Assert.Equal("0", await calls.RowAsync(
                "SELECT ABS(COUNT(*) - (SELECT COUNT(*) FROM eros_platform.caption_feedback_events)) FROM eros_platform.caption_performance_log")),
        };
    }

    public static async Task<RealCatalogue> PrepareAsync(string folder, CancellationToken cancel)
    {
        var sql = Path.Combine(folder, "sql");
        Copy(Path.Combine(Root(), "sql"), sql);
        var file = Path.Combine(sql, "eros.json");
        var catalogue = JsonNode.Parse(await File.ReadAllTextAsync(file, cancel))!.AsObject();
        foreach (var phase in catalogue["phases"]!.AsArray().Select(p => p!.AsObject()))
        {
            phase["tests"] = new JsonArray([.. phase["tests"]!.AsArray().Where(t => Tests.Contains((string)t!["id"]!)).Select(t => t!.DeepClone())]);
            phase["benchmarks"] = new JsonArray([.. phase["benchmarks"]!.AsArray().Take(1).Select(b => b!.DeepClone())]);
        }
        var gates = catalogue["gates"]!.AsObject();
        (gates["warmUps"], gates["repetitions"]) = (0, 3);
        gates["policies"] = new JsonObject { ["time"] = "warn", ["cost"] = "warn", ["errors"] = "fail" };
        await File.WriteAllTextAsync(file, catalogue.ToJsonString(), cancel);
        await InstallAsync(folder, cancel);
        return new RealCatalogue(folder, sql, catalogue);
    }

    public Task<bool> OnceAsync(int call, bool before)
    {
        var cloud = $"{_cloud}-{call}";
        Copy(_cloud, cloud);
        return DroppedAsync(cloud, _run.OnceAsync(cloud, _ => Task.CompletedTask, call, before));
    }

    static async Task<bool> DroppedAsync(string cloud, Task<bool> once)
    {
        var result = await once;
        Directory.Delete(cloud, recursive: true);
        return result;
    }

    static async Task InstallAsync(string folder, CancellationToken cancel)
    {
        using var install = RunnerProcess.Start(folder, "-Command", "$null = New-ErosSandbox cloud -Sample");
        var ended = await RunnerProcess.EndAsync(install, cancel);
        Assert.True(ended.Code == 0, ended.Errors);
        using var cloud = Sandbox.LocalCloud.Open(Path.Combine(folder, "cloud"));
        await using var server = await Runner.Serve.SandboxServer.StartAsync(cloud, 0, cancel);
        using var calls = new Serve.ServedCalls(server.Address, "eros-sandbox");
        Assert.Null(await calls.RunAsync(Shrink, "shrink"));
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Eros.PowerShell.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
