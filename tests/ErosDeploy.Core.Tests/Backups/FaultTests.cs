using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>A fault at the HTTP calls of a backup and of a restore: never a manifest without its data, never a half-restored dataset that calls itself whole, and
/// a rerun succeeds. With EROS_EVERY_FAULT=1 every kind of fault meets every call (some 1,300, half an hour); otherwise calls that lie evenly over the work.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    readonly FaultRounds _rounds = new(output, [Fault.Unavailable, Fault.TooMany, Fault.AnswerLost, Fault.Reset, Fault.Timeout, Fault.Forbidden, Fault.Killed]);

    const string Change = """
        DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3;
        ALTER TABLE `eros-sandbox.shop.customers` ADD COLUMN age INT64;
        ALTER TABLE `eros-sandbox.shop.returns` SET OPTIONS (description = 'other');
        CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.5);
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_met_by_faults_is_whole_or_absent() => await _rounds.OfEveryKindAsync("backup", 5, async (shop, kind, tally) =>
    {
        var expected = (await shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        async Task BackUpAsync() => Assert.Equal(expected, (await shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest));
        await foreach (var call in _rounds.CallsAsync(shop, kind, tally, BackUpAsync))
        {
            var error = await FaultRounds.MetAsync(shop, kind, call, BackUpAsync);
            tally.Count(kind, error, met: shop.Sandbox.Faults.Requests.Count >= call);
            if (error is not null)
                await BackUpAsync();
        }
        await foreach (var backup in shop.Backups.ListAsync(new BackupQuery(), Token).Where(b => b.State != BackupState.Incomplete))
        {
            Assert.Equal(expected, backup.Tables.Select(t => t.Digest));
            Assert.All(await new BackupTestService(shop.Services).TestAsync(backup.Id, false, Token).ToListAsync(Token), c => Assert.Equal(CheckStatus.Pass, c.Status));
        }
    });

    [Fact]
    public async Task A_restore_met_by_faults_leaves_all_new_or_all_old_or_says_so_and_a_rerun_completes() => await _rounds.OfEveryKindAsync("restore", 4, async (shop, kind, tally) =>
    {
        var backup = (await shop.BackUpAsync(new BackupRequest(), Token)).Id;
        var saved = (await shop.StateAsync(Token)).Lines.ToList();
        await shop.RunAsync(Change, Token);
        var changed = (await shop.StateAsync(Token)).Lines.ToList();
        RestoreResult? result = null;
        async Task RestoreAsync() => result = await shop.Restores.RunAsync(new RestoreRequest(backup), null, Token);
        await foreach (var call in _rounds.CallsAsync(shop, kind, tally, RestoreAsync))
        {
            await shop.RunAsync(Change, Token);
            result = null;
            var error = await FaultRounds.MetAsync(shop, kind, call, RestoreAsync);
            var end = kind == Fault.Killed ? null : result?.EndState;
            tally.Count(kind, error ?? (end is null or EndState.Succeeded ? null : end.ToString()), met: shop.Sandbox.Faults.Requests.Count >= call);
            await JudgeAsync(shop, $"{kind} at call {call}", end, result, saved, changed);
            if (end != EndState.Succeeded)
                await CompleteAsync(shop, $"{kind} at call {call}", backup, saved);
        }
    });

    [Fact]
    public async Task A_restore_killed_between_drop_and_commit_is_completed_by_a_rerun_or_taken_back_by_undo()
    {
        using var shop = await FaultRounds.OpenAsync();
        var backup = (await shop.BackUpAsync(new BackupRequest(), Token)).Id;
        var saved = (await shop.StateAsync(Token)).Lines.ToList();
        foreach (var undo in new[] { false, true })
        {
            await shop.RunAsync(Change, Token);
            var changed = (await shop.StateAsync(Token)).Lines.ToList();
            var dead = false;
            shop.Sandbox.Faults.Watch = async (method, path) => dead |= method == "POST" && path.EndsWith("/jobs", StringComparison.Ordinal) && await IsRecreatedAsync(shop);
            shop.Sandbox.Faults.Choose = (_, _, _) => dead ? Fault.Killed : null;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ThrowingAsync(shop.Restores.RunAsync(new RestoreRequest(backup), null, Token)));
            (shop.Sandbox.Faults.Watch, shop.Sandbox.Faults.Choose) = (null, (_, _, _) => null);
            await shop.AgeLeaseAsync(Token);
            Assert.NotEqual(changed, (await shop.StateAsync(Token)).Lines);

            var result = await shop.Restores.RunAsync(undo ? new RestoreRequest("", Undo: true) : new RestoreRequest(backup), null, Token);

            Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes.Append(result.Error)));
            Assert.Equal(undo ? changed : saved, (await shop.StateAsync(Token)).Lines);
            Assert.Single(await shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token), d => d.DatasetReference!.DatasetId.Contains("restore", StringComparison.Ordinal) || d.DatasetReference.DatasetId == "shop");
        }
    }

    /// <summary>Whether the customers have lost the column that the change gave them.</summary>
    static async Task<bool> IsRecreatedAsync(Shop shop)
    {
        using var client = shop.Sandbox.UnwatchedClient();
        var answer = await client.GetAsync(new Uri("bigquery/v2/projects/eros-sandbox/datasets/shop/tables/customers", UriKind.Relative), Token);
        return !(await answer.Content.ReadAsStringAsync(Token)).Contains("\"age\"", StringComparison.Ordinal);
    }

    /// <summary>A killed process returns nothing: what it would have returned is thrown away.</summary>
    static async Task ThrowingAsync(Task<RestoreResult> restore)
    {
        await restore;
        throw new OperationCanceledException();
    }

    static async Task JudgeAsync(Shop shop, string where, EndState? end, RestoreResult? result, List<string> saved, List<string> changed)
    {
        var now = (await shop.StateAsync(Token)).Lines.ToList();
        var expected = end switch
        {
            EndState.Succeeded => saved,
            EndState.FailedBeforeChange or EndState.RolledBack or EndState.Cancelled => changed,
            _ => now,
        };
        Assert.True(now.SequenceEqual(expected), $"{where} ended {end} ({result?.Error}), but has:\n{string.Join("\n", now.Except(expected))}\ninstead of\n{string.Join("\n", expected.Except(now))}");
    }

    static async Task CompleteAsync(Shop shop, string where, string backup, List<string> saved)
    {
        var again = await shop.Restores.RunAsync(new RestoreRequest(backup), null, Token);
        Assert.True(again.EndState == EndState.Succeeded, $"{where}: the rerun ended {again.EndState}: {again.Error}");
        Assert.Equal(saved, (await shop.StateAsync(Token)).Lines);
    }
}
