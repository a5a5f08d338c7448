using System.Net.Http.Json;
using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>The way back from a restore, and the schedules that are paused meanwhile.</summary>
public sealed class RestoreUndoTests : ShopTests
{
    Task<RestoreResult> RestoreAsync(RestoreRequest request) => Shop.Restores.RunAsync(request, null, Token);

    [Fact]
    public async Task Undo_brings_back_what_was_there_before_the_restore_and_can_itself_be_undone()
    {
        var old = await Shop.StateAsync(Token);
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        var deployed = await Shop.StateAsync(Token);
        await RestoreAsync(new RestoreRequest("latest"));

        var undone = await RestoreAsync(new RestoreRequest("", Undo: true));

        Assert.True(undone.EndState == EndState.Succeeded, string.Join("\n", undone.Notes));
        Assert.Equal(deployed.Lines, (await Shop.StateAsync(Token)).Lines);
        Assert.Equal(PhaseState.Applied, (await Shop.Phases.ListAsync(["tax"], Token).SingleAsync(Token)).State);
        await RestoreAsync(new RestoreRequest("", Undo: true));
        Assert.Equal(old.Lines, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task Where_nothing_was_restored_there_is_nothing_to_undo() =>
        Assert.Equal("EROS3015", (await Assert.ThrowsAsync<ErosException>(() => Shop.Restores.PlanAsync(new RestoreRequest("", Undo: true), Token))).CodeText);

    [Fact]
    public async Task Exactly_the_schedules_that_run_are_paused_and_resumed()
    {
        var (running, off, foreign) = (await ScheduleAsync("running", "shop", false), await ScheduleAsync("off", "shop", true), await ScheduleAsync("foreign", "other", false));
        await Shop.BackUpAsync(new BackupRequest(), Token);
        var seen = new List<IReadOnlyList<bool>>();
        Shop.Sandbox.Faults.Watch = async (method, path) =>
        {
            if (path.Contains("/jobs", StringComparison.Ordinal) && method == "POST")
                seen.Add([await EnabledAsync(running), await EnabledAsync(off), await EnabledAsync(foreign)]);
        };
        Shop.Sandbox.Faults.Forget();

        var result = await RestoreAsync(new RestoreRequest("latest"));
        Shop.Sandbox.Faults.Watch = null;

        Assert.Equal(EndState.Succeeded, result.EndState);
        Assert.Equal([running], result.Schedules);
        Assert.Equal([false, false, true], seen[^6]);
        Assert.Equal([running, foreign], await new[] { running, off, foreign }.ToAsyncEnumerable().Where(async (s, _) => await EnabledAsync(s)).ToListAsync(Token));
        Assert.Equal(2, Shop.Sandbox.Faults.Requests.Count(r => r.Method == "PATCH" && r.Path.Contains("/transferConfigs/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Schedules_are_in_the_backup_and_what_became_of_them_is_told()
    {
        var (gone, switched) = (await ScheduleAsync("gone", "shop", false), await ScheduleAsync("switched", "shop", true));
        Assert.Equal(2, (await Shop.BackUpAsync(new BackupRequest(), Token)).Schedules);
        using var client = Shop.Sandbox.NewClient();
        await client.DeleteAsync(new Uri("v1/" + gone, UriKind.Relative), Token);
        await Shop.Services.Schedules.SetEnabledAsync(switched, true, Token);

        var plan = await Shop.Restores.PlanAsync(new RestoreRequest("latest"), Token);

        Assert.Equal(["switched"], plan.Schedules);
        Assert.Contains(plan.Warnings, w => w.StartsWith("Scheduled query gone of the backup does not exist any more", StringComparison.Ordinal));
        Assert.Contains("Scheduled query switched is on now and was off in the backup: it stays as it is.", plan.Warnings);
    }

    [Fact]
    public async Task Schedules_that_cannot_be_read_stop_a_restore_unless_it_is_forced()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        Shop.Sandbox.Faults.Choose = (_, path, _) => path.Contains("/transferConfigs", StringComparison.Ordinal) ? Fault.Forbidden : null;

        var refused = await RestoreAsync(new RestoreRequest("latest"));

        Assert.Equal((EndState.FailedBeforeChange, "EROS3014"), (refused.EndState, refused.ErrorCode));
        Assert.Equal(EndState.Succeeded, (await RestoreAsync(new RestoreRequest("latest", Force: true))).EndState);
        var backup = await Shop.BackUpAsync(new BackupRequest(), Token);
        Assert.Null(backup.Schedules);
        Assert.Contains(backup.Notes, n => n.StartsWith("Scheduled queries and their states are not in the backup", StringComparison.Ordinal));
    }

    async Task<string> ScheduleAsync(string title, string dataset, bool disabled)
    {
        using var client = Shop.Sandbox.NewClient();
        var config = new { displayName = title, dataSourceId = "scheduled_query", schedule = "every 24 hours", disabled, @params = new { query = $"DELETE FROM `eros-sandbox.{dataset}.returns` WHERE TRUE" } };
        var made = await client.PostAsJsonAsync(new Uri("v1/projects/eros-sandbox/locations/us/transferConfigs", UriKind.Relative), config, Token);
        made.EnsureSuccessStatusCode();
        return (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("name").GetString()!;
    }

    async Task<bool> EnabledAsync(string name)
    {
        using var client = Shop.Sandbox.UnwatchedClient();
        var config = await client.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri("v1/" + name, UriKind.Relative), Token);
        return !(config.TryGetProperty("disabled", out var disabled) && disabled.GetBoolean());
    }
}
