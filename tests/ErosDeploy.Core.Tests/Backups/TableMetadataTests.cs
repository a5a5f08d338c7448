using System.Text.Json.Nodes;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Tests.Warehouses;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

public sealed class TableMetadataTests
{
    const string Column = """{ "name": "id", "type": "INTEGER", "mode": "REQUIRED" """;

    static TableResource Table(string ofColumn = "", string more = "") => TableResourceTests.Table("t", Column + ofColumn + " }", more);

    public static TheoryData<string, string, string, string, string> Changes => new()
    {
        { "", "\"description\": \"a\",", "", "", """{"description":"a"}""" },
        { "", "", "", "\"description\": \"a\",", """{"description":null}""" },
        { "", "\"labels\": { \"a\": \"1\" },", "", "\"labels\": { \"a\": \"2\", \"b\": \"3\" },", """{"labels":{"a":"1","b":null}}""" },
        { "", "\"expirationTime\": \"5\",", "", "", """{"expirationTime":"5"}""" },
        { "", "\"timePartitioning\": { \"type\": \"DAY\" },", "", "\"timePartitioning\": { \"type\": \"DAY\", \"expirationMs\": \"9\" },", """{"timePartitioning":{"type":"DAY","expirationMs":null}}""" },
        { ", \"policyTags\": { \"names\": [\"x\"] }", "", "", "", """{"schema":{"fields":[{"name":"id","type":"INTEGER","mode":"REQUIRED","policyTags":{"names":["x"]}}]}}""" },
        { "", "", ", \"description\": \"d\"", "", """{"schema":{"fields":[{"name":"id","type":"INTEGER","mode":"REQUIRED"}]}}""" },
        { "", "\"labels\": {},", "", "\"description\": \"\",", "{}" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_patch_says_what_the_saved_table_said_and_takes_the_rest_away(string savedColumn, string saved, string liveColumn, string live, string patch)
    {
        var (before, now) = (Table(savedColumn, saved), Table(liveColumn, live));

        Assert.Equal(JsonNode.Parse(patch)!.ToJsonString(), TableMetadata.Patch(before, now).ToJsonString());
        Assert.Equal(patch == "{}", TableMetadata.Differences(before, now).Count == 0);
        Assert.Empty(TableMetadata.Differences(before, before));
    }

    [Fact]
    public void What_no_patch_can_set_makes_the_table_another()
    {
        var differences = TableMetadata.TypeDifferences(Table(", \"precision\": \"10\""), Table(", \"precision\": \"12\""));

        Assert.Equal(["precision of column id is \"12\", in the backup \"10\""], differences);
    }

    [Fact]
    public void An_expiration_that_is_over_is_left_out()
    {
        var table = Table(more: "\"expirationTime\": \"1000\",");

        Assert.Null(TableMetadata.Lasting(table, DateTimeOffset.FromUnixTimeMilliseconds(1000)).ExpiresAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1000), TableMetadata.Lasting(table, DateTimeOffset.UnixEpoch).ExpiresAt);
    }
}
