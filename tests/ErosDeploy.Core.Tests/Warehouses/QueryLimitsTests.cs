using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Warehouses;

/// <summary>query_timeout_config holds for the module's own queries.</summary>
public sealed class QueryLimitsTests : ShopTests
{
    [Fact]
    public async Task Without_the_table_there_is_no_limit() => Assert.Equal(QueryLimit.None, await Limits().OfAsync(QueryTypes.Reporting, Token));

    [Fact]
    public async Task A_kind_has_its_row_and_any_other_that_of_fallback()
    {
        await ConfigureAsync("('reporting', 120, 1000), ('fallback', 60, NULL)");

        var limits = Limits();

        Assert.Equal(new QueryLimit(TimeSpan.FromSeconds(120), 1000), await limits.OfAsync(QueryTypes.Reporting, Token));
        Assert.Equal(new QueryLimit(TimeSpan.FromSeconds(60), null), await limits.OfAsync(QueryTypes.Backup, Token));
    }

    [Fact]
    public async Task A_query_that_would_be_billed_more_is_refused_and_logged_with_its_reason()
    {
        await ConfigureAsync("('backup', 60, 1)");
        await Shop.RunAsync(
            $"CREATE TABLE {Named("query_performance_log")} (query_id STRING, query_type STRING, started_at TIMESTAMP, duration_ms INT64, bytes_processed INT64, bytes_billed INT64, slot_ms INT64, success BOOL, error_reason STRING)", Token);
        var log = new QueryLog();
        var warehouse = new Warehouse(Shop.Services.BigQuery, Shop.Services.Target, Shop.Services.Pace, Limits(), log);

        await Assert.ThrowsAsync<ErosException>(() => warehouse.QueryAsync("limited", $"SELECT * FROM {Named("orders")}", QueryTypes.Backup, Token));
        await warehouse.QueryAsync("unlimited", "SELECT 1", QueryTypes.Reporting, Token);
        await warehouse.WriteLogAsync(JobNames.ForReading("log"), Token);
        await warehouse.WriteLogAsync(JobNames.ForReading("log"), Token);

        var rows = (await warehouse.QueryAsync("read", $"SELECT query_id, query_type, success, error_reason FROM {Named("query_performance_log")} ORDER BY query_id", QueryTypes.Reporting, Token)).Rows;
        Assert.Equal(
            ["limited backup False bytesBilledLimitExceeded", "unlimited reporting True "],
            rows.Select(r => $"{r.Text("query_id")} {r.Text("query_type")} {r.Get<bool>("success")} {r.Text("error_reason")}"));
    }

    QueryLimits Limits() => new(Shop.Services.BigQuery, Shop.Services.Target, TimeProvider.System);

    string Named(string table) => Shop.Services.Target.QuotedTable(table);

    Task ConfigureAsync(string rows) => Shop.RunAsync(
        $"""
        CREATE TABLE {Named("query_timeout_config")} (query_type STRING NOT NULL, timeout_seconds INT64 NOT NULL, maximum_bytes_billed INT64);
        INSERT INTO {Named("query_timeout_config")} (query_type, timeout_seconds, maximum_bytes_billed) VALUES {rows};
        """, Token);
}
