using ErosDeploy.Core.Schemas;

namespace ErosDeploy.Core.Tests.Schemas;

public sealed class SchemaDifferenceTests
{
    static ColumnShape Column(string name, string type = "INT64", ColumnMode mode = ColumnMode.Nullable, bool hasDefault = false, params ColumnShape[] fields) =>
        new(name, type, mode, fields, hasDefault);

    static IReadOnlyList<string> Contract(TableShape declared, TableShape? live) =>
        SchemaDifference.OfContract([declared], live is null ? new Dictionary<string, TableShape>() : new Dictionary<string, TableShape> { [live.Name] = live });

    static TableShape Table(params ColumnShape[] columns) => new("t", columns);

    public static TheoryData<object, object?, string[]> Cases => new()
    {
        { Table(Column("a")), Table(Column("A")), [] },
        { Table(Column("a")), null, ["table t does not exist"] },
        { Table(Column("a"), Column("b")), Table(), ["column t.a (INT64) does not exist", "column t.b (INT64) does not exist"] },
        { Table(Column("a")), Table(Column("a", "STRING")), ["column t.a is STRING, expected INT64"] },
        { Table(Column("a", mode: ColumnMode.Required)), Table(Column("a")), ["column t.a is INT64, expected INT64 NOT NULL"] },
        { Table(Column("a", mode: ColumnMode.Repeated)), Table(Column("a")), ["column t.a is INT64, expected ARRAY<INT64>"] },
        { Table(Column("a")), Table(Column("a"), Column("b")), [] },
        { Table(Column("a")), Table(Column("a"), Column("b", mode: ColumnMode.Required)), ["column t.b (INT64 NOT NULL) is not declared and has no default"] },
        { Table(Column("a")), Table(Column("a"), Column("b", mode: ColumnMode.Required, hasDefault: true)), [] },
        {
            Table(Column("a", "STRUCT", fields: [Column("x"), Column("y")])),
            Table(Column("a", "STRUCT", fields: [Column("x", "STRING"), Column("z")])),
            ["column t.a.x is STRING, expected INT64", "column t.a.y (INT64) does not exist", "column t.a.z (INT64) is not expected"]
        },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Every_difference_from_the_declaration_is_named(object declared, object? live, string[] expected) =>
        Assert.Equal(expected, Contract((TableShape)declared, (TableShape?)live));

    [Fact]
    public void Rows_fit_exactly_only_without_further_columns() =>
        Assert.Equal(["column t.b (INT64) is not expected"], SchemaDifference.Between(Table(Column("a")), Table(Column("b"), Column("a"))));

    [Theory]
    [InlineData("integer", "INT64")]
    [InlineData("FLOAT", "FLOAT64")]
    [InlineData("BOOLEAN", "BOOL")]
    [InlineData("RECORD", "STRUCT")]
    [InlineData("BIGDECIMAL", "BIGNUMERIC")]
    [InlineData("TIMESTAMP", "TIMESTAMP")]
    public void A_type_has_one_name(string given, string standard) => Assert.Equal(standard, TypeNames.Standard(given));
}
