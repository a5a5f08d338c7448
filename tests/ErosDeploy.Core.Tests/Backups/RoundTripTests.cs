using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>Every type and its extremes come back with the digest they had; tables of a backup are of one instant.</summary>
public sealed class RoundTripTests : ShopTests
{
    const int Backups = 50;

    const string Types = """
        CREATE TABLE `eros-sandbox.shop.types` (
          id INT64 NOT NULL, s STRING, b BYTES, f FLOAT64, ok BOOL, n NUMERIC, bn BIGNUMERIC, d DATE, t TIME, dt DATETIME, ts TIMESTAMP, j JSON,
          arr ARRAY<INT64>, texts ARRAY<STRING>, rec STRUCT<a INT64, b STRUCT<c STRING, d ARRAY<NUMERIC>>>, recs ARRAY<STRUCT<x INT64, y ARRAY<DATE>>>
        );
        INSERT INTO `eros-sandbox.shop.types` VALUES
          (9223372036854775807, 'é 中 😀 "q" \\ \n', b'\x00\xff', 1.7976931348623157e308, TRUE, NUMERIC '99999999999999999999999999999.999999999',
            BIGNUMERIC '12345678901234567890123456789012345678.12345678901234567890123456789012345678', DATE '9999-12-31', TIME '23:59:59.999999', DATETIME '9999-12-31 23:59:59.999999',
            TIMESTAMP '9999-12-31 23:59:59.999999+00', JSON '{"a":[1,null,"x"],"b":{}}',
            [1, -9007199254740993], ['', 'x'], STRUCT(1, STRUCT('c', [NUMERIC '0.000000001'])), [STRUCT(1, [DATE '0001-01-01']), STRUCT(2, [])]),
          (-9223372036854775808, '', b'', -0.0, FALSE, NUMERIC '-99999999999999999999999999999.999999999', BIGNUMERIC '-0.00000000000000000000000000000000000001', DATE '0001-01-01', TIME '00:00:00',
            DATETIME '0001-01-01 00:00:00', TIMESTAMP '0001-01-01 00:00:00+00', JSON 'null', [], [], STRUCT(NULL, STRUCT(NULL, [])), []),
          (0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (1, 'twice', NULL, CAST('NaN' AS FLOAT64), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (1, 'twice', NULL, CAST('NaN' AS FLOAT64), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (2, NULL, NULL, CAST('-inf' AS FLOAT64), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        """;

    [Fact]
    public async Task Every_type_comes_back_to_the_last_bit()
    {
        await Shop.RunAsync(Types, Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        await Shop.BackUpAsync(new BackupRequest(Deep: true), Token);
        await Shop.RunAsync("DROP TABLE `eros-sandbox.shop.types`", Token);

        var result = await Shop.Restores.RunAsync(new RestoreRequest("latest"), null, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes));
        Assert.Equal(6, result.Tables.Single(t => t.Name == "types").Rows);
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    const string Awkward = """
        CREATE TABLE `eros-sandbox.shop.awkward` (
          made DATETIME NOT NULL DEFAULT CURRENT_DATETIME(), mades ARRAY<DATETIME>, small BIGNUMERIC(5, 2), wide BIGNUMERIC(40, 2), fine NUMERIC(5, 2),
          rec STRUCT<`at` DATETIME, n BIGNUMERIC(5, 2), s STRING>, recs ARRAY<STRUCT<made DATETIME, more ARRAY<STRUCT<made DATETIME, n BIGNUMERIC(4, 1)>>>>
        ) PARTITION BY DATE(made) CLUSTER BY made;
        INSERT INTO `eros-sandbox.shop.awkward` (made, mades, small, wide, fine, rec, recs) VALUES
          (DATETIME '2026-01-02 03:04:05.678901', [DATETIME '2026-01-03 00:00:00', DATETIME '0001-01-01 00:00:00'], BIGNUMERIC '-999.99', BIGNUMERIC '12345678901234567890123456789012345678.25', 123.45,
            STRUCT(DATETIME '9999-12-31 23:59:59.999999', BIGNUMERIC '1.5', 'x'), [STRUCT(DATETIME '2026-01-01 00:00:00', [STRUCT(CAST(NULL AS DATETIME), BIGNUMERIC '0.1'), STRUCT(DATETIME '2026-02-01 00:00:00', NULL)]), STRUCT(NULL, [])]),
          (DATETIME '2026-01-01 00:00:00', [], NULL, NULL, NULL, NULL, []),
          (DATETIME '2026-01-01 00:00:00', [], NULL, NULL, NULL, STRUCT(NULL, NULL, NULL), []);
        """;

    [Fact]
    public async Task Columns_that_files_give_in_another_type_come_back_in_their_own()
    {
        await Shop.RunAsync(Awkward, Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        var backup = await Shop.BackUpAsync(new BackupRequest(Deep: true), Token);
        Assert.All(await new BackupTestService(Shop.Services).TestAsync(backup.Id, drill: true, Token).ToListAsync(Token), c => Assert.True(c.Status == CheckStatus.Pass, string.Join("; ", c.Faults)));
        await Shop.RunAsync("DELETE FROM `eros-sandbox.shop.awkward` WHERE small IS NULL", Token);
        var compared = await new BackupCompareService(Shop.Services).CompareAsync(backup.Id, null, Token).SingleAsync(d => d.Name == "awkward", Token);
        Assert.Equal((0L, 2L, 0L), (compared.RowsAdded, compared.RowsRemoved, compared.RowsChanged));

        var result = await Shop.Restores.RunAsync(new RestoreRequest("latest"), null, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes));
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }

    [Fact]
    public async Task What_no_file_gives_back_is_refused_by_its_column_before_anything_is_written()
    {
        await Shop.RunAsync("CREATE TABLE `eros-sandbox.shop.ranges` (id INT64, span RANGE<DATE>); CREATE TABLE `eros-sandbox.shop.waits` (r STRUCT<i INTERVAL>, g GEOGRAPHY)", Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.BackUpAsync(new BackupRequest(), Token));

        Assert.Equal("EROS3005", error.CodeText);
        Assert.All(["column ranges.span is a RANGE", "column waits.r.i is an INTERVAL", "column waits.g is a GEOGRAPHY"], r => Assert.Contains(r, error.Message, StringComparison.Ordinal));
        await Assert.ThrowsAsync<ErosException>(() => Shop.Backups.PlanAsync(new BackupRequest(), Token));
        Assert.Empty(await Shop.Services.Bucket.ListAsync("2", Token));
    }

    [Fact]
    public async Task Backups_taken_while_pairs_are_written_hold_whole_pairs()
    {
        await Shop.RunAsync("CREATE TABLE `eros-sandbox.shop.lefts` (id INT64); CREATE TABLE `eros-sandbox.shop.rights` (id INT64)", Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writer = WriteAsync(stop);
        var backups = new List<BackupInfo>();
        for (var i = 0; i < Backups; i++)
            backups.Add(await Shop.BackUpAsync(new BackupRequest(["lefts", "rights"], ThrottleLimit: 2), Token));
        await stop.CancelAsync();
        var written = await writer;

        Assert.All(backups, b => Assert.Equal((b.Tables[0].Rows, b.Tables[0].Digest), (b.Tables[1].Rows, b.Tables[1].Digest)));
        Assert.True(backups.Select(b => b.Rows).Distinct().Count() > 10, $"{written} pairs were written, the backups saw {backups.Select(b => b.Rows).Distinct().Count()} different states");
        foreach (var backup in backups.Where((_, i) => i % 5 == 4))
            await AssertRestoresToPairsAsync(backup);
    }

    async Task AssertRestoresToPairsAsync(BackupInfo backup)
    {
        var restored = await Shop.Restores.RunAsync(new RestoreRequest(backup.Id, ["lefts", "rights"]), null, Token);
        Assert.True(restored.EndState == EndState.Succeeded, restored.Error);
        const string sql = "SELECT COUNT(l.id) AS lefts, COUNT(r.id) AS rights, COUNTIF(l.id IS NULL OR r.id IS NULL) AS alone FROM `eros-sandbox.shop.lefts` AS l FULL JOIN `eros-sandbox.shop.rights` AS r ON r.id = l.id";
        var row = (await Shop.Services.Warehouse.QueryAsync(JobNames.ForReading("pairs").Next("count"), sql, QueryTypes.Reporting, Token)).Rows[0];
        Assert.Equal((backup.Tables[0].Rows, backup.Tables[1].Rows, 0L), (row.Get<long>("lefts"), row.Get<long>("rights"), row.Get<long>("alone")));
    }

    /// <summary>Pairs, each in one transaction, until told to stop; how many.</summary>
    async Task<int> WriteAsync(CancellationTokenSource stop)
    {
        var jobs = JobNames.ForReading("writer");
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
        {
            var sql = $"BEGIN TRANSACTION; INSERT INTO `eros-sandbox.shop.lefts` (id) VALUES ({written}); INSERT INTO `eros-sandbox.shop.rights` (id) VALUES ({written}); COMMIT TRANSACTION;";
            await Shop.Services.Warehouse.QueryAsync(jobs.Next("pair"), sql, QueryTypes.Reporting, Token);
        }
        return written;
    }
}
