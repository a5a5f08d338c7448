using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Warehouses;

public sealed class DependenciesTests
{
    static readonly CatalogueOutline Live = new()
    {
        BaseTables = ["orders", "customers", "unused"],
        Objects =
        [
            new LiveObject(DeployedObjectKind.View, "top", "CREATE VIEW `p.d.top` AS SELECT `p.d.tax`(price) FROM `p.d.prices`"),
            new LiveObject(DeployedObjectKind.View, "prices", "CREATE VIEW `p.d.prices` AS SELECT price FROM p.d.orders"),
            new LiveObject(DeployedObjectKind.Function, "tax", "CREATE FUNCTION `p.d.tax`(x NUMERIC) AS (`p.d.rate`() * x)"),
            new LiveObject(DeployedObjectKind.Function, "rate", "CREATE FUNCTION `p.d.rate`() AS (0.2)"),
            new LiveObject(DeployedObjectKind.Function, "odd", "CREATE FUNCTION `p.d.odd`() AS ('unused')"),
            new LiveObject(DeployedObjectKind.Procedure, "loop", "CREATE PROCEDURE `p.d.loop`() BEGIN CALL `p.d.loop`(); END"),
        ],
        Others = [],
    };

    [Theory]
    [InlineData("SELECT * FROM `p.d.top`", "orders", "rate tax prices top")]
    [InlineData("SELECT * FROM p.d.customers", "customers", "")]
    [InlineData("SELECT `p.d.odd`()", "", "odd")]
    [InlineData("CALL `p.d.loop`()", "", "loop")]
    [InlineData("SELECT 1", "", "")]
    public void What_a_statement_needs_with_what_that_needs_first(string sql, string tables, string objects)
    {
        var needed = Dependencies.Of(Live, [sql]);
        Assert.Equal((tables, objects), (string.Join(' ', needed.Tables), string.Join(' ', needed.Objects.Select(o => o.Name))));
    }

    [Fact]
    public void All_of_a_dataset_in_an_order_in_which_it_can_be_made()
    {
        var needed = Dependencies.OfAll(Live);
        Assert.Equal((3, 6), (needed.Tables.Count, needed.Objects.Count));
        Assert.True(needed.Objects.ToList().FindIndex(o => o.Name == "rate") < needed.Objects.ToList().FindIndex(o => o.Name == "tax"));
        Assert.Equal("top", needed.Objects.Where(o => o.Kind == DeployedObjectKind.View).Last().Name);
    }
}
