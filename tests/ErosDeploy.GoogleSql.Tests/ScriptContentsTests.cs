namespace ErosDeploy.GoogleSql.Tests;

public sealed class ScriptContentsTests
{
    static string[] Updates(string sql) => [.. ScriptContents.Of(sql).Updates.Select(u => u.Table + (u.IsRows ? " rows" : ""))];

    [Theory]
    [InlineData("CREATE TABLE `${project}.${dataset}.a` (n INT64); ALTER TABLE d.a ADD COLUMN m INT64; DROP TABLE d.a", "a,a,a")]
    [InlineData("CREATE OR REPLACE VIEW d.v AS SELECT 1 AS n; CREATE FUNCTION d.f() AS (1); DROP FUNCTION d.f", "v")]
    [InlineData("INSERT INTO d.a (n) VALUES (1); TRUNCATE TABLE d.b; MERGE d.c USING d.a ON FALSE WHEN NOT MATCHED THEN INSERT ROW", "a rows,b rows,c rows")]
    [InlineData("CREATE ROW ACCESS POLICY p ON d.a GRANT TO ('x') FILTER USING (TRUE); DROP ALL ROW ACCESS POLICIES ON d.a; CREATE SEARCH INDEX i ON d.b (ALL COLUMNS)", "a,a,b")]
    [InlineData("CREATE TEMP TABLE t (n INT64); INSERT INTO t (n) VALUES (1)", "")]
    [InlineData("IF TRUE THEN ALTER TABLE d.a SET OPTIONS (description = 'x'); ELSE DELETE FROM d.b WHERE TRUE; END IF", "a,b rows")]
    [InlineData("CREATE PROCEDURE d.p() BEGIN DROP TABLE d.a; END", "")]
    [InlineData("ALTER TABLE d.a RENAME TO b", "a,b")]
    public void Updates_are_those_of_statements_that_run(string sql, string expected) => Assert.Equal(expected, string.Join(',', Updates(sql)));

    [Theory]
    [InlineData("SELECT 1; UPDATE d.a SET n = 1 WHERE TRUE; CREATE VIEW d.v AS SELECT 1 AS n", DryRunReach.Whole)]
    [InlineData("CREATE VIEW d.v AS SELECT 1 AS n; SELECT 1", DryRunReach.Part)]
    [InlineData("CALL d.p()", DryRunReach.Part)]
    [InlineData("CREATE TEMP FUNCTION f() AS (1); SELECT f()", DryRunReach.Whole)]
    [InlineData("DECLARE x INT64; SELECT x", DryRunReach.Part)]
    [InlineData("SELECT 1 FROM WHERE", DryRunReach.Part)]
    [InlineData("", DryRunReach.Whole)]
    public void A_dry_run_looks_up_to_the_first_definition(string sql, DryRunReach expected) => Assert.Equal(expected, ScriptContents.Of(sql).Reach);

    [Theory]
    [InlineData("DROP TABLE d.a", true)]
    [InlineData("DROP SCHEMA d", true)]
    [InlineData("ALTER TABLE d.a DROP COLUMN n", true)]
    [InlineData("BEGIN TRUNCATE TABLE d.a; END", true)]
    [InlineData("DROP VIEW d.v; DROP FUNCTION d.f", false)]
    [InlineData("CREATE TEMP TABLE t (n INT64); DROP TABLE t", false)]
    [InlineData("DELETE FROM d.a WHERE n = 1", false)]
    public void What_takes_something_away_is_known(string sql, bool expected) => Assert.Equal(expected, ScriptContents.Of(sql).Destroys);

    [Theory]
    [InlineData("CREATE FUNCTION d.f() AS (1); DROP VIEW d.v; INSERT INTO d.a (n) VALUES (1); CREATE TABLE d.b (n INT64)", "b,f,v")]
    [InlineData("BEGIN CREATE TEMP TABLE t (n INT64); END", "t")]
    public void Rows_are_no_other_thing(string sql, string expected) => Assert.Equal(expected, string.Join(',', ScriptContents.Of(sql).Makes.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("CREATE VIEW d.v AS SELECT 1 AS n; DELETE FROM d.a WHERE TRUE", true)]
    [InlineData("BEGIN TRANSACTION; DELETE FROM d.a WHERE TRUE; COMMIT TRANSACTION", false)]
    [InlineData("CREATE TEMP TABLE t (n INT64); SELECT n FROM t", false)]
    public void Statements_that_stand_for_themselves_can_be_looked_at_alone(string sql, bool expected) => Assert.Equal(expected, ScriptContents.Of(sql).IsPlain);
}
