using ErosDeploy.Core.Backups;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>A fault at the HTTP calls of a backup and of a restore: never a manifest without its data, never a half-restored dataset that calls itself whole, and
/// a rerun succeeds. With EROS_EVERY_FAULT=1 every kind of fault meets every call; otherwise every call's turn comes with one kind in a stride.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    static readonly Fault[] Kinds = [Fault.Unavailable, Fault.TooMany, Fault.AnswerLost, Fault.Reset, Fault.Timeout, Fault.Killed];
    static readonly bool Every = Environment.GetEnvironmentVariable("EROS_EVERY_FAULT") == "1";

    const string Change = """
        DELETE FROM `eros-sandbox.shop.orders` WHERE id = 3;
        ALTER TABLE `eros-sandbox.shop.customers` ADD COLUMN age INT64;
        ALTER TABLE `eros-sandbox.shop.returns` SET OPTIONS (description = 'other');
        CREATE OR REPLACE FUNCTION `eros-sandbox.shop.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.5);
        """;

    Shop _shop = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync(Token, tryTimeout: TimeSpan.FromSeconds(3));

    public ValueTask DisposeAsync()
    {
        _shop.Dispose();
        return default;
    }

    [Fact]
    public async Task A_backup_met_by_faults_is_whole_or_absent()
    {
        var expected = (await _shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest).ToList();
        var tally = new Tally();
        foreach (var kind in Kinds)
        {
            for (var call = 1 + tally.Offset(kind); ; call += Every ? 1 : 23)
            {
                var error = await MetAsync(kind, call, async () => Assert.Equal(expected, (await _shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest)));
                if (_shop.Sandbox.Faults.Requests.Count < call)
                    break;
                tally.Count(kind, error);
                if (error is not null)
                    Assert.Equal(expected, (await _shop.BackUpAsync(new BackupRequest(), Token)).Tables.Select(t => t.Digest));
            }
        }
        await foreach (var backup in _shop.Backups.ListAsync(new BackupQuery(), Token).Where(b => b.State != BackupState.Incomplete))
        {
            Assert.Equal(expected, backup.Tables.Select(t => t.Digest));
            Assert.All(await new BackupTestService(_shop.Services).TestAsync(backup.Id, false, Token).ToListAsync(Token), c => Assert.Equal(CheckStatus.Pass, c.Status));
        }
        output.WriteLine($"backup: {tally}");
    }

    [Fact]
    public async Task A_restore_met_by_faults_leaves_all_new_or_all_old_or_says_so_and_a_rerun_completes()
    {
        var backup = (await _shop.BackUpAsync(new BackupRequest(), Token)).Id;
        var saved = (await _shop.StateAsync(Token)).Lines.ToList();
        await _shop.RunAsync(Change, Token);
        var changed = (await _shop.StateAsync(Token)).Lines.ToList();
        var tally = new Tally();
        foreach (var kind in Kinds)
        {
            for (var call = 1 + tally.Offset(kind); ; call += Every ? 1 : 89)
            {
                RestoreResult? result = null;
                var error = await MetAsync(kind, call, async () => result = await _shop.Restores.RunAsync(new RestoreRequest(backup), null, Token));
                if (_shop.Sandbox.Faults.Requests.Count < call)
                    break;
                tally.Count(kind, error ?? (result!.EndState == EndState.Succeeded ? null : result.EndState.ToString()));
                await JudgeAsync($"{kind} at call {call}", result, saved, changed);
                await CompleteAsync($"{kind} at call {call}", backup, saved);
                await _shop.RunAsync(Change, Token);
            }
        }
        output.WriteLine($"restore: {tally}");
    }

    [Fact]
    public async Task A_restore_killed_between_drop_and_commit_is_completed_by_a_rerun_or_taken_back_by_undo()
    {
        var backup = (await _shop.BackUpAsync(new BackupRequest(), Token)).Id;
        var saved = (await _shop.StateAsync(Token)).Lines.ToList();
        foreach (var undo in new[] { false, true })
        {
            await _shop.RunAsync(Change, Token);
            var changed = (await _shop.StateAsync(Token)).Lines.ToList();
            var dead = false;
            _shop.Sandbox.Faults.Watch = async (method, path) => dead |= method == "POST" && path.EndsWith("/jobs", StringComparison.Ordinal) && await IsRecreatedAsync();
            _shop.Sandbox.Faults.Choose = (_, _, _) => dead ? Fault.Killed : null;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ThrowingAsync(_shop.Restores.RunAsync(new RestoreRequest(backup), null, Token)));
            (_shop.Sandbox.Faults.Watch, _shop.Sandbox.Faults.Choose) = (null, (_, _, _) => null);
            await _shop.AgeLeaseAsync(Token);
            Assert.NotEqual(changed, (await _shop.StateAsync(Token)).Lines);

            var result = await _shop.Restores.RunAsync(undo ? new RestoreRequest("", Undo: true) : new RestoreRequest(backup), null, Token);

            Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes.Append(result.Error)));
            Assert.Equal(undo ? changed : saved, (await _shop.StateAsync(Token)).Lines);
            Assert.Single(await _shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token), d => d.DatasetReference!.DatasetId.Contains("restore", StringComparison.Ordinal) || d.DatasetReference.DatasetId == "shop");
        }
    }

    /// <summary>Whether the customers have lost the column that the change gave them.</summary>
    async Task<bool> IsRecreatedAsync()
    {
        using var client = _shop.Sandbox.UnwatchedClient();
        var answer = await client.GetAsync(new Uri("bigquery/v2/projects/eros-sandbox/datasets/shop/tables/customers", UriKind.Relative), Token);
        return !(await answer.Content.ReadAsStringAsync(Token)).Contains("\"age\"", StringComparison.Ordinal);
    }

    /// <summary>A killed process returns nothing: what it would have returned is thrown away.</summary>
    static async Task ThrowingAsync(Task<RestoreResult> restore)
    {
        await restore;
        throw new OperationCanceledException();
    }

    async Task JudgeAsync(string where, RestoreResult? result, List<string> saved, List<string> changed)
    {
        var now = (await _shop.StateAsync(Token)).Lines.ToList();
        var expected = result?.EndState switch
        {
            EndState.Succeeded => saved,
            EndState.FailedBeforeChange or EndState.RolledBack or EndState.Cancelled => changed,
            EndState.Inconsistent => now,
            _ => now,
        };
        Assert.True(now.SequenceEqual(expected), $"{where} ended {result?.EndState} ({result?.Error}), but has:\n{string.Join("\n", now.Except(expected))}\ninstead of\n{string.Join("\n", expected.Except(now))}");
    }

    async Task CompleteAsync(string where, string backup, List<string> saved)
    {
        var again = await _shop.Restores.RunAsync(new RestoreRequest(backup), null, Token);
        Assert.True(again.EndState == EndState.Succeeded, $"{where}: the rerun ended {again.EndState}: {again.Error}");
        Assert.Equal(saved, (await _shop.StateAsync(Token)).Lines);
    }

    /// <summary>Does the work with the fault at that call; a killed process answers nothing from there on. Answers how it failed, or null.</summary>
    async Task<string?> MetAsync(Fault kind, int call, Func<Task> work)
    {
        _shop.Sandbox.Faults.Forget();
        _shop.Sandbox.Faults.Choose = (_, _, number) => number == call || (kind == Fault.Killed && number > call) ? kind : null;
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
            _shop.Sandbox.Faults.Choose = (_, _, _) => null;
            await _shop.AgeLeaseAsync(Token);
        }
    }

    /// <summary>How many faults were met, and how the work ended.</summary>
    sealed class Tally
    {
        readonly SortedDictionary<string, int> _ends = new(StringComparer.Ordinal);
        int _faults;

        public int Offset(Fault kind) => Every ? 0 : 2 * (int)kind;

        public void Count(Fault kind, string? end)
        {
            _faults++;
            var key = $"{kind} {end ?? "survived"}";
            _ends[key] = _ends.GetValueOrDefault(key) + 1;
        }

        public override string ToString() => $"{_faults} faults: {string.Join(", ", _ends.Select(e => $"{e.Key} {e.Value}"))}";
    }
}
