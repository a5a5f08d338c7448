using ErosDeploy.GoogleSql.Syntax;
using Assert = Xunit.Assert;

namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Spans, equality and whole-text entry points.</summary>
public sealed class TreeTests
{
    [Fact]
    public void Spans_give_back_the_text_of_views_routines_and_expressions()
    {
        const string sql = "-- head\nCREATE VIEW v AS\n  SELECT (1 + 2) AS x -- tail\n;\nCREATE PROCEDURE p() BEGIN SELECT 1; END;";
        var source = new SourceText(sql);
        var script = Parser.ParseScript(sql);
        var view = Assert.IsType<CreateView>(script.Statements[0]);
        Assert.Equal("SELECT (1 + 2) AS x", source.TextOf(view.Query));
        Assert.Equal("CREATE VIEW v AS\n  SELECT (1 + 2) AS x", source.TextOf(view));
        var item = Assert.IsType<SelectExpression>(((Select)view.Query.Body).Items[0]);
        Assert.Equal("(1 + 2)", source.TextOf(item.Expression));
        var procedure = Assert.IsType<CreateProcedure>(script.Statements[1]);
        Assert.Equal("BEGIN SELECT 1; END", source.TextOf(procedure.Body!));
        Assert.Equal((5, 1), source.PositionOf(procedure));
    }

    [Fact]
    public void A_function_body_is_the_text_between_its_parentheses()
    {
        const string sql = "CREATE FUNCTION f(x INT64) AS ( (x + 1) * 2 )";
        var function = Assert.IsType<CreateFunction>(Parser.ParseStatement(sql));
        Assert.Equal("(x + 1) * 2", function.Body!.Span.Of(sql));
    }

    [Theory]
    [InlineData("f(a, [1, 'x'])", "f( a ,[1,\"x\"] )", true)]
    [InlineData("(a + b)", "a + b", true)]
    [InlineData("a + b", "a + c", false)]
    [InlineData("COUNT(x)", "COUNT(DISTINCT x)", false)]
    [InlineData("CAST(a AS STRING(1))", "CAST(a AS STRING(2))", false)]
    [InlineData("`a`", "a", true)]
    [InlineData("a - (b - c)", "a - b - c", false)]
    public void Equality_is_structural_and_ignores_places(string left, string right, bool equal)
    {
        var (a, b) = (Parser.ParseExpression(left), Parser.ParseExpression(right));
        Assert.Equal(equal, a.Equals(b));
        if (equal) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Theory]
    [InlineData("ARRAY<STRUCT<a INT64, b ARRAY<STRING>>>", "(ArrayType (StructType [(StructTypeField a INT64) (StructTypeField b (ArrayType STRING))]))")]
    [InlineData("NUMERIC(10, 2)", "(SimpleType NUMERIC [10 2])")]
    [InlineData("STRING(MAX)", "(SimpleType STRING [MAX])")]
    [InlineData("RANGE<TIMESTAMP>", "(RangeType TIMESTAMP)")]
    [InlineData("STRUCT<INT64, x FLOAT64>", "(StructType [(StructTypeField INT64) (StructTypeField x FLOAT64)])")]
    [InlineData("STRUCT<>", "(StructType)")]
    [InlineData("INTERVAL", "INTERVAL")]
    public void Types(string text, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseType(text)));

    [Theory]
    [InlineData("p.d.t", "p d t")]
    [InlineData("`my-project.d.t`", "my-project d t")]
    [InlineData("my-project.d.t", "my-project d t")]
    [InlineData("`p`.d.`select`", "p d select")]
    [InlineData("t", "t")]
    public void Paths(string text, string names) =>
        Assert.Equal(names, string.Join(' ', Parser.ParsePath(text).Names.Select(n => n.Name)));

    [Fact]
    public void Commas_between_columns_may_be_doubled_and_trail() =>
        Assert.Equal(Parser.ParseScript("CREATE TABLE t (a INT64, b INT64)"), Parser.ParseScript("CREATE TABLE t (a INT64, , b INT64,)"));

    [Fact]
    public void Blank_text_is_an_empty_script() => Assert.Empty(Parser.ParseScript(" -- nothing\n/* here */ # at all").Statements);

    [Theory]
    [InlineData("DAY", "(DatePart DAY)")]
    [InlineData("WEEK(MONDAY)", "(DatePart WEEK MONDAY)")]
    [InlineData("1", "null")]
    [InlineData("WEEK(1)", "null")]
    public void Arguments_read_as_date_parts(string argument, string shape) =>
        Assert.Equal(shape, Shape.Of(DatePart.From(Parser.ParseExpression(argument))));
}
