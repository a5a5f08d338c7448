namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Queries in pipe syntax.</summary>
public sealed class PipeTests : IDisposable
{
    readonly SqlBench _bench = new();

    public PipeTests() => _bench.Table("produce", "item STRING, sales INT64, category STRING", "('apples', 2, 'fruit'), ('carrots', 8, 'vegetable'), ('apples', 7, 'fruit'), ('bananas', 5, 'fruit')");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("FROM produce |> WHERE sales > 6 |> ORDER BY sales", "apples|7|fruit;carrots|8|vegetable")]
    [InlineData("FROM produce |> AGGREGATE COUNT(*) AS n, SUM(sales) AS s GROUP BY item |> ORDER BY item", "apples|2|9;bananas|1|5;carrots|1|8")]
    [InlineData("FROM produce |> AGGREGATE SUM(sales) AS s GROUP AND ORDER BY category, item DESC", "fruit|bananas|5;fruit|apples|9;vegetable|carrots|8")]
    [InlineData("FROM produce |> AGGREGATE SUM(sales) AS s ASC GROUP BY item", "bananas|5;carrots|8;apples|9")]
    [InlineData("FROM produce |> AGGREGATE SUM(sales) GROUP BY ROLLUP(category, item) |> ORDER BY 1, 2", "NULL|NULL|22;fruit|NULL|14;fruit|apples|9;fruit|bananas|5;vegetable|NULL|8;vegetable|carrots|8")]
    [InlineData("FROM produce |> AGGREGATE COUNT(*)", "4")]
    [InlineData("FROM produce |> AGGREGATE GROUP BY category AS c |> ORDER BY c", "fruit;vegetable")]
    [InlineData("FROM produce |> EXTEND SUM(sales) OVER w AS s WINDOW w AS (PARTITION BY category) |> WHERE item = 'bananas'", "bananas|5|fruit|14")]
    [InlineData("FROM produce |> EXTEND RAND() AS a, RAND() AS b |> AGGREGATE COUNTIF(a = b)", "0")]
    [InlineData("FROM (SELECT 2 AS x, 3 AS y) AS t |> SET x = x * x, y = 8 |> SELECT t.x AS o, x, y", "2|4|8")]
    [InlineData("FROM (SELECT 1 AS x, 2 AS y) AS t |> DROP x |> SELECT t.x AS o, y", "1|2")]
    [InlineData("SELECT 1 AS x, 2 AS y, 3 AS z |> AS t |> RENAME y AS r |> SELECT *, t.y AS t_y", "1|2|3|2")]
    [InlineData("SELECT 1 AS id |> AS a |> LEFT JOIN (SELECT 1 AS id, 'x' AS c) AS b ON a.id = b.id |> SELECT b.c, a.id", "x|1")]
    [InlineData("SELECT 1 AS id |> JOIN (SELECT 1 AS id, 'x' AS c) USING (id)", "1|x")]
    [InlineData("SELECT 1 AS id |> CROSS JOIN UNNEST([5, 6]) AS e |> ORDER BY e DESC |> LIMIT 1", "1|6")]
    [InlineData("SELECT 1 AS a |> UNION ALL (SELECT 2), (SELECT 3) |> AGGREGATE SUM(a)", "6")]
    [InlineData("SELECT 1 AS a, 2 AS b |> UNION ALL BY NAME (SELECT 20 AS b, 10 AS a) |> ORDER BY a", "1|2;10|20")]
    [InlineData("FROM UNNEST([1, 2, 3]) AS n |> EXCEPT DISTINCT (SELECT 1), (SELECT 3)", "2")]
    [InlineData("SELECT 1 AS key |> WITH t AS (SELECT 1 AS key, 'v' AS value), |> INNER JOIN t USING (key)", "1|v")]
    [InlineData("WITH w AS (SELECT 2 AS a) FROM w |> WITH t AS (SELECT a + 1 AS a FROM w) |> UNION ALL (FROM t) |> ORDER BY a", "2;3")]
    [InlineData("FROM produce |> SELECT item, sales, category |> PIVOT(SUM(sales) FOR category IN ('fruit', 'vegetable')) |> ORDER BY item", "apples|9|NULL;bananas|5|NULL;carrots|NULL|8")]
    [InlineData("SELECT 'kale' AS p, 55 AS Q1, 45 AS Q2 |> UNPIVOT(sales FOR quarter IN (Q1, Q2)) |> ORDER BY quarter", "kale|55|Q1;kale|45|Q2")]
    [InlineData("FROM produce |> TABLESAMPLE SYSTEM (100 PERCENT) |> AGGREGATE COUNT(*)", "4")]
    [InlineData("FROM produce |> SELECT category |> DISTINCT |> ORDER BY category", "fruit;vegetable")]
    [InlineData("FROM produce AS p |> DISTINCT |> WHERE p.sales = 8 |> SELECT p.item", "carrots")]
    [InlineData("SELECT (FROM produce |> AGGREGATE MAX(sales)), ARRAY(FROM produce |> ORDER BY sales |> SELECT sales), EXISTS(FROM produce |> WHERE FALSE)", "8|[2, 5, 7, 8]|false")]
    [InlineData("SELECT AS STRUCT 1 x, 2 y |> SELECT DISTINCT *", "1|2")]
    public void A_pipe_has_rows(string sql, string rows) => Assert.Equal(rows, _bench.Run(sql));

    [Theory]
    [InlineData("FROM produce |> SET nope = 1", "Column nope in pipe SET does not exist in input table at [1:21]")]
    [InlineData("FROM produce |> DROP nope", "Column nope in pipe DROP does not exist in input table at [1:22]")]
    [InlineData("SELECT 1 AS a, 2 AS a |> RENAME a AS b", "Column a in pipe RENAME is ambiguous in input table at [1:33]")]
    [InlineData("FROM produce |> SELECT COUNT(*)", "Aggregate functions are not allowed in pipe SELECT; use pipe AGGREGATE instead at [1:17]")]
    [InlineData("FROM produce |> EXTEND SUM(sales) AS s", "Aggregate function SUM not allowed in pipe EXTEND at [1:24]")]
    [InlineData("FROM produce |> AGGREGATE sales", "Pipe AGGREGATE without GROUP BY needs an aggregate function at [1:17]")]
    [InlineData("FROM produce |> AS p |> SELECT item |> WHERE p.item = 'x'", "Unrecognized name: p at [1:46]")]
    [InlineData("FROM produce |> WHERE sales", "WHERE clause should return type BOOL, but returns INT64 at [1:23]")]
    [InlineData("SELECT 1 AS a |> CALL nope()", "Table-valued function not found: nope at [1:23]")]
    public void A_wrong_pipe_is_refused(string sql, string message) => Assert.Equal(message, _bench.Error(sql));

    [Fact]
    public void Reads_are_the_columns_that_reach_the_end()
    {
        var read = Assert.Single(_bench.Translate("FROM produce |> WHERE sales > 1 |> EXTEND 1 AS one |> SELECT item").References.Reads);
        Assert.Equal(["item", "sales"], read.Columns.Order());
    }
}
