using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Tests.Warehouses;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class AvroFormTests
{
    static TableResource Table(string field, string more = "") => TableResourceTests.Table("t", field, more);

    [Theory]
    [InlineData("""{ "name": "a", "type": "RANGE" }""", "column t.a is a RANGE")]
    [InlineData("""{ "name": "a", "type": "INTERVAL" }""", "column t.a is an INTERVAL")]
    [InlineData("""{ "name": "a", "type": "GEOGRAPHY" }""", "column t.a is a GEOGRAPHY")]
    [InlineData("""{ "name": "a", "type": "TIMESTAMP", "timestampPrecision": "12" }""", "column t.a has picoseconds")]
    [InlineData("""{ "name": "ä b", "type": "STRING" }""", "column t.ä b has a name")]
    [InlineData("""{ "name": "r", "type": "RECORD", "fields": [ { "name": "x", "type": "RECORD", "fields": [ { "name": "y", "type": "INTERVAL" } ] } ] }""", "column t.r.x.y is an INTERVAL")]
    public void A_column_that_would_not_come_back_is_named(string field, string loss) =>
        Assert.StartsWith(loss, Assert.Single(AvroForm.Losses(Table(field))), StringComparison.Ordinal);

    [Theory]
    [InlineData("STRING")]
    [InlineData("BYTES")]
    [InlineData("INTEGER")]
    [InlineData("FLOAT")]
    [InlineData("NUMERIC")]
    [InlineData("BIGNUMERIC")]
    [InlineData("BOOLEAN")]
    [InlineData("TIMESTAMP")]
    [InlineData("DATE")]
    [InlineData("TIME")]
    [InlineData("DATETIME")]
    [InlineData("JSON")]
    public void Every_other_type_comes_back(string type) => Assert.Empty(AvroForm.Losses(Table($$"""{ "name": "a", "type": "{{type}}" }""")));

    [Theory]
    [InlineData("""{ "name": "a", "type": "TIMESTAMP" }""", "`s`")]
    [InlineData("""{ "name": "a", "type": "BIGNUMERIC" }""", "`s`")]
    [InlineData("""{ "name": "a", "type": "BIGNUMERIC", "precision": "40", "scale": "2" }""", "`s`")]
    [InlineData("""{ "name": "a", "type": "BIGNUMERIC", "precision": "5", "scale": "2" }""", "(SELECT CAST(`a` AS BIGNUMERIC) AS `a` FROM `s`)")]
    [InlineData("""{ "name": "i", "type": "INTEGER" }, { "name": "a", "type": "DATETIME" }""", "(SELECT `i` AS `i`, CAST(`a` AS DATETIME) AS `a` FROM `s`)")]
    [InlineData("""{ "name": "a", "type": "DATETIME", "mode": "REPEATED" }""", "(SELECT ARRAY(SELECT CAST(item0 AS DATETIME) FROM UNNEST(`a`) AS item0 WITH OFFSET AS item0_at ORDER BY item0_at) AS `a` FROM `s`)")]
    [InlineData("""{ "name": "r", "type": "RECORD", "fields": [ { "name": "a", "type": "DATETIME" }, { "name": "b", "type": "DATE" } ] }""",
        "(SELECT IF(`r` IS NULL, NULL, STRUCT(CAST(`r`.`a` AS DATETIME) AS `a`, `r`.`b` AS `b`)) AS `r` FROM `s`)")]
    [InlineData("""{ "name": "r", "type": "RECORD", "mode": "REPEATED", "fields": [ { "name": "a", "type": "DATETIME", "mode": "REPEATED" } ] }""",
        "(SELECT ARRAY(SELECT AS STRUCT ARRAY(SELECT CAST(item1 AS DATETIME) FROM UNNEST(item0.`a`) AS item1 WITH OFFSET AS item1_at ORDER BY item1_at) AS `a` FROM UNNEST(`r`) AS item0 WITH OFFSET AS item0_at ORDER BY item0_at) AS `r` FROM `s`)")]
    public void A_staged_table_is_read_in_the_types_of_the_saved_one(string fields, string relation) => Assert.Equal(relation, AvroForm.Relation(Table(fields), "`s`"));

    [Fact]
    public void What_is_staged_has_the_types_that_files_give()
    {
        var staged = AvroForm.Staged(
            Table("""
                { "name": "a", "type": "DATETIME", "mode": "REQUIRED", "defaultValueExpression": "CURRENT_DATETIME()" },
                { "name": "r", "type": "RECORD", "fields": [ { "name": "b", "type": "BIGNUMERIC", "precision": "5", "scale": "2" } ] }
                """, """ "timePartitioning": { "type": "DAY", "field": "a" }, """), "p", "d");

        Assert.Equal(
            """[{"name":"a","type":"STRING","mode":"REQUIRED"},{"name":"r","type":"RECORD","fields":[{"name":"b","type":"NUMERIC","precision":"5","scale":"2"}]}]""",
            staged["schema"]!["fields"]!.ToJsonString());
        Assert.Null(staged["timePartitioning"]);
    }
}
