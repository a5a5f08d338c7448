namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>DML, EXPORT, LOAD and other statements.</summary>
public sealed class DmlTests
{
    [Theory]
    [InlineData(
        "EXPORT DATA OPTIONS(uri='gs://b/*.csv', format='CSV', overwrite=true) AS SELECT 1",
        "(ExportData [uri='gs://b/*.csv' format='CSV' overwrite=TRUE] (Query (Select [(SelectExpression 1)])))")]
    [InlineData(
        "EXPORT DATA WITH CONNECTION `p.us.c` OPTIONS(format='X') AS SELECT 1",
        "(ExportData `p`.`us`.`c` [format='X'] (Query (Select [(SelectExpression 1)])))")]
    [InlineData(
        "LOAD DATA INTO d.t (a INT64, b STRING) PARTITION BY a CLUSTER BY b OPTIONS(x=1) FROM FILES (format='CSV', uris=['gs://b/f']) WITH PARTITION COLUMNS (p STRING) WITH CONNECTION p.us.c",
        "(LoadData d.t [format='CSV' uris=(ArrayConstructor ['gs://b/f'])] Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64)) (ColumnDefinition b (SimpleColumn STRING))]) PartitionBy=a ClusterBy=[b] Options=[x=1] PartitionColumns=(PartitionColumns (TableElements [(ColumnDefinition p (SimpleColumn STRING))])) Connection=p.us.c)")]
    [InlineData(
        "LOAD DATA OVERWRITE d.t FROM FILES (format='AVRO', uris=['gs://b/f'])",
        "(LoadData d.t [format='AVRO' uris=(ArrayConstructor ['gs://b/f'])] Overwrite)")]
    [InlineData(
        "LOAD DATA INTO TEMP TABLE t FROM FILES (format='AVRO', uris=['u']) WITH PARTITION COLUMNS",
        "(LoadData t [format='AVRO' uris=(ArrayConstructor ['u'])] Temporary PartitionColumns=(PartitionColumns))")]
    public void Export_and_load(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "INSERT INTO d.t (a, b) VALUES (1, DEFAULT), (2, 'x')",
        "(Insert d.t [a b] (InsertRows [(InsertRow [1 (DefaultValue)]) (InsertRow [2 'x'])]))")]
    [InlineData("INSERT d.t SELECT 1", "(Insert d.t (InsertQuery (Query (Select [(SelectExpression 1)]))))")]
    [InlineData("INSERT INTO t (a) (SELECT 1)", "(Insert t [a] (InsertQuery (Query (NestedQuery (Query (Select [(SelectExpression 1)]))))))")]
    [InlineData("INSERT INTO t (SELECT 1)", "(Insert t (InsertQuery (Query (NestedQuery (Query (Select [(SelectExpression 1)]))))))")]
    [InlineData(
        "INSERT INTO t (a) WITH x AS (SELECT 1) SELECT * FROM x",
        "(Insert t [a] (InsertQuery (Query (WithClause [(CommonTableExpression x (Query (Select [(SelectExpression 1)])))]) (Select [(SelectStar)] From=(TableReference x)))))")]
    [InlineData(
        "UPDATE d.t SET a = 1, b.c = DEFAULT, d = [1] WHERE TRUE",
        "(Update d.t [(UpdateItem [a] 1) (UpdateItem [b c] (DefaultValue)) (UpdateItem [d] (ArrayConstructor [1]))] TRUE)")]
    [InlineData(
        "UPDATE t x SET x.a = s.b FROM s JOIN u USING (k) WHERE x.k = s.k",
        "(Update t x [(UpdateItem [x a] s.b)] (Join Inner (TableReference s) (TableReference u) [k]) (BinaryExpression Equal x.k s.k))")]
    [InlineData("DELETE FROM d.t WHERE a = 1", "(Delete d.t (BinaryExpression Equal a 1))")]
    [InlineData("DELETE t AS x WHERE x.a", "(Delete t x x.a)")]
    [InlineData("TRUNCATE TABLE d.t", "(Truncate d.t)")]
    [InlineData(
        "MERGE INTO d.t AS t USING (SELECT 1 AS k) AS s ON t.k = s.k WHEN MATCHED AND s.x THEN UPDATE SET a = s.a, b = DEFAULT WHEN NOT MATCHED THEN INSERT (k, a) VALUES (s.k, DEFAULT) WHEN NOT MATCHED BY SOURCE THEN DELETE",
        "(Merge d.t t (SubqueryItem (Query (Select [(SelectExpression 1 k)])) s) (BinaryExpression Equal t.k s.k) [(MergeWhen Matched s.x (MergeUpdate [(UpdateItem [a] s.a) (UpdateItem [b] (DefaultValue))])) (MergeWhen NotMatchedByTarget (MergeInsert [k a] (InsertRow [s.k (DefaultValue)]))) (MergeWhen NotMatchedBySource (MergeDelete))])")]
    [InlineData(
        "MERGE t USING s ON FALSE WHEN NOT MATCHED BY TARGET THEN INSERT ROW WHEN MATCHED THEN DELETE",
        "(Merge t (TableReference s) FALSE [(MergeWhen NotMatchedByTarget (MergeInsertRow)) (MergeWhen Matched (MergeDelete))])")]
    [InlineData(
        "MERGE t USING UNNEST([1]) AS x ON t.a = x WHEN NOT MATCHED THEN INSERT VALUES (x)",
        "(Merge t (UnnestItem [(UnnestArray (ArrayConstructor [1]))] x) (BinaryExpression Equal t.a x) [(MergeWhen NotMatchedByTarget (MergeInsert (InsertRow [x])))])")]
    public void Changes_of_data(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData("ASSERT 1 = 1 AS 'yes'", "(Assert (BinaryExpression Equal 1 1) 'yes')")]
    [InlineData("ASSERT EXISTS(SELECT 1)", "(Assert (ExistsSubquery (Query (Select [(SelectExpression 1)]))))")]
    [InlineData(
        "BEGIN TRANSACTION; COMMIT TRANSACTION; BEGIN; ROLLBACK;",
        "(BeginTransaction) ; (CommitTransaction) ; (BeginTransaction) ; (RollbackTransaction)")]
    [InlineData("CALL d.p(1, x, @y)", "(Call d.p [1 x (NamedParameter y)])")]
    [InlineData("CALL p()", "(Call p)")]
    [InlineData(
        "GRANT `roles/bigquery.dataViewer` ON SCHEMA d TO 'user:a@example.com', 'group:b@example.com'",
        "(GrantOrRevoke [`roles/bigquery.dataViewer`] SCHEMA d ['user:a@example.com' 'group:b@example.com'])")]
    [InlineData(
        "REVOKE `roles/bigquery.dataViewer` ON EXTERNAL TABLE d.t FROM 'user:a@example.com'",
        "(GrantOrRevoke IsRevoke [`roles/bigquery.dataViewer`] EXTERNAL TABLE d.t ['user:a@example.com'])")]
    [InlineData("EXPLAIN SELECT 1", "(ExplainStatement (QueryStatement (Query (Select [(SelectExpression 1)]))))")]
    public void Other_statements(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
