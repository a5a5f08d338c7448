using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>A fault at the HTTP calls of a backup and of a restore: never a manifest without its data, never a half-restored dataset that calls itself whole, and
/// a rerun succeeds. With EROS_EVERY_FAULT=1 every kind of fault meets every call (some 1,300, half an hour); otherwise calls that lie evenly over the work.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    static readonly Fault[] Kinds = [Fault.Unavailable, Fault.TooMany, Fault.AnswerLost, Fault.Reset, Fault.Timeout, Fault.Killed];
    static readonly bool Every = Environment.GetEnvironmentVariable("EROS_EVERY_FAULT") == "1";

    const string Change = """
        DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3;
        ALTER TABLE `eros-sandbox.shop.customers` ADD COLUMN age INT64;
        ALTER TABLE `eros-sandbox.shop.returns` SET OPTIONS (description = 'other');
        CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.5);
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_met_by_faults_is_whole_or_absent() => await OfEveryKindAsync("backup", 5, async (shop, kind, tally) =>
    {
        var expected = (await shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        async Task BackUpAsync() => Assert.Equal(expected, (await shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest));
        await foreach (var call in CallsAsync(shop, kind, tally, BackUpAsync))
        {
            var error = await MetAsync(shop, kind, call, BackUpAsync);
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
    public async Task A_restore_met_by_faults_leaves_all_new_or_all_old_or_says_so_and_a_rerun_completes() => await OfEveryKindAsync("restore", 4, async (shop, kind, tally) =>
    {
        var backup = (await shop.BackUpAsync(new BackupRequest(), Token)).Id;
        var saved = (await shop.StateAsync(Token)).Lines.ToList();
        await shop.RunAsync(Change, Token);
        var changed = (await shop.StateAsync(Token)).Lines.ToList();
        RestoreResult? result = null;
        async Task RestoreAsync() => result = await shop.Restores.RunAsync(new RestoreRequest(backup), null, Token);
        await foreach (var call in CallsAsync(shop, kind, tally, RestoreAsync))
        {
            await shop.RunAsync(Change, Token);
            result = null;
            var error = await MetAsync(shop, kind, call, RestoreAsync);
            var end = kind == Fault.Killed ? null : result?.EndState;
            tally.Count(kind, error ?? (end is null or EndState.Succeeded ? null : end.ToString()), met: shop.Sandbox.Faults.Requests.Count >= call);
            await JudgeAsync(shop, $"{kind} at call {call}", end, result, saved, changed);
            if (end != EndState.Succeeded)
                await CompleteAsync(shop, $"{kind} at call {call}", backup, saved);
        }
    });

    /// <summary>Every kind has a shop of its own, all at once.</summary>
    async Task OfEveryKindAsync(string what, int sample, Func<Shop, Fault, Tally, Task> meet)
    {
        var all = Task.WhenAll(Kinds.Select(kind => Task.Run(async () =>
        {
            using var shop = await OpenAsync();
            var tally = new Tally(sample);
            await meet(shop, kind, tally);
            tally.RequireAll(kind);
            return tally;
        }, Token)));
        await all.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (all.Exception is { } failures)
            throw failures;
        var tallies = await all;
        output.WriteLine($"{what}: {tallies.Sum(t => t.Faults)} faults at {tallies.Sum(t => t.Calls)} calls; {string.Join("; ", tallies.Select(t => t.ToString()))}");
    }

    /// <summary>How often a job is asked whether it is done depends on the machine.</summary>
    static bool IsPoll(string method, string path) => method == "GET" && path.Contains("/jobs/", StringComparison.Ordinal);

    static Task<Shop> OpenAsync() => Shop.OpenAsync(Token, tryTimeout: TimeSpan.FromSeconds(3));

    /// <summary>Numbers of the calls to spoil: all, until the work ends before the next one; else a few of as many as it makes when none is spoilt. The kinds'
    /// turns lie evenly between one another's.</summary>
    static async IAsyncEnumerable<int> CallsAsync(Shop shop, Fault kind, Tally tally, Func<Task> work)
    {
        shop.Sandbox.Faults.Forget();
        await work();
        tally.Calls = shop.Sandbox.Faults.Requests.Count(r => !IsPoll(r.Method, r.Path));
        for (var call = 1; Every && !tally.Ended; call++)
            yield return call;
        for (var i = 0; !Every && i < tally.Sample; i++)
            yield return 1 + (int)((i + (double)Array.IndexOf(Kinds, kind) / Kinds.Length) * tally.Calls / tally.Sample);
    }

    [Fact]
    public async Task A_restore_killed_between_drop_and_commit_is_completed_by_a_rerun_or_taken_back_by_undo()
    {
        using var shop = await OpenAsync();
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

    /// <summary>Does the work with the fault at that call; a killed process answers nothing from there on. Answers how it failed, or null.</summary>
    static async Task<string?> MetAsync(Shop shop, Fault kind, int call, Func<Task> work)
    {
        shop.Sandbox.Faults.Forget();
        shop.Sandbox.Faults.Choose = (_, _, number) => number == call || (kind == Fault.Killed && number > call) ? kind : null;
        try
        {
            await work();
            return kind == Fault.Killed ? "killed" : null;
        }
        catch (Exception e) when (e is ErosException || (e is OperationCanceledException && kind == Fault.Killed))
        {
            return (e as ErosException)?.CodeText ?? "killed";
        }
        finally
        {
            shop.Sandbox.Faults.Choose = (_, _, _) => null;
            await shop.AgeLeaseAsync(Token);
        }
    }

    /// <summary>How many faults were met, and how the work ended.</summary>
    sealed class Tally(int sample)
    {
        readonly SortedDictionary<string, int> _ends = new(StringComparer.Ordinal);

        public int Sample => sample;

        public int Calls { get; set; }

        public int Faults { get; private set; }

        /// <summary>Whether the work ended before the call that was to be spoilt.</summary>
        public bool Ended { get; private set; }

        public void Count(Fault kind, string? end, bool met)
        {
            Ended = !met;
            if (Ended)
                return;
            Faults++;
            var key = $"{kind} {end ?? "survived"}";
            _ends[key] = _ends.GetValueOrDefault(key) + 1;
        }

        public void RequireAll(Fault kind) => Assert.True(Faults >= (Every ? Calls : sample), $"{kind} met {Faults} of {(Every ? Calls : sample)} calls");

        public override string ToString() => string.Join(", ", _ends.Select(e => $"{e.Key} {e.Value}"));
    }
}
