namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Pipe operators and queries that begin with FROM.</summary>
public sealed class PipeTests
{
    [Theory]
    [InlineData("FROM t", "(FromQuery (TableReference t))")]
    [InlineData("FROM t |> WHERE a", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeWhere a)])")]
    [InlineData("SELECT 1 |> AS t |> LIMIT 2 OFFSET 3", "(PipedQuery (Query (Select [(SelectExpression 1)])) [(PipeAs t) (PipeLimit 2 3)])")]
    [InlineData("FROM t |> SELECT DISTINCT a, b c,", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeSelect (Select [(SelectExpression a) (SelectExpression b c)] Distinct))])")]
    [InlineData("FROM t |> EXTEND a + 1 AS b, |> DROP a, b |> RENAME c AS d, e f", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeExtend [(SelectExpression (BinaryExpression Add a 1) b)]) (PipeDrop [a b]) (PipeRename [(PipeRenaming c d) (PipeRenaming e f)])])")]
    [InlineData("FROM t |> SET a = 1, b = 2 |> DISTINCT", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeSet [(SelectReplacement 1 a) (SelectReplacement 2 b)]) (PipeDistinct)])")]
    [InlineData("FROM t |> AGGREGATE SUM(a) AS s DESC GROUP AND ORDER BY b AS c ASC NULLS LAST", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeAggregate [(PipeAggregateItem (FunctionCall SUM [a]) s (OrderSuffix Descending))] (GroupBy [(GroupingExpression b c Order=(OrderSuffix Last))]) OrdersByKeys)])")]
    [InlineData("FROM t |> LEFT JOIN u USING (a)", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeFrom (Join Left (PipedInput) (TableReference u) [a]))])")]
    [InlineData("FROM t |> UNION ALL BY NAME (SELECT 1 AS a), (FROM u)", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeSetOperation (SetOperation Union [(NestedQuery (Query (Select [(SelectExpression 1 a)]))) (NestedQuery (Query (FromQuery (TableReference u))))] Match=ByName))])")]
    [InlineData("FROM t |> CALL f(1) AS g", "(PipedQuery (Query (FromQuery (TableReference t))) [(PipeFrom (TableFunctionItem f [1] g Input=(PipedInput)))])")]
    [InlineData("SELECT 1 AS a OUTER UNION ALL BY NAME SELECT 2 AS b", "(SetOperation Union [(Select [(SelectExpression 1 a)]) (Select [(SelectExpression 2 b)])] Match=ByName Propagation=Full)")]
    [InlineData("(SELECT 1 AS a) AS x |> WHERE x.a", "(PipedQuery (Query (NestedQuery (Query (Select [(SelectExpression 1 a)])))) [(PipeWhere x.a)] Alias=x)")]
    public void Operators_stand_in_the_tree(string sql, string shape) => Assert.Equal($"(QueryStatement (Query {shape}))", Shape.Of(Parser.ParseScript(sql)));

    [Fact]
    public void With_stays_around_the_pipe()
    {
        Assert.Equal(
            "(QueryStatement (Query (WithClause [(CommonTableExpression a (Query (Select [(SelectExpression 1)])))]) (PipedQuery (Query (FromQuery (TableReference a))) [(PipeLimit 1)])))",
            Shape.Of(Parser.ParseScript("WITH a AS (SELECT 1) FROM a |> LIMIT 1")));
    }

    [Theory]
    [InlineData("FROM t |> FOO", "Syntax error: Unexpected identifier \"FOO\" at [1:11]")]
    [InlineData("FROM t |>", "Syntax error: Unexpected end of script at [1:10]")]
    [InlineData("FROM t |> SET a 1", "Syntax error: Expected \"=\" but got integer literal \"1\" at [1:17]")]
    [InlineData("FROM t |> MATCH_RECOGNIZE (ORDER BY a)", "Unimplemented: MATCH_RECOGNIZE at [1:11]")]
    [InlineData("SELECT * FROM t MATCH_RECOGNIZE (ORDER BY a)", "Unimplemented: MATCH_RECOGNIZE at [1:17]")]
    [InlineData("ALTER VECTOR INDEX i ON d.t REBUILD", "Unimplemented: ALTER VECTOR INDEX at [1:1]")]
    [InlineData("SELECT 1 FROM a, b RIGHT JOIN c ON TRUE", "Syntax error: RIGHT JOIN must be parenthesized when following a comma join.  Also, if the preceding comma join is a correlated CROSS JOIN that unnests an array, then CROSS JOIN syntax must be used in place of the comma join at [1:20]")]
    public void What_cannot_be_is_refused(string sql, string message)
    {
        Assert.Equal(message, Assert.Throws<SqlSyntaxException>(() => Parser.ParseScript(sql)).MessageWithPosition);
    }
}
