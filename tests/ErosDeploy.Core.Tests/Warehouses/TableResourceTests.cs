using System.Text.Json;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Warehouses;

public sealed class TableResourceTests
{
    internal static TableResource Table(string name, string field = """{ "name": "id", "type": "INTEGER", "mode": "REQUIRED" }""", string more = "") =>
        new(JsonSerializer.Deserialize<JsonElement>($$"""
            { "tableReference": { "projectId": "p", "datasetId": "d", "tableId": "{{name}}" }, {{more}}
              "schema": { "fields": [ {{field}} ] }, "numRows": "9007199254740993", "numBytes": "10", "etag": "x", "creationTime": "1" }
            """));

    const string Partitioned = """
         "timePartitioning": { "type": "DAY", "field": "at", "requirePartitionFilter": false }, "clustering": { "fields": ["a", "b"] },
         "tableConstraints": { "primaryKey": { "columns": ["id"] } }, "expirationTime": "5",
        """;

    [Fact]
    public void Numbers_are_exact_and_layout_is_in_words()
    {
        var table = Table("t", more: Partitioned);

        Assert.Equal((9007199254740993, 10L), (table.Rows, table.Bytes));
        Assert.Equal("partitioned by DAY(at), clustered by a, b", table.Layout);
        Assert.Equal("plain", Table("t").Layout);
        Assert.False(table.RequiresPartitionFilter);
    }

    [Fact]
    public void A_table_made_from_it_has_all_that_may_come_before_its_rows_and_nothing_else()
    {
        var made = Table("t", more: Partitioned).ForCreation("p2", "d2", "t2", staging: false);

        Assert.Equal(["clustering", "schema", "tableReference", "timePartitioning"], made.Select(m => m.Key).Order());
        Assert.Equal("t2", made["tableReference"]!["tableId"]!.GetValue<string>());
    }

    [Fact]
    public void A_staged_table_has_nothing_that_hinders_its_copy()
    {
        var made = Table("t", more: Partitioned).ForCreation("p2", "d2", "t2", staging: true);

        Assert.Equal(["clustering", "schema", "tableReference", "timePartitioning"], made.Select(m => m.Key).Order());
        Assert.Null(made["timePartitioning"]!["requirePartitionFilter"]);
    }

    [Theory]
    [InlineData(DeployedObjectKind.Table, "DROP TABLE IF EXISTS `eros-sandbox`.`shop`.`x`")]
    [InlineData(DeployedObjectKind.MaterializedView, "DROP MATERIALIZED VIEW IF EXISTS `eros-sandbox`.`shop`.`x`")]
    [InlineData(DeployedObjectKind.TableFunction, "DROP TABLE FUNCTION IF EXISTS `eros-sandbox`.`shop`.`x`")]
    [InlineData(DeployedObjectKind.Procedure, "DROP PROCEDURE IF EXISTS `eros-sandbox`.`shop`.`x`")]
    public void Objects_are_dropped_by_kind(DeployedObjectKind kind, string sql) => Assert.Equal(sql, ObjectSql.Drop(SandboxServices.Target, kind, "x"));

    [Theory]
    [InlineData("CREATE VIEW x AS SELECT 'CREATE '", "CREATE OR REPLACE VIEW x AS SELECT 'CREATE '")]
    [InlineData("CREATE OR REPLACE VIEW x AS SELECT 1", "CREATE OR REPLACE VIEW x AS SELECT 1")]
    public void A_definition_is_put_in_place_of_the_present_one(string ddl, string sql) => Assert.Equal(sql, ObjectSql.Replace(ddl));

    [Fact]
    public void A_definition_that_is_none_is_refused() => Assert.Equal("EROS5011", Assert.Throws<ErosException>(() => ObjectSql.Replace("")).CodeText);

    [Fact]
    public void Rows_of_all_tables_are_swapped_in_one_transaction() => Assert.Equal(
        """
        BEGIN TRANSACTION;
        DELETE FROM `eros-sandbox`.`shop`.`a` WHERE TRUE;
        INSERT INTO `eros-sandbox`.`shop`.`a` (`x`, `y`) SELECT `x`, `y` FROM `s`;
        DELETE FROM `eros-sandbox`.`shop`.`b` WHERE TRUE;
        INSERT INTO `eros-sandbox`.`shop`.`b` (`z`) SELECT `z` FROM `t`;
        COMMIT TRANSACTION;
        """,
        ObjectSql.SwapRows(SandboxServices.Target, [new RowSwap("a", "`s`", ["x", "y"]), new RowSwap("b", "`t`", ["z"])]));

    [Fact]
    public void Job_ids_of_a_run_never_meet_even_where_names_become_alike()
    {
        var jobs = new JobNames("run-1");

        Assert.Equal(["eros_run-1_load--_1", "eros_run-1_load--_2", "eros_run-1_load-a_1"], new[] { "load-表", "load-衣", "load-a" }.Select(step => jobs.Next(step).Id));
    }

    [Fact]
    public void Jobs_are_labelled_by_run_phase_and_step()
    {
        var labels = new JobNames("20260131T020500-a1b2c3").Next("01-Wilson score", "phase1").Labels;

        Assert.Equal(["eros_phase=phase1", "eros_run=20260131t020500-a1b2c3", "eros_step=01-wilson-score"], labels.Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("20260131t020500-a1b2c3", JobNames.ForReading("20260131T020500-a1b2c3").Next("read").Labels["eros_run"]);
    }
}
