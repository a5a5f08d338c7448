using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>Hostile text, bound as a value, at every text argument of the routines: nothing changes, and nothing is selected.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    /// <summary>Text that is no account, category, price tier or seed.</summary>
    static readonly string[] Corpus =
    [
        "x; DROP TABLE caption_bank", "'; DROP TABLE caption_bank; --", "' OR '1'='1", "\" OR \"\"=\"", "' OR 1=1 --", "') OR ('a'='a", "admin'--", "admin' #", "admin'/*", "1' OR '1' = '1' /*",
        "' UNION SELECT caption_text FROM caption_bank --", "' UNION ALL SELECT NULL, NULL --", "x' AND (SELECT COUNT(*) FROM caption_bank) > 0 --", "x'||(SELECT MAX(caption_text) FROM caption_bank)||'",
        "'; DELETE FROM caption_bank WHERE TRUE; --", "'; UPDATE caption_bank SET is_active = FALSE WHERE TRUE; --", "'; TRUNCATE TABLE caption_locks; --", "'; CALL sweep_expired_caption_locks(x); --",
        "'; EXECUTE IMMEDIATE 'DROP TABLE caption_bank'; --", "'; EXPORT DATA OPTIONS(uri='gs://x/*') AS SELECT 1; --", "'; CREATE TABLE eros_platform.owned (x INT64); --", "'; BEGIN TRANSACTION; --",
        "'; COMMIT TRANSACTION; --", "'; GRANT `roles/owner` ON TABLE caption_bank TO 'user:x@example.com'; --", "'; ASSERT FALSE; --", "'; RAISE; --", "\\'; DROP TABLE caption_bank; --", "\\\\'; SELECT 1; --",
        "\\", "\\\\", "\\'", "\"", "'", "`", "''", "'''", "\"\"\"", "r'''", "b'\\x27'", "``", "`caption_bank`", "`my-project.eros_platform.caption_bank`", "my-project.eros_platform.caption_bank*",
        "my-project:eros_platform.caption_bank", "${project}", "${dataset}.caption_bank", "$(rm -rf /)", "`id`", "$HOME", "%PATH%", "a|b", "a&b", "a;b", "a>b", "a<b", "a&&b", "a||b",
        "..", "../..", "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\temp", "file:///etc/passwd", "http://example.com/?a=b", "gs://bucket/object", "%00", "%27%20OR%201", "&#39;", "&apos;", "\\u0027", "\\x27",
        "a\0b", "\0", "a\tb", "a\nb", "a\rb", "a\r\nb", "account\n", "\naccount", " account", "account ", "a b;", "\u0007", "\u001b[31m", "\u007f", "@@project_id", "@parameter", "@@row_count", "?", ":name",
        "{{7*7}}", "${7*7}", "<%= 7*7 %>", "{0}", "%s%s%s%n", "%d", "<script>alert(1)</script>", "<!--", "]]>", "<?xml version=\"1.0\"?>", "a,b", "a=b", "a+b", "a*b", "(a)", "[a]", "{a}",
        "/*comment*/", "--comment", "#comment", "-- \n DROP TABLE caption_bank", "-leading", "_leading", ".leading", "é", "ß", "ａｃｃｏｕｎｔ", "аccount", "שלום", "مرحبا", "日本", "😀", "👩‍👩‍👧‍👦",
        "a\u200bb", "a\u00a0b", "a\u202eb", "\ufeffaccount", "a\u2028b", "\u02bc OR 1=1", "\uff07 OR 1=1", "\u2019; DROP TABLE caption_bank", "İnput", "e\u0301", "LIKE '%'", "a%", "a_%'", "1e309;", "-1;", "NULL;", "TRUE;",
        "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "(SELECT 1)", "SELECT * FROM INFORMATION_SCHEMA.TABLES", "1;SELECT SLEEP(9)", "waitfor delay '0:0:9'", "xp_cmdshell('dir')", "*", ",", ";", "", " ",
    ];

    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    readonly PayloadWarehouse _warehouse = new();

    public async ValueTask InitializeAsync()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync([.. catalogue.Baseline, .. catalogue.Phases[0].Steps.Select(s => s.File)], Token);
        await _warehouse.QueryAsync(
            """
            INSERT INTO caption_bank (caption_id, caption_text, category, price_tier, is_active) SELECT n, 'secret text', 'offer', 'mid', TRUE FROM UNNEST([1, 2, 3]) AS n;
            INSERT INTO account_metrics (account_id) VALUES ('account');
            INSERT INTO caption_locks (caption_id, account_id, lock_id, locked_at, expires_at)
            VALUES (1, 'account', 'token', CURRENT_TIMESTAMP(), TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 1 DAY));
            """, Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Corpus_is_large_and_repeats_nothing()
    {
        Assert.True(Corpus.Length >= 100);
        Assert.Equal(Corpus.Length, Corpus.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Hostile_text_changes_nothing_and_reads_nothing()
    {
        var before = await _warehouse.DigestsAsync(Token);
        foreach (var text in Corpus)
        {
            var row = (await _warehouse.QueryAsync(Script, [Parameter.String("text", text)], Token)).Single();
            Assert.True(row.Get<bool>("selected_none"), $"'{text}' selected a caption");
            Assert.True(row.Get<bool>("refused"), $"'{text}': {row.Text("reasons")}");
            Assert.True(row.Get<bool>("held"), $"'{text}' released, renewed or swept a lock");
        }
        Assert.Equal(before, await _warehouse.DigestsAsync(Token));
    }

    [Fact]
    public async Task The_same_script_selects_for_the_account_that_exists()
    {
        var row = (await _warehouse.QueryAsync(Script, [Parameter.String("text", "account")], Token)).Single();

        Assert.False(row.Get<bool>("selected_none"));
        Assert.False(row.Get<bool>("refused"));
    }

    const string Script =
        """
        DECLARE v_by_account, v_by_category, v_by_tier, v_by_seed, v_plain INT64;
        DECLARE v_account_reason, v_category_reason, v_tier_reason, v_seed_reason, v_plain_reason STRING;
        DECLARE v_released, v_renewed BOOL;
        DECLARE v_swept, v_batch INT64;
        DECLARE v_expires_at TIMESTAMP;
        CALL select_caption_safe(@text, NULL, NULL, 'seed', v_by_account, v_account_reason);
        CALL select_caption_safe('account', @text, NULL, 'seed', v_by_category, v_category_reason);
        CALL select_caption_safe('account', NULL, @text, 'seed', v_by_tier, v_tier_reason);
        CALL select_caption_safe('account', NULL, NULL, @text, v_by_seed, v_seed_reason);
        CALL select_caption(@text, 'seed', v_plain, v_plain_reason);
        CALL release_caption_lock(1, @text, v_released);
        CALL release_caption_locks(@text, v_batch);
        CALL renew_caption_lock(1, @text, 60, v_renewed, v_expires_at);
        CALL sweep_expired_caption_locks(v_swept);
        SELECT
          COALESCE(v_by_account, v_by_category, v_by_tier, v_by_seed, v_plain) IS NULL AS selected_none,
          STARTS_WITH(v_account_reason, 'invalid account_id: ') AND STARTS_WITH(v_category_reason, 'invalid category: ')
            AND STARTS_WITH(v_tier_reason, 'invalid price_tier: ') AND STARTS_WITH(v_seed_reason, 'invalid seed: ') AND v_plain_reason = 'unknown account' AS refused,
          NOT v_released AND v_batch = 0 AND NOT v_renewed AND v_swept = 0 AS held,
          FORMAT('%T', [v_account_reason, v_category_reason, v_tier_reason, v_seed_reason, v_plain_reason]) AS reasons
        """;
}
