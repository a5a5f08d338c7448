namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>ALTER, DROP, UNDROP.</summary>
public sealed class AlterTests
{
    [Theory]
    [InlineData(
        "ALTER TABLE d.t SET OPTIONS(description='x', expiration_timestamp=NULL)",
        "(Alter Table d.t [(SetOptions [description='x' expiration_timestamp=NULL])])")]
    [InlineData(
        "ALTER TABLE IF EXISTS d.t ADD COLUMN a INT64, ADD COLUMN IF NOT EXISTS b STRUCT<x INT64> OPTIONS(description='d')",
        "(Alter Table IfExists d.t [(AddColumn (ColumnDefinition a (SimpleColumn INT64))) (AddColumn IfNotExists (ColumnDefinition b (StructColumn [(StructColumnField x (SimpleColumn INT64))] Options=[description='d'])))])")]
    [InlineData("ALTER TABLE d.t DROP COLUMN a, DROP COLUMN IF EXISTS b", "(Alter Table d.t [(DropColumn a) (DropColumn IfExists b)])")]
    [InlineData("ALTER TABLE d.t RENAME TO u", "(Alter Table d.t [(RenameTo u)])")]
    [InlineData(
        "ALTER TABLE d.t RENAME COLUMN a TO b, RENAME COLUMN IF EXISTS c TO d",
        "(Alter Table d.t [(RenameColumn a b) (RenameColumn IfExists c d)])")]
    [InlineData(
        "ALTER TABLE d.t ALTER COLUMN a SET OPTIONS(description='x'), ALTER COLUMN IF EXISTS b SET DATA TYPE NUMERIC(10, 2), ALTER COLUMN c.d DROP NOT NULL, ALTER COLUMN e SET DEFAULT 1 + 1, ALTER COLUMN f DROP DEFAULT",
        "(Alter Table d.t [(AlterColumn [a] (SetColumnOptions [description='x'])) (AlterColumn IfExists [b] (SetDataType (SimpleColumn (SimpleType NUMERIC [10 2])))) (AlterColumn [c d] (DropNotNull)) (AlterColumn [e] (SetColumnDefault (BinaryExpression Add 1 1))) (AlterColumn [f] (DropColumnDefault))])")]
    [InlineData(
        "ALTER TABLE d.t ADD PRIMARY KEY (a) NOT ENFORCED, ADD CONSTRAINT IF NOT EXISTS fk FOREIGN KEY (b) REFERENCES d.u(c) NOT ENFORCED, ADD FOREIGN KEY (b) REFERENCES u(c) NOT ENFORCED",
        "(Alter Table d.t [(AddConstraint (PrimaryKey [a])) (AddConstraint IfNotExists (ForeignKey fk [b] (ForeignKeyReference d.u [c]))) (AddConstraint (ForeignKey [b] (ForeignKeyReference u [c])))])")]
    [InlineData(
        "ALTER TABLE d.t DROP PRIMARY KEY IF EXISTS, DROP CONSTRAINT IF EXISTS fk",
        "(Alter Table d.t [(DropPrimaryKey IfExists) (DropConstraint IfExists fk)])")]
    [InlineData("ALTER TABLE d.t SET DEFAULT COLLATE 'und:ci'", "(Alter Table d.t [(SetDefaultCollate 'und:ci')])")]
    [InlineData(
        "ALTER SCHEMA IF EXISTS d SET OPTIONS(labels=[('a', 'b')])",
        "(Alter Schema IfExists d [(SetOptions [labels=(ArrayConstructor [(StructConstructor [(StructArgument 'a') (StructArgument 'b')] IsTuple)])])])")]
    [InlineData("ALTER SCHEMA d ADD REPLICA `eu` OPTIONS(location='EU')", "(Alter Schema d [(AddReplica `eu` [location='EU'])])")]
    [InlineData("ALTER SCHEMA d DROP REPLICA `eu`", "(Alter Schema d [(DropReplica `eu`)])")]
    [InlineData("ALTER VIEW d.v SET OPTIONS(description='x')", "(Alter View d.v [(SetOptions [description='x'])])")]
    [InlineData(
        "ALTER VIEW d.v ALTER COLUMN a SET OPTIONS(description='x')",
        "(Alter View d.v [(AlterColumn [a] (SetColumnOptions [description='x']))])")]
    [InlineData(
        "ALTER MATERIALIZED VIEW d.m SET OPTIONS(enable_refresh=false)",
        "(Alter MaterializedView d.m [(SetOptions [enable_refresh=FALSE])])")]
    [InlineData(
        "ALTER PROJECT `my-project` SET OPTIONS(`region-us.default_time_zone`='UTC')",
        "(Alter Project `my-project` [(SetOptions [`region-us.default_time_zone`='UTC'])])")]
    [InlineData("ALTER PROJECT my-project SET OPTIONS(a=1)", "(Alter Project my-project [(SetOptions [a=1])])")]
    [InlineData("ALTER ORGANIZATION SET OPTIONS(a=1)", "(Alter Organization  [(SetOptions [a=1])])")]
    public void Alter(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData("DROP TABLE d.t", "(Drop Table d.t)")]
    [InlineData("DROP TABLE IF EXISTS p.d.t", "(Drop Table IfExists p.d.t)")]
    [InlineData("DROP SNAPSHOT TABLE d.s", "(Drop SnapshotTable d.s)")]
    [InlineData("DROP EXTERNAL TABLE d.s", "(Drop ExternalTable d.s)")]
    [InlineData("DROP VIEW IF EXISTS d.v", "(Drop View IfExists d.v)")]
    [InlineData("DROP MATERIALIZED VIEW d.m", "(Drop MaterializedView d.m)")]
    [InlineData("DROP FUNCTION IF EXISTS d.f", "(Drop Function IfExists d.f)")]
    [InlineData("DROP TABLE FUNCTION d.tf", "(Drop TableFunction d.tf)")]
    [InlineData("DROP PROCEDURE d.p", "(Drop Procedure d.p)")]
    [InlineData("DROP SCHEMA IF EXISTS d CASCADE", "(Drop Schema IfExists d Cascade)")]
    [InlineData("DROP SCHEMA d RESTRICT", "(Drop Schema d Cascade=false)")]
    [InlineData("DROP SEARCH INDEX IF EXISTS i ON d.t", "(Drop SearchIndex IfExists i On=d.t)")]
    [InlineData("DROP VECTOR INDEX i ON d.t", "(Drop VectorIndex i On=d.t)")]
    [InlineData("DROP ROW ACCESS POLICY IF EXISTS pol ON d.t", "(Drop RowAccessPolicy IfExists pol On=d.t)")]
    [InlineData("DROP ALL ROW ACCESS POLICIES ON d.t", "(DropAllRowAccessPolicies d.t)")]
    [InlineData("DROP MODEL d.m", "(Drop Model d.m)")]
    [InlineData("UNDROP SCHEMA IF NOT EXISTS d OPTIONS(location='US')", "(Undrop Schema IfNotExists d [location='US'])")]
    public void Drop(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
