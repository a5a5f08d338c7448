namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>Table paths, joins, UNNEST, PIVOT and the like.</summary>
public sealed class FromTests
{
    [Theory]
    [InlineData("SELECT * FROM p.d.t AS x", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference p.d.t x))))")]
    [InlineData("SELECT * FROM `p.d.t`", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference `p`.`d`.`t`))))")]
    [InlineData("SELECT * FROM `p.d`.t", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference `p`.`d`.t))))")]
    [InlineData(
        "SELECT * FROM `example.com:p.d.t`",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference `example.com:p`.`d`.`t`))))")]
    [InlineData("SELECT * FROM `p.d.t_*` x", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference `p`.`d`.`t_*` x))))")]
    [InlineData("SELECT * FROM my-project.d.t", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference my-project.d.t))))")]
    [InlineData("SELECT * FROM my-project-1.d.t", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference my-project-1.d.t))))")]
    [InlineData("SELECT * FROM a-1b-c.d.t x", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference a-1b-c.d.t x))))")]
    [InlineData(
        "SELECT * FROM `region-us`.INFORMATION_SCHEMA.JOBS",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference `region-us`.INFORMATION_SCHEMA.JOBS))))")]
    [InlineData(
        "SELECT * FROM region-us.INFORMATION_SCHEMA.JOBS",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference region-us.INFORMATION_SCHEMA.JOBS))))")]
    [InlineData("SELECT * FROM d.2020_t", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference d.2020_t))))")]
    [InlineData(
        "SELECT * FROM d.INFORMATION_SCHEMA.TABLES",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference d.INFORMATION_SCHEMA.TABLES))))")]
    public void Paths_are_split_and_dashes_kept(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "SELECT * FROM t, u v, UNNEST(a) AS x WITH OFFSET AS i",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Comma (Join Comma (TableReference t) (TableReference u v)) (UnnestItem [(UnnestArray a)] x (WithOffset i))))))")]
    [InlineData(
        "SELECT * FROM t, t.arr WITH OFFSET o",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Comma (TableReference t) (TableReference t.arr WithOffset=(WithOffset o))))))")]
    [InlineData(
        "SELECT * FROM t CROSS JOIN u",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Cross (TableReference t) (TableReference u)))))")]
    [InlineData(
        "SELECT * FROM t JOIN u ON t.a = u.a",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Inner (TableReference t) (TableReference u) (BinaryExpression Equal t.a u.a)))))")]
    [InlineData(
        "SELECT * FROM t INNER JOIN u USING (a, b)",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Inner (TableReference t) (TableReference u) [a b]))))")]
    [InlineData(
        "SELECT * FROM t LEFT JOIN u ON a RIGHT OUTER JOIN v ON b FULL OUTER JOIN w USING (c)",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Full (Join Right (Join Left (TableReference t) (TableReference u) a) (TableReference v) b) (TableReference w) [c]))))")]
    [InlineData(
        "SELECT * FROM a JOIN b JOIN c ON x ON y",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Inner (TableReference a) (Join Inner (TableReference b) (TableReference c) x) y))))")]
    [InlineData(
        "SELECT * FROM a JOIN (b JOIN c ON x) ON y",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Inner (TableReference a) (Join Inner (TableReference b) (TableReference c) x) y))))")]
    [InlineData(
        "SELECT * FROM a, b JOIN c ON x",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Inner (Join Comma (TableReference a) (TableReference b)) (TableReference c) x))))")]
    public void Joins(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "SELECT * FROM (SELECT 1) AS s",
        "(QueryStatement (Query (Select [(SelectStar)] From=(SubqueryItem (Query (Select [(SelectExpression 1)])) s))))")]
    [InlineData(
        "SELECT * FROM ((SELECT 1) UNION ALL (SELECT 2))",
        "(QueryStatement (Query (Select [(SelectStar)] From=(SubqueryItem (Query (SetOperation Union [(NestedQuery (Query (Select [(SelectExpression 1)]))) (NestedQuery (Query (Select [(SelectExpression 2)])))]))))))")]
    [InlineData(
        "SELECT * FROM ((SELECT 1) AS a LEFT JOIN (SELECT 2) AS b ON TRUE)",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Left (SubqueryItem (Query (Select [(SelectExpression 1)])) a) (SubqueryItem (Query (Select [(SelectExpression 2)])) b) TRUE))))")]
    [InlineData("SELECT * FROM (t)", "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference t))))")]
    [InlineData(
        "SELECT * FROM UNNEST([1, 2])",
        "(QueryStatement (Query (Select [(SelectStar)] From=(UnnestItem [(UnnestArray (ArrayConstructor [1 2]))]))))")]
    [InlineData(
        "SELECT * FROM UNNEST([1]) x WITH OFFSET",
        "(QueryStatement (Query (Select [(SelectStar)] From=(UnnestItem [(UnnestArray (ArrayConstructor [1]))] x (WithOffset)))))")]
    [InlineData(
        "SELECT * FROM UNNEST(a AS x, b AS y, mode => 'PAD') WITH OFFSET",
        "(QueryStatement (Query (Select [(SelectStar)] From=(UnnestItem [(UnnestArray a x) (UnnestArray b y)] (WithOffset) Mode='PAD'))))")]
    [InlineData(
        "SELECT * FROM t LEFT JOIN UNNEST(t.a) AS x",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Left (TableReference t) (UnnestItem [(UnnestArray t.a)] x)))))")]
    [InlineData(
        "SELECT * FROM t LEFT JOIN t.a AS x WITH OFFSET ON TRUE",
        "(QueryStatement (Query (Select [(SelectStar)] From=(Join Left (TableReference t) (TableReference t.a x WithOffset=(WithOffset)) TRUE))))")]
    [InlineData(
        "SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01' AS x WHERE a",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference t x SystemTime=(TypedLiteral Timestamp 2020-01-01)) Where=a)))")]
    [InlineData(
        "SELECT * FROM t AS x FOR SYSTEM TIME AS OF CURRENT_TIMESTAMP()",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableReference t x SystemTime=(FunctionCall CURRENT_TIMESTAMP)))))")]
    [InlineData(
        "SELECT * FROM d.f(1, TABLE t, (SELECT 1)) AS x",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableFunctionItem d.f [1 (TableArgument t) (ScalarSubquery (Query (Select [(SelectExpression 1)])))] x))))")]
    [InlineData(
        "SELECT * FROM ML.PREDICT(MODEL d.m, TABLE t)",
        "(QueryStatement (Query (Select [(SelectStar)] From=(TableFunctionItem ML.PREDICT [(ModelArgument d.m) (TableArgument t)]))))")]
    [InlineData(
        "SELECT * FROM t TABLESAMPLE SYSTEM (10 PERCENT) WHERE a",
        "(QueryStatement (Query (Select [(SelectStar)] From=(SampledItem (TableReference t) SYSTEM 10 IsPercent) Where=a)))")]
    [InlineData(
        "SELECT * FROM t PIVOT (SUM(a) AS s, COUNT(*) FOR q IN ('Q1' AS one, 'Q2')) AS p",
        "(QueryStatement (Query (Select [(SelectStar)] From=(PivotItem (TableReference t) [(SelectExpression (FunctionCall SUM [a]) s) (SelectExpression (FunctionCall COUNT [(StarArgument)]))] q [(SelectExpression 'Q1' one) (SelectExpression 'Q2')] p))))")]
    [InlineData(
        "SELECT * FROM t x UNPIVOT (sales FOR quarter IN (q1, q2 AS 'two')) u",
        "(QueryStatement (Query (Select [(SelectStar)] From=(UnpivotItem (TableReference t x) [sales] quarter [(UnpivotColumn [q1]) (UnpivotColumn [q2] 'two')] u))))")]
    [InlineData(
        "SELECT * FROM t UNPIVOT INCLUDE NULLS ((a, b) FOR n IN ((c, d) AS 1, (e, f) 2))",
        "(QueryStatement (Query (Select [(SelectStar)] From=(UnpivotItem (TableReference t) IncludeNulls [a b] n [(UnpivotColumn [c d] 1) (UnpivotColumn [e f] 2)]))))")]
    [InlineData("SELECT pivot FROM pivot", "(QueryStatement (Query (Select [(SelectExpression pivot)] From=(TableReference pivot))))")]
    public void Items(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
