namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>CREATE of every kind of object.</summary>
public sealed class CreateTests
{
    [Theory]
    [InlineData(
        "CREATE SCHEMA IF NOT EXISTS p.d DEFAULT COLLATE 'und:ci' OPTIONS(location='US', labels=[('a', 'b')])",
        "(CreateSchema p.d DefaultCollate='und:ci' IfNotExists Options=[location='US' labels=(ArrayConstructor [(StructConstructor [(StructArgument 'a') (StructArgument 'b')] IsTuple)])])")]
    [InlineData(
        "CREATE TABLE d.t (a INT64 NOT NULL, b STRING DEFAULT 'x' OPTIONS(description='B'), c NUMERIC(10, 2))",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64 NotNull)) (ColumnDefinition b (SimpleColumn STRING Default='x' Options=[description='B'])) (ColumnDefinition c (SimpleColumn (SimpleType NUMERIC [10 2])))]))")]
    [InlineData(
        "CREATE OR REPLACE TABLE d.t (a ARRAY<STRUCT<x INT64 NOT NULL OPTIONS(description='X'), y STRING>> NOT NULL, r RANGE<DATE>, s STRING(10) COLLATE 'und:ci')",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (ArrayColumn (StructColumn [(StructColumnField x (SimpleColumn INT64 NotNull Options=[description='X'])) (StructColumnField y (SimpleColumn STRING))]) NotNull)) (ColumnDefinition r (RangeColumn DATE)) (ColumnDefinition s (SimpleColumn (SimpleType STRING [10]) Collate='und:ci'))]) OrReplace)")]
    [InlineData("CREATE TEMP TABLE t AS SELECT 1 AS a", "(CreateTable t Temporary AsQuery=(Query (Select [(SelectExpression 1 a)])))")]
    [InlineData(
        "CREATE TEMPORARY TABLE t (a INT64) AS SELECT 1",
        "(CreateTable t Temporary Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64))]) AsQuery=(Query (Select [(SelectExpression 1)])))")]
    [InlineData(
        "CREATE TABLE IF NOT EXISTS d.t (a DATE) PARTITION BY a CLUSTER BY b, c OPTIONS(partition_expiration_days=1, require_partition_filter=TRUE) AS SELECT 1",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn DATE))]) PartitionBy=a ClusterBy=[b c] AsQuery=(Query (Select [(SelectExpression 1)])) IfNotExists Options=[partition_expiration_days=1 require_partition_filter=TRUE])")]
    [InlineData(
        "CREATE TABLE d.t (a TIMESTAMP) PARTITION BY TIMESTAMP_TRUNC(a, HOUR)",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn TIMESTAMP))]) PartitionBy=(FunctionCall TIMESTAMP_TRUNC [a HOUR]))")]
    [InlineData(
        "CREATE TABLE d.t (a INT64) PARTITION BY RANGE_BUCKET(a, GENERATE_ARRAY(0, 100, 10))",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64))]) PartitionBy=(FunctionCall RANGE_BUCKET [a (FunctionCall GENERATE_ARRAY [0 100 10])]))")]
    [InlineData(
        "CREATE TABLE d.t (a INT64) PARTITION BY _PARTITIONDATE",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64))]) PartitionBy=_PARTITIONDATE)")]
    [InlineData(
        "CREATE TABLE d.t (a INT64, b INT64, PRIMARY KEY (a) NOT ENFORCED, CONSTRAINT fk FOREIGN KEY (b) REFERENCES d.u(x) NOT ENFORCED)",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64)) (ColumnDefinition b (SimpleColumn INT64))] [(PrimaryKey [a]) (ForeignKey fk [b] (ForeignKeyReference d.u [x]))]))")]
    [InlineData(
        "CREATE TABLE d.t (a INT64 PRIMARY KEY NOT ENFORCED, b INT64 REFERENCES d.u(x) NOT ENFORCED,)",
        "(CreateTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64 PrimaryKey)) (ColumnDefinition b (SimpleColumn INT64 References=(ForeignKeyReference d.u [x])))]))")]
    [InlineData("CREATE TABLE d.t LIKE d.u", "(CreateTable d.t Source=(TableSource Like d.u))")]
    [InlineData("CREATE TABLE d.t COPY d.u", "(CreateTable d.t Source=(TableSource Copy d.u))")]
    [InlineData(
        "CREATE TABLE d.t CLONE d.u FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR) OPTIONS(friendly_name='x')",
        "(CreateTable d.t Source=(TableSource Clone d.u (FunctionCall TIMESTAMP_SUB [(FunctionCall CURRENT_TIMESTAMP) (IntervalExpression 1 HOUR)])) Options=[friendly_name='x'])")]
    [InlineData(
        "CREATE SNAPSHOT TABLE IF NOT EXISTS d.s CLONE p.d.t FOR SYSTEM_TIME AS OF x OPTIONS(expiration_timestamp=TIMESTAMP '2030-01-01')",
        "(CreateSnapshotTable d.s (TableSource Clone p.d.t x) IfNotExists Options=[expiration_timestamp=(TypedLiteral Timestamp 2030-01-01)])")]
    [InlineData(
        "CREATE EXTERNAL TABLE d.t (a INT64) WITH CONNECTION p.us.c WITH PARTITION COLUMNS (k STRING) OPTIONS(uris=['gs://b/*'], format='CSV')",
        "(CreateExternalTable d.t Elements=(TableElements [(ColumnDefinition a (SimpleColumn INT64))]) Connection=p.us.c PartitionColumns=(PartitionColumns (TableElements [(ColumnDefinition k (SimpleColumn STRING))])) Options=[uris=(ArrayConstructor ['gs://b/*']) format='CSV'])")]
    [InlineData(
        "CREATE EXTERNAL TABLE d.t WITH PARTITION COLUMNS OPTIONS(format='CSV')",
        "(CreateExternalTable d.t PartitionColumns=(PartitionColumns) Options=[format='CSV'])")]
    public void Schemas_and_tables(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "CREATE OR REPLACE VIEW d.v (a OPTIONS(description='A'), b) OPTIONS(description='V') AS SELECT 1, 2",
        "(CreateView d.v [(ViewColumn a [description='A']) (ViewColumn b)] (Query (Select [(SelectExpression 1) (SelectExpression 2)])) OrReplace Options=[description='V'])")]
    [InlineData(
        "CREATE VIEW v AS WITH x AS (SELECT 1) SELECT * FROM x",
        "(CreateView v (Query (WithClause [(CommonTableExpression x (Query (Select [(SelectExpression 1)])))]) (Select [(SelectStar)] From=(TableReference x))))")]
    [InlineData(
        "CREATE MATERIALIZED VIEW d.m PARTITION BY a CLUSTER BY b OPTIONS(enable_refresh=true) AS SELECT 1",
        "(CreateMaterializedView d.m (Query (Select [(SelectExpression 1)])) PartitionBy=a ClusterBy=[b] Options=[enable_refresh=TRUE])")]
    [InlineData("CREATE MATERIALIZED VIEW d.m AS REPLICA OF d.n", "(CreateMaterializedView d.m ReplicaOf=d.n)")]
    [InlineData(
        "CREATE FUNCTION d.f(x INT64, y ARRAY<STRING>) RETURNS INT64 AS (x + 1)",
        "(CreateFunction d.f [(RoutineParameter x INT64 Unspecified) (RoutineParameter y (ArrayType STRING) Unspecified)] Returns=INT64 Body=(BinaryExpression Add x 1))")]
    [InlineData(
        "CREATE OR REPLACE FUNCTION d.f(x ANY TYPE) AS ((SELECT MAX(v) FROM UNNEST(x) AS v))",
        "(CreateFunction d.f [(RoutineParameter x (TemplatedType TYPE) Unspecified)] Body=(ScalarSubquery (Query (Select [(SelectExpression (FunctionCall MAX [v]))] From=(UnnestItem [(UnnestArray x)] v)))) OrReplace)")]
    [InlineData("CREATE TEMP FUNCTION f() AS (1)", "(CreateFunction f Temporary Body=1)")]
    [InlineData(
        "CREATE FUNCTION f() AS (((SELECT 1)) + 1)",
        "(CreateFunction f Body=(BinaryExpression Add (ScalarSubquery (Query (NestedQuery (Query (Select [(SelectExpression 1)]))))) 1))")]
    [InlineData(
        @"CREATE TEMP FUNCTION f(x FLOAT64) RETURNS STRING NOT DETERMINISTIC LANGUAGE js OPTIONS(library=['gs://b/x.js']) AS r""""""return x;""""""",
        "(CreateFunction f [(RoutineParameter x FLOAT64 Unspecified)] Temporary Returns=STRING Deterministic=false Language=js Code='return x;' Options=[library=(ArrayConstructor ['gs://b/x.js'])])")]
    [InlineData(
        "CREATE AGGREGATE FUNCTION d.f(x FLOAT64, k INT64 NOT AGGREGATE) RETURNS FLOAT64 AS (SUM(x) * k)",
        "(CreateFunction d.f [(RoutineParameter x FLOAT64 Unspecified) (RoutineParameter k INT64 Unspecified NotAggregate)] Aggregate Returns=FLOAT64 Body=(BinaryExpression Multiply (FunctionCall SUM [x]) k))")]
    [InlineData(
        "CREATE FUNCTION d.f(x INT64) RETURNS INT64 REMOTE WITH CONNECTION p.us.c OPTIONS(endpoint='https://x')",
        "(CreateFunction d.f [(RoutineParameter x INT64 Unspecified)] Returns=INT64 Remote Connection=p.us.c Options=[endpoint='https://x'])")]
    [InlineData(
        "CREATE FUNCTION d.f(x INT64) RETURNS INT64 AS (x) OPTIONS(description='d')",
        "(CreateFunction d.f [(RoutineParameter x INT64 Unspecified)] Returns=INT64 Body=x Options=[description='d'])")]
    [InlineData(
        "CREATE TABLE FUNCTION d.tf(x INT64) AS SELECT x AS y",
        "(CreateTableFunction d.tf [(RoutineParameter x INT64 Unspecified)] (Query (Select [(SelectExpression x y)])))")]
    [InlineData(
        "CREATE OR REPLACE TABLE FUNCTION d.tf(x INT64, t TABLE<a INT64>) RETURNS TABLE<y INT64, z STRING> OPTIONS(description='d') AS (SELECT 1 AS y, 'a' AS z)",
        "(CreateTableFunction d.tf [(RoutineParameter x INT64 Unspecified) (RoutineParameter t (TableType [(StructTypeField a INT64)]) Unspecified)] (Query (NestedQuery (Query (Select [(SelectExpression 1 y) (SelectExpression 'a' z)])))) Returns=(TableType [(StructTypeField y INT64) (StructTypeField z STRING)]) OrReplace Options=[description='d'])")]
    [InlineData(
        "CREATE PROCEDURE d.p(x INT64, OUT y STRING, INOUT z ARRAY<INT64>, IN w BOOL, out INT64) OPTIONS(strict_mode=FALSE) BEGIN SET y = 'a'; END",
        "(CreateProcedure d.p [(RoutineParameter x INT64 Unspecified) (RoutineParameter y STRING Out) (RoutineParameter z (ArrayType INT64) InOut) (RoutineParameter w BOOL In) (RoutineParameter out INT64 Unspecified)] (BeginBlock [(SetVariable y 'a')]) Options=[strict_mode=FALSE])")]
    [InlineData("CREATE OR REPLACE PROCEDURE d.p() BEGIN END", "(CreateProcedure d.p (BeginBlock) OrReplace)")]
    [InlineData(
        "CREATE PROCEDURE d.p(x INT64) WITH CONNECTION p.us.c OPTIONS(engine='SPARK') LANGUAGE python AS '''pass'''",
        "(CreateProcedure d.p [(RoutineParameter x INT64 Unspecified)] Connection=p.us.c Language=python Code='pass' Options=[engine='SPARK'])")]
    public void Views_and_routines(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "CREATE ROW ACCESS POLICY IF NOT EXISTS pol ON d.t GRANT TO ('user:a@example.com', 'group:g@example.com') FILTER USING (a = SESSION_USER())",
        "(CreateRowAccessPolicy pol d.t ['user:a@example.com' 'group:g@example.com'] (BinaryExpression Equal a (FunctionCall SESSION_USER)) IfNotExists)")]
    [InlineData("CREATE OR REPLACE ROW ACCESS POLICY pol ON d.t FILTER USING (TRUE)", "(CreateRowAccessPolicy pol d.t TRUE OrReplace)")]
    [InlineData(
        "CREATE SEARCH INDEX IF NOT EXISTS i ON d.t(ALL COLUMNS) OPTIONS(analyzer='LOG_ANALYZER')",
        "(CreateIndex i Search d.t AllColumns IfNotExists Options=[analyzer='LOG_ANALYZER'])")]
    [InlineData(
        "CREATE SEARCH INDEX i ON d.t(a, b OPTIONS(index_granularity='COLUMN'))",
        "(CreateIndex i Search d.t [(IndexColumn a) (IndexColumn b [index_granularity='COLUMN'])])")]
    [InlineData(
        "CREATE VECTOR INDEX i ON d.t(e) STORING (a, b) OPTIONS(index_type='IVF')",
        "(CreateIndex i Vector d.t [(IndexColumn e)] Storing=[a b] Options=[index_type='IVF'])")]
    [InlineData(
        "CREATE MODEL d.m TRANSFORM(a + 1 AS b) OPTIONS(model_type='linear_reg') AS SELECT 1",
        "(CreateModel d.m (Query (Select [(SelectExpression 1)])) Options=[model_type='linear_reg'])")]
    [InlineData(
        "CREATE MODEL d.m INPUT(a INT64) OUTPUT(b STRING) REMOTE WITH CONNECTION p.us.c OPTIONS(endpoint='x')",
        "(CreateModel d.m Connection=p.us.c Options=[endpoint='x'])")]
    [InlineData("CREATE RESERVATION p.us.r OPTIONS(slot_capacity=100)", "(CreateOther RESERVATION p.us.r Options=[slot_capacity=100])")]
    public void Policies_indexes_models(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
