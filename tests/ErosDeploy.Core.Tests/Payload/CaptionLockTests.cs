namespace ErosDeploy.Core.Tests.Payload;

/// <summary>Locks under sessions that run at once, over REST; the legacy routine goes through the same race and fails.</summary>
public sealed class CaptionLockTests : IAsyncLifetime
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    readonly PayloadWarehouse _warehouse = new();

    public async ValueTask InitializeAsync()
    {
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync(["baseline/01_tables.sql", "phase1/04_caption_lock_tables.sql", "phase1/05_caption_lock_routines.sql"], Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task Of_sessions_at_once_exactly_one_wins_and_the_others_are_told_who(int sessions)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, sessions).Select(i => AcquireAsync(-7, $"account_{i}", $"token_{i}")));

        var winner = Assert.Single(answers, a => a.Acquired);
        Assert.All(answers, a => Assert.Equal(winner.Account, a.Holder));
        Assert.Equal(1, await _warehouse.CountAsync($"SELECT COUNT(*) FROM caption_locks WHERE caption_id = -7 AND account_id = '{winner.Account}' AND expires_at > CURRENT_TIMESTAMP()", Token));
        Assert.Equal(1, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks", Token));
    }

    /// <summary>Both routines with the same pause between looking and inserting, so that the sessions surely overlap.</summary>
    [Fact]
    public async Task Where_the_legacy_routine_lets_several_win_only_one_does_now()
    {
        await _warehouse.RunAsync("baseline/05_caption_locks.sql", sql => Paused(sql, "  IF holders = 0 THEN"), Token);
        var legacy = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => LegacyAcquireAsync(1, $"account_{i}"))));
        Assert.True(legacy.Count(won => won) > 1, "the sessions did not overlap");

        await _warehouse.RunAsync("phase1/05_caption_lock_routines.sql", sql => Paused(sql, "        IF p_acquired THEN"), Token);
        var now = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => AcquireAsync(1, $"account_{i}", $"token_{i}"))));
        Assert.Single(now, a => a.Acquired);
    }

    [Fact]
    public async Task Overlapping_batches_at_once_are_held_wholly_or_not_at_all()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync($"[{i}, {i + 1}, {i + 2}]", $"account_{i}", $"token_{i}")));

        Assert.Contains(answers, a => a.Acquired);
        for (var i = 0; i < answers.Length; i++)
            Assert.Equal(answers[i].Acquired ? 3 : 0, await _warehouse.CountAsync($"SELECT COUNT(*) FROM caption_locks WHERE lock_id = 'token_{i}'", Token));
        Assert.Equal(0, await _warehouse.CountAsync("SELECT COUNT(*) - COUNT(DISTINCT caption_id) FROM caption_locks", Token));
        Assert.All(answers.Where(a => !a.Acquired), a => Assert.Contains(a.Holder, answers.Where(o => o.Acquired).Select(o => o.Account)));
    }

    [Fact]
    public async Task Retries_at_once_under_one_token_are_one_lock()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AcquireAsync(5, "account", "token")));

        Assert.All(answers, a => Assert.True(a.Acquired));
        Assert.Equal(1, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks", Token));
    }

    [Fact]
    public async Task A_stolen_token_of_another_account_neither_acquires_nor_is_it_told_another_holder()
    {
        await AcquireAsync(5, "owner", "token");

        Assert.Equal((false, "owner"), Of(await AcquireAsync(5, "thief", "token")));
    }

    [Fact]
    public async Task An_expired_lock_is_won_by_exactly_one_of_many()
    {
        await AcquireAsync(9, "old", "old");
        await _warehouse.QueryAsync("UPDATE caption_locks SET expires_at = TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 SECOND) WHERE caption_id = 9", Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync(9, $"new_{i}", $"token_{i}")));

        Assert.Single(answers, a => a.Acquired);
        Assert.Equal(1, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks WHERE caption_id = 9", Token));
    }

    [Fact]
    public async Task A_foreign_release_changes_nothing_and_the_owners_frees_the_caption()
    {
        await AcquireAsync(1, "owner", "token");
        await AcquireAsync(2, "owner", "token_2");

        Assert.False(await ReleaseAsync(1, "other"));
        Assert.Equal(2, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks", Token));
        Assert.True(await ReleaseAsync(1, "token"));
        Assert.Equal(1, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks WHERE lock_id = 'token_2'", Token));
    }

    [Fact]
    public async Task Legacy_release_deletes_the_locks_of_all()
    {
        await _warehouse.RunAsync("baseline/05_caption_locks.sql", Token);
        await LegacyAcquireAsync(1, "owner");
        await LegacyAcquireAsync(2, "another");

        await _warehouse.QueryAsync("CALL release_caption_lock(1, 'nobody')", Token);

        Assert.Equal(0, await _warehouse.CountAsync("SELECT COUNT(*) FROM active_caption_assignments", Token));
    }

    [Theory]
    [InlineData("NULL", "'token'", "60")]
    [InlineData("''", "'token'", "60")]
    [InlineData("'account'", "NULL", "60")]
    [InlineData("'account'", "' '", "60")]
    [InlineData("'account'", "'token'", "0")]
    [InlineData("'account'", "'token'", "86401")]
    [InlineData("'account'", "'token'", "NULL")]
    public async Task No_lock_is_without_owner_token_or_end(string account, string token, string seconds)
    {
        await Assert.ThrowsAsync<ErosException>(() => _warehouse.QueryAsync(
            $"DECLARE v_acquired BOOL; DECLARE v_holder STRING; CALL acquire_caption_lock(1, {account}, {token}, {seconds}, v_acquired, v_holder);", Token));
        Assert.Equal(0, await _warehouse.CountAsync("SELECT COUNT(*) FROM caption_locks", Token));
    }

    sealed record Answer(string Account, bool Acquired, string? Holder);

    static (bool Acquired, string? Holder) Of(Answer answer) => (answer.Acquired, answer.Holder);

    Task<Answer> AcquireAsync(long caption, string account, string token) => AcquireAsync($"[{caption}]", account, token);

    async Task<Answer> AcquireAsync(string captions, string account, string token)
    {
        var row = (await _warehouse.QueryAsync(
            $"""
            DECLARE v_acquired BOOL;
            DECLARE v_holders ARRAY<STRUCT<caption_id INT64, account_id STRING, expires_at TIMESTAMP>>;
            CALL acquire_caption_locks({captions}, '{account}', '{token}', 600, v_acquired, v_holders);
            SELECT v_acquired AS acquired, IF(v_acquired, '{account}', v_holders[SAFE_OFFSET(0)].account_id) AS holder;
            """, Token)).Single();
        return new Answer(account, row.Get<bool>("acquired"), row.Text("holder"));
    }

    async Task<bool> ReleaseAsync(long caption, string token)
    {
        var row = (await _warehouse.QueryAsync(
            $"DECLARE v_released BOOL; CALL release_caption_lock({caption}, '{token}', v_released); SELECT v_released AS released;", Token)).Single();
        return row.Get<bool>("released");
    }

    async Task<bool> LegacyAcquireAsync(long caption, string account)
    {
        var row = (await _warehouse.QueryAsync($"DECLARE v_acquired BOOL; CALL acquire_caption_lock({caption}, '{account}', v_acquired); SELECT v_acquired AS acquired;", Token)).Single();
        return row.Get<bool>("acquired");
    }

    static string Paused(string sql, string before)
    {
        var at = sql.IndexOf(before, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"'{before}' is not in the routine.")
            : sql.Insert(at, "SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 300000)) AS n WHERE FARM_FINGERPRINT(CAST(n AS STRING)) = 1;\n");
    }
}
