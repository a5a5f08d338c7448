namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Keyword forms, subqueries, constructors, subscripts.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("(1)", "1")]
    [InlineData("((a))", "a")]
    [InlineData("(1, 2)", "(StructConstructor [(StructArgument 1) (StructArgument 2)] IsTuple)")]
    [InlineData(
        "(1, (2, 3))",
        "(StructConstructor [(StructArgument 1) (StructArgument (StructConstructor [(StructArgument 2) (StructArgument 3)] IsTuple))] IsTuple)")]
    [InlineData("CASE WHEN a THEN 1 END", "(CaseExpression [(WhenClause a 1)])")]
    [InlineData("CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END", "(CaseExpression x [(WhenClause 1 'a') (WhenClause 2 'b')] 'c')")]
    [InlineData("CAST(x AS INT64)", "(CastExpression x INT64)")]
    [InlineData("SAFE_CAST(x AS NUMERIC(10, 2))", "(CastExpression x (SimpleType NUMERIC [10 2]) Safe)")]
    [InlineData("CAST(x AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC')", "(CastExpression x STRING 'YYYY' 'UTC')")]
    [InlineData(
        "CAST(x AS ARRAY<STRUCT<a INT64, b ARRAY<STRING>>>)",
        "(CastExpression x (ArrayType (StructType [(StructTypeField a INT64) (StructTypeField b (ArrayType STRING))])))")]
    [InlineData("EXTRACT(DAY FROM d)", "(ExtractExpression (DatePart DAY) d)")]
    [InlineData("EXTRACT(WEEK(MONDAY) FROM d)", "(ExtractExpression (DatePart WEEK MONDAY) d)")]
    [InlineData("EXTRACT(DATE FROM ts AT TIME ZONE 'America/Los_Angeles')", "(ExtractExpression (DatePart DATE) ts 'America/Los_Angeles')")]
    public void Keyword_forms(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("EXISTS(SELECT 1)", "(ExistsSubquery (Query (Select [(SelectExpression 1)])))")]
    [InlineData("ARRAY(SELECT 1)", "(ArraySubquery (Query (Select [(SelectExpression 1)])))")]
    [InlineData("(SELECT 1)", "(ScalarSubquery (Query (Select [(SelectExpression 1)])))")]
    [InlineData("((SELECT 1))", "(ScalarSubquery (Query (NestedQuery (Query (Select [(SelectExpression 1)])))))")]
    [InlineData("((SELECT 1) + 1)", "(BinaryExpression Add (ScalarSubquery (Query (Select [(SelectExpression 1)]))) 1)")]
    [InlineData(
        "((SELECT 1) UNION ALL (SELECT 2))",
        "(ScalarSubquery (Query (SetOperation Union [(NestedQuery (Query (Select [(SelectExpression 1)]))) (NestedQuery (Query (Select [(SelectExpression 2)])))])))")]
    public void Subqueries_are_told_from_parentheses(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("[1, 2]", "(ArrayConstructor [1 2])")]
    [InlineData("[]", "(ArrayConstructor)")]
    [InlineData("ARRAY[1]", "(ArrayConstructor [1])")]
    [InlineData("ARRAY<INT64>[1, 2]", "(ArrayConstructor (ArrayType INT64) [1 2])")]
    [InlineData("ARRAY<ARRAY<INT64>>[]", "(ArrayConstructor (ArrayType (ArrayType INT64)))")]
    [InlineData("STRUCT(1, 2 AS b, c)", "(StructConstructor [(StructArgument 1) (StructArgument 2 b) (StructArgument c)])")]
    [InlineData(
        "STRUCT<a INT64, STRING>(1, 'x')",
        "(StructConstructor (StructType [(StructTypeField a INT64) (StructTypeField STRING)]) [(StructArgument 1) (StructArgument 'x')])")]
    [InlineData("STRUCT<>()", "(StructConstructor (StructType))")]
    [InlineData("STRUCT()", "(StructConstructor)")]
    [InlineData(
        "WITH(a AS 1, b AS a + 1, a * b)",
        "(WithExpression [(WithExpressionVariable a 1) (WithExpressionVariable b (BinaryExpression Add a 1))] (BinaryExpression Multiply a b))")]
    public void Constructors(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));

    [Theory]
    [InlineData("x[0]", "(SubscriptExpression x Plain 0)")]
    [InlineData("x[OFFSET(0)]", "(SubscriptExpression x Offset 0)")]
    [InlineData("x[SAFE_OFFSET(i)]", "(SubscriptExpression x SafeOffset i)")]
    [InlineData("x[ORDINAL(1)].y", "(FieldAccess (SubscriptExpression x Ordinal 1) y)")]
    [InlineData("x[SAFE_ORDINAL(1)]", "(SubscriptExpression x SafeOrdinal 1)")]
    [InlineData("x[OFFSET(0) + 1]", "(SubscriptExpression x Plain (BinaryExpression Add (FunctionCall OFFSET [0]) 1))")]
    [InlineData("x['k']['l']", "(SubscriptExpression (SubscriptExpression x Plain 'k') Plain 'l')")]
    [InlineData("f(x).y", "(FieldAccess (FunctionCall f [x]) y)")]
    [InlineData("(a).b.c", "(FieldAccess (FieldAccess a b) c)")]
    [InlineData("a.(b.c)", "(GeneralizedFieldAccess a [b c])")]
    public void Subscripts_and_fields(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));
}
