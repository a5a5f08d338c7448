using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>
/// The deployed dataset with rows that a test chooses. Jobs and storage come from tables of the test's, because nobody can make the service's last for a given
/// time or lie unchanged for 90 days.
/// </summary>
public sealed class HealthFixture : IAsyncLifetime
{
    const string Jobs = "`my-project`.`region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT";
    const string Storage = "`my-project`.`region-us`.INFORMATION_SCHEMA.TABLE_STORAGE";

    static readonly string[] Tables =
    [
        "caption_bank", "caption_bandit_stats", "active_caption_assignments", "caption_performance_log", "account_metrics",
        "caption_locks", "caption_feedback_state", "caption_feedback_events", "query_performance_log", "jobs", "storage",
    ];

    readonly PayloadWarehouse _warehouse = new();
    Catalogue? _catalogue;

    public IReadOnlyList<HealthDefinition> Definitions => _catalogue!.Health;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;
        await _warehouse.CreateDatasetAsync(Token);
        await _warehouse.RunAsync([.. _catalogue.Baseline, .. _catalogue.Phases.SelectMany(p => p.Steps).Select(s => s.File)], Token);
        await _warehouse.QueryAsync(
            """
            CREATE TABLE jobs (
              creation_time TIMESTAMP, start_time TIMESTAMP, end_time TIMESTAMP, job_type STRING, state STRING, statement_type STRING,
              labels ARRAY<STRUCT<key STRING, value STRING>>, error_result STRUCT<reason STRING>, total_bytes_billed INT64, total_bytes_processed INT64,
              referenced_tables ARRAY<STRUCT<project_id STRING, dataset_id STRING, table_id STRING>>, query_info STRUCT<query_hashes STRUCT<normalized_literals STRING>>);
            CREATE TABLE storage (table_schema STRING, deleted BOOL, active_logical_bytes INT64, long_term_logical_bytes INT64, total_logical_bytes INT64)
            """, Token);
    }

    public ValueTask DisposeAsync()
    {
        _warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the check says of a dataset that holds these rows and no other.</summary>
    internal async Task<HealthCheck> JudgeAsync(HealthSection section, string id, string rows)
    {
        await FillAsync(rows);
        return await JudgeAsync(Definitions.Single(d => d.Section == section && d.Id == id));
    }

    internal async Task FillAsync(string rows) =>
        await _warehouse.QueryAsync(string.Concat(Tables.Select(t => $"DELETE FROM {t} WHERE TRUE;\n")) + rows, Token);

    internal async Task<HealthCheck> JudgeAsync(HealthDefinition definition)
    {
        try
        {
            var answer = await _warehouse.RunAsync(definition.File, sql => sql.Replace(Jobs, "jobs", StringComparison.Ordinal).Replace(Storage, "storage", StringComparison.Ordinal),
                sql => PriceParameters.Of(_catalogue!.Prices, sql), Token);
            return HealthVerdict.Judge(definition, HealthMeasurement.Of(definition.Id, answer.Rows));
        }
        catch (ErosException e)
        {
            return HealthVerdict.Judge(definition, HealthMeasurement.Unreadable(e.What));
        }
    }

    internal Task DropAsync() => _warehouse.QueryAsync(string.Concat(Tables.Where(t => t is not ("jobs" or "storage")).Select(t => $"DROP TABLE {t};\n")), Token);
}
