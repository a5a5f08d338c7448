using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Tests.Execution;

public sealed class InformationSchemaTests
{
    const string Setup = """
        CREATE TABLE t (id INT64 NOT NULL, dt DATE, r STRUCT<a INT64, b ARRAY<STRING>>, PRIMARY KEY (id) NOT ENFORCED)
        PARTITION BY dt CLUSTER BY id OPTIONS(description="x");
        INSERT INTO t (id, dt) VALUES (1, DATE '2024-01-01'), (2, DATE '2024-01-02'), (3, DATE '2024-01-02'), (4, NULL);
        CREATE VIEW v AS SELECT id FROM d.t;
        CREATE FUNCTION f(x INT64, y STRING) RETURNS INT64 AS (x);
        CREATE PROCEDURE pr(OUT n INT64) BEGIN SET n = 1; END;
        CREATE SNAPSHOT TABLE s CLONE t;
        """;

    [Theory]
    [InlineData("SELECT schema_name, location FROM INFORMATION_SCHEMA.SCHEMATA", "d|US")]
    [InlineData("SELECT schema_name FROM `region-us`.INFORMATION_SCHEMA.SCHEMATA", "d")]
    [InlineData("SELECT schema_name FROM `p`.`region-us`.INFORMATION_SCHEMA.SCHEMATA", "d")]
    [InlineData("SELECT STRING_AGG(table_name || ':' || table_type, ',' ORDER BY table_name) FROM d.INFORMATION_SCHEMA.TABLES", "s:SNAPSHOT,t:BASE TABLE,v:VIEW")]
    [InlineData("SELECT STRING_AGG(column_name || is_nullable || is_partitioning_column || IFNULL(CAST(clustering_ordinal_position AS STRING), '-'), ' ' ORDER BY ordinal_position) FROM p.d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't'", "idNONO1 dtYESYES- rYESNO-")]
    [InlineData("SELECT data_type FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't' AND column_name = 'r'", "STRUCT<a INT64, b ARRAY<STRING>>")]
    [InlineData("SELECT STRING_AGG(field_path, ' ' ORDER BY field_path) FROM d.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS WHERE table_name = 't'", "dt id r r.a r.b")]
    [InlineData("SELECT option_name, option_type, option_value FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS WHERE table_name = 't'", "description|STRING|\"x\"")]
    [InlineData("SELECT view_definition FROM d.INFORMATION_SCHEMA.VIEWS", "SELECT id FROM d.t")]
    [InlineData("SELECT STRING_AGG(routine_name || ':' || routine_type, ',' ORDER BY routine_name) FROM d.INFORMATION_SCHEMA.ROUTINES", "f:FUNCTION,pr:PROCEDURE")]
    [InlineData("SELECT STRING_AGG(IFNULL(parameter_name, 'result'), ',' ORDER BY ordinal_position) FROM d.INFORMATION_SCHEMA.PARAMETERS WHERE specific_name = 'f'", "result,x,y")]
    [InlineData("SELECT STRING_AGG(partition_id || ':' || CAST(total_rows AS STRING), ' ' ORDER BY partition_id) FROM d.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 't'", "20240101:1 20240102:2 __NULL__:1")]
    [InlineData("SELECT total_rows, total_logical_bytes FROM d.INFORMATION_SCHEMA.TABLE_STORAGE WHERE table_name = 't'", "4|56")]
    [InlineData("SELECT base_table_name FROM d.INFORMATION_SCHEMA.TABLE_SNAPSHOTS", "t")]
    [InlineData("SELECT constraint_type, enforced FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE table_name = 't'", "PRIMARY KEY|NO")]
    [InlineData("SELECT column_name, ordinal_position FROM d.INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE table_name = 't'", "id|1")]
    [InlineData("SELECT row_count, type FROM d.__TABLES__ WHERE table_id = 't'", "4|1")]
    public async Task Views_describe_what_is_there(string sql, string row)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync(Setup);
        Assert.Equal([row], await engine.RowsAsync(sql));
    }

    [Fact]
    public async Task Jobs_show_figures_errors_and_a_hash_that_values_do_not_change()
    {
        using var engine = new Engine();
        engine.History.Records.AddRange([Job("a", "SELECT 1 -- one"), Job("b", "select  2") with { ErrorReason = "invalidQuery", ErrorMessage = "no" }]);
        Assert.Equal(["a|100|∅", "b|100|invalidQuery"],
            await engine.RowsAsync("SELECT job_id, total_bytes_billed, error_result.reason FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT ORDER BY job_id"));
        Assert.Equal(["1"],
            await engine.RowsAsync("SELECT COUNT(DISTINCT query_info.query_hashes.normalized_literals) FROM `region-us`.INFORMATION_SCHEMA.JOBS"));
    }

    [Theory]
    [InlineData("SELECT * FROM missing.INFORMATION_SCHEMA.TABLES", "Not found: Dataset p:missing was not found in location US")]
    [InlineData("SELECT * FROM `region-eu`.INFORMATION_SCHEMA.JOBS", "Not found: Dataset p:region-eu.INFORMATION_SCHEMA was not found in location US")]
    public async Task What_is_not_there_is_not_found(string sql, string message)
    {
        using var engine = new Engine();
        var error = await engine.FailsAsync(sql);
        Assert.Equal("notFound", error.Reason);
        Assert.StartsWith(message, error.Message);
    }

    static JobRecord Job(string id, string query) => new()
    {
        Project = "p", JobId = id, State = "DONE", CreatedAt = DateTimeOffset.UnixEpoch, Query = query, BytesBilled = 100,
        Labels = new Dictionary<string, string> { ["k"] = "v" }, ReferencedTables = [new TableName("p", "d", "t")],
    };
}
