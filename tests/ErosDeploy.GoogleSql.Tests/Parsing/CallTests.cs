namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Function calls with every modifier.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData("f()", "(FunctionCall f)")]
    [InlineData("f(1, 'a')", "(FunctionCall f [1 'a'])")]
    [InlineData("a.b.f(x)", "(FunctionCall a.b.f [x])")]
    [InlineData("`p.d.f`(x)", "(FunctionCall `p`.`d`.`f` [x])")]
    [InlineData("`p-1`.d.f(x)", "(FunctionCall `p-1`.d.f [x])")]
    [InlineData("SAFE.SUBSTR(x, 1)", "(FunctionCall SUBSTR [x 1] Safe)")]
    [InlineData("NET.HOST(x)", "(FunctionCall NET.HOST [x])")]
    [InlineData("SAFE.NET.HOST(x)", "(FunctionCall NET.HOST [x] Safe)")]
    [InlineData("IF(a, b, c)", "(FunctionCall IF [a b c])")]
    [InlineData("LEFT(x, 1)", "(FunctionCall LEFT [x 1])")]
    [InlineData("RIGHT(x, 1)", "(FunctionCall RIGHT [x 1])")]
    [InlineData("DATE(x)", "(FunctionCall DATE [x])")]
    [InlineData("GROUPING(x)", "(FunctionCall GROUPING [x])")]
    [InlineData("RANGE(a, b)", "(FunctionCall RANGE [a b])")]
    [InlineData("COUNT(*)", "(FunctionCall COUNT [(StarArgument)])")]
    [InlineData("COUNT(DISTINCT x)", "(FunctionCall COUNT [x] Distinct)")]
    [InlineData("SUM(DISTINCT x) OVER (PARTITION BY a)", "(FunctionCall SUM [x] Distinct Over=(WindowSpecification [a]))")]
    [InlineData(
        "ARRAY_AGG(x IGNORE NULLS ORDER BY y DESC NULLS LAST, z LIMIT 5)",
        "(FunctionCall ARRAY_AGG [x] NullHandling=Ignore OrderBy=[(OrderingItem y Descending Last) (OrderingItem z)] Limit=5)")]
    [InlineData("ARRAY_AGG(x RESPECT NULLS)", "(FunctionCall ARRAY_AGG [x] NullHandling=Respect)")]
    [InlineData("ANY_VALUE(x HAVING MAX y)", "(FunctionCall ANY_VALUE [x] Having=(HavingModifier Max y))")]
    [InlineData("MAX_BY(x, y)", "(FunctionCall MAX_BY [x y])")]
    [InlineData("STRING_AGG(DISTINCT x, ',' ORDER BY x)", "(FunctionCall STRING_AGG [x ','] Distinct OrderBy=[(OrderingItem x)])")]
    [InlineData("ROW_NUMBER() OVER ()", "(FunctionCall ROW_NUMBER Over=(WindowSpecification))")]
    [InlineData("ROW_NUMBER() OVER w", "(FunctionCall ROW_NUMBER Over=(WindowSpecification w IsReference))")]
    [InlineData("SUM(x) OVER (w ORDER BY a)", "(FunctionCall SUM [x] Over=(WindowSpecification w [(OrderingItem a)]))")]
    [InlineData(
        "SUM(x) OVER (PARTITION BY a, b ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
        "(FunctionCall SUM [x] Over=(WindowSpecification [a b] [(OrderingItem c)] (WindowFrame Rows (FrameBound UnboundedPreceding) (FrameBound CurrentRow))))")]
    [InlineData(
        "SUM(x) OVER (ORDER BY c RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING)",
        "(FunctionCall SUM [x] Over=(WindowSpecification [(OrderingItem c)] (WindowFrame Range (FrameBound Preceding 1) (FrameBound Following 2))))")]
    [InlineData(
        "SUM(x) OVER (ORDER BY c ROWS 3 PRECEDING)",
        "(FunctionCall SUM [x] Over=(WindowSpecification [(OrderingItem c)] (WindowFrame Rows (FrameBound Preceding 3))))")]
    [InlineData(
        "SUM(x) OVER (ORDER BY c ROWS UNBOUNDED PRECEDING)",
        "(FunctionCall SUM [x] Over=(WindowSpecification [(OrderingItem c)] (WindowFrame Rows (FrameBound UnboundedPreceding))))")]
    [InlineData("f(a => 1, b => [2])", "(FunctionCall f [(NamedArgument a 1) (NamedArgument b (ArrayConstructor [2]))])")]
    [InlineData("ARRAY_FILTER(xs, x -> x > 1)", "(FunctionCall ARRAY_FILTER [xs (LambdaExpression [x] (BinaryExpression Greater x 1))])")]
    [InlineData("REDUCE(xs, 0, (a, x) -> a + x)", "(FunctionCall REDUCE [xs 0 (LambdaExpression [a x] (BinaryExpression Add a x))])")]
    [InlineData("(x).UPPER()", "(FunctionCall UPPER [x] Chained)")]
    [InlineData("'a'.UPPER().LOWER()", "(FunctionCall LOWER [(FunctionCall UPPER ['a'] Chained)] Chained)")]
    [InlineData("(x).(NET.HOST)()", "(FunctionCall NET.HOST [x] Chained)")]
    [InlineData("f(TABLE t)", "(FunctionCall f [(TableArgument t)])")]
    [InlineData("f(TABLE g(TABLE t, 1), 2)", "(FunctionCall f [(TableCallArgument (TableFunctionItem g [(TableArgument t) 1])) 2])")]
    [InlineData("f(MODEL m, (SELECT 1))", "(FunctionCall f [(ModelArgument m) (ScalarSubquery (Query (Select [(SelectExpression 1)])))])")]
    [InlineData("DATE_TRUNC(d, WEEK(MONDAY))", "(FunctionCall DATE_TRUNC [d (FunctionCall WEEK [MONDAY])])")]
    [InlineData("KEYS.NEW_KEYSET('x')", "(FunctionCall KEYS.NEW_KEYSET ['x'])")]
    [InlineData("x.first", "x.first")]
    [InlineData("offset", "offset")]
    [InlineData("value", "value")]
    [InlineData("timestamp", "timestamp")]
    [InlineData("a.order.by", "a.order.by")]
    [InlineData("current_date", "current_date")]
    public void Calls(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseExpression(sql)));
}
