using System.Text.Json;
using System.Text.RegularExpressions;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Sandbox;

namespace ErosDeploy.Runner.Tests;

/// <summary>The README's two commands, as processes, in a folder of their own.</summary>
public sealed class DemoTests : IDisposable
{
    const string Project = "eros-sandbox";
    const string Dataset = "eros_platform";
    readonly string _folder = Directory.CreateTempSubdirectory("eros-demo-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_demo_deploys_everything_and_a_restore_brings_everything_back()
    {
        var demo = await RunnerProcess.RunInAsync(_folder, Cancel, "demo");
        Assert.True(demo.Code == 0, demo.Output + demo.Errors);
        Assert.Equal(23, Regex.Count(demo.Output, @"│ phase[12] +│ [^│]+│ Fail +│ Pass "));
        Assert.Equal(1, Regex.Count(demo.Output, @"│ phase[12] +│ [^│]+│ Pass +│ Pass "));
        Assert.Matches(@"phase1 +│ Succeeded +│ 8 run, 0 unchanged +│ 13 of 13", demo.Output);
        Assert.Matches(@"phase2 +│ Succeeded +│ 10 run, 0 unchanged +│ 11 of 11", demo.Output);
        Assert.Matches(@"caption_bank +│ Pass +│ 44,651", demo.Output);
        Assert.Matches(@"Errors +│ Pass", demo.Output);
        Assert.Contains("13 views and routines", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"test bounds +│ Fail +│ lower bound of 18 in 20: expected 0\.698966355, got 0\.000000000", demo.Output);
        Assert.Matches(@"wrong-turn, RolledBack", demo.Output);
        Assert.Equal(3, Regex.Count(demo.Output, @"│ undo (Table caption_bandit_stats|View best_caption|Function wilson_score_bounds) +│ Verified"));
        Assert.Contains("caption_locks", await TableNamesAsync());

        var restore = await RunnerProcess.RunInAsync(_folder, Cancel, "-Command", "Restore-ErosBackup -Backup latest -Confirm:$false");
        Assert.True(restore.Code == 0, restore.Output + restore.Errors);
        Assert.Contains("11 of 11 tables", restore.Output, StringComparison.Ordinal);
        await AssertDefinitionsAreTheBackupsAsync();

        var phases = await RunnerProcess.RunInAsync(_folder, Cancel, "-Command", "(Get-ErosPhase).State -join ','");
        Assert.Equal("Pending,Pending", phases.Output.Trim());
    }

    async Task<IReadOnlyList<string>> TableNamesAsync()
    {
        using var cloud = LocalCloud.Open(Path.Combine(_folder, "eros-sandbox"));
        using var connection = new CloudConnection(new SandboxHandler(cloud));
        var tables = await new BigQueryClient(connection, Project).ListTablesAsync(Dataset, Cancel).ToListAsync(Cancel);
        return [.. tables.Select(table => table.TableReference!.TableId)];
    }

    async Task AssertDefinitionsAreTheBackupsAsync()
    {
        using var cloud = LocalCloud.Open(Path.Combine(_folder, "eros-sandbox"));
        using var connection = new CloudConnection(new SandboxHandler(cloud));
        var saved = await SavedDefinitionsAsync(new StorageClient(connection));
        var live = await LiveDefinitionsAsync(new BigQueryClient(connection, Project));
        Assert.NotEmpty(saved);
        Assert.Equal(saved, live);
    }

    /// <summary>Name and definition of every view and routine in the manifest of the demo's backup.</summary>
    static async Task<SortedDictionary<string, string>> SavedDefinitionsAsync(StorageClient storage)
    {
        const string bucket = "eros-platform-backups";
        var names = await storage.ListAsync(bucket, "2", null, Cancel).Select(entry => entry.Object!.Name).ToListAsync(Cancel);
        var manifest = await storage.DownloadAsync(bucket, names.Single(name => name.EndsWith("/metadata.json", StringComparison.Ordinal)), Cancel);
        using var json = JsonDocument.Parse(manifest!.Bytes);
        var root = json.RootElement;
        var objects = root.GetProperty("views").EnumerateArray().Concat(root.GetProperty("routines").EnumerateArray());
        return new(objects.ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("ddl").GetString()!), StringComparer.Ordinal);
    }

    static async Task<SortedDictionary<string, string>> LiveDefinitionsAsync(BigQueryClient client)
    {
        const string schema = $"`{Project}.{Dataset}.INFORMATION_SCHEMA";
        const string sql = $"""
            SELECT table_name AS name, ddl FROM {schema}.TABLES` WHERE table_type != 'BASE TABLE'
            UNION ALL SELECT routine_name, ddl FROM {schema}.ROUTINES`
            """;
        var answer = await client.QueryAsync(new QueryRequest($"demo_test_{Guid.NewGuid():N}", sql) { Location = "US" }, Cancel);
        return new(answer.Rows.ToDictionary(row => row.Get<string>("name"), row => row.Get<string>("ddl")), StringComparer.Ordinal);
    }
}
