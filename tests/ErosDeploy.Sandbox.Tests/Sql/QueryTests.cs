namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class QueryTests : IDisposable
{
    readonly SqlBench _bench = new();

    public QueryTests()
    {
        _bench.Table("orders", "id INT64, customer STRING, amount NUMERIC, items ARRAY<STRUCT<sku STRING, qty INT64>>",
            "(1, 'Ann', 10.5, [{'sku':'a','qty':1},{'sku':'b','qty':2}]), (2, 'Bob', 20, []), (3, 'Ann', NULL, NULL)");
        _bench.Table("customers", "customer STRING, region STRING", "('Ann', 'N'), ('Cid', 'S')");
        _bench.View("big", "SELECT id, amount * 2 AS twice FROM d.orders WHERE amount > 15");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("SELECT 1", "1")]
    [InlineData("SELECT id, customer FROM d.orders ORDER BY id DESC", "3|Ann;2|Bob;1|Ann")]
    [InlineData("SELECT * EXCEPT (items, amount) FROM orders ORDER BY 1 LIMIT 1 OFFSET 1", "2|Bob")]
    [InlineData("SELECT * REPLACE (id + 10 AS id) FROM (SELECT id FROM orders) ORDER BY id LIMIT 1", "11")]
    [InlineData("SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer ORDER BY customer", "Ann|10.500000000;Bob|20.000000000")]
    [InlineData("SELECT UPPER(customer) AS c, COUNT(*) FROM orders GROUP BY c HAVING COUNT(*) > 1", "ANN|2")]
    [InlineData("SELECT customer FROM orders GROUP BY 1 ORDER BY COUNT(*) DESC, 1", "Ann;Bob")]
    [InlineData("SELECT o.id, c.region FROM orders o JOIN customers c USING (customer) ORDER BY o.id", "1|N;3|N")]
    [InlineData("SELECT customer, region FROM orders FULL JOIN customers USING (customer) WHERE id IS NULL OR id = 2 ORDER BY customer", "Bob|NULL;Cid|S")]
    [InlineData("SELECT o.id, i.sku, off FROM orders o, UNNEST(o.items) AS i WITH OFFSET off ORDER BY off", "1|a|0;1|b|1")]
    [InlineData("SELECT o.id, i.sku FROM orders o, o.items i ORDER BY i.sku", "1|a;1|b")]
    [InlineData("SELECT o.id, i.sku FROM orders o LEFT JOIN UNNEST(o.items) AS i ORDER BY o.id, i.sku", "1|a;1|b;2|NULL;3|NULL")]
    [InlineData("SELECT x FROM UNNEST([3, 1, 2]) AS x ORDER BY x", "1;2;3")]
    [InlineData("SELECT a, b FROM UNNEST([STRUCT(1 AS a, 'x' AS b), (2, 'y')]) ORDER BY a", "1|x;2|y")]
    [InlineData("WITH t AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT SUM(a) FROM t", "3")]
    [InlineData("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT SUM(i) FROM n", "10")]
    [InlineData("SELECT id, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY id) FROM orders ORDER BY id", "1|1;2|1;3|2")]
    [InlineData("SELECT id FROM orders WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY customer ORDER BY id DESC) = 1 ORDER BY id", "2;3")]
    [InlineData("SELECT id, SUM(id) OVER w FROM orders WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY id", "1|1;2|3;3|5")]
    [InlineData("SELECT twice FROM big", "40.000000000")]
    [InlineData("SELECT (SELECT MAX(id) FROM orders), EXISTS(SELECT 1 FROM customers WHERE region = 'S')", "3|true")]
    [InlineData("SELECT customer, (SELECT COUNT(*) FROM orders o WHERE o.customer = c.customer) FROM customers c ORDER BY 1", "Ann|2;Cid|0")]
    [InlineData("SELECT ARRAY(SELECT sku FROM UNNEST(items) ORDER BY sku DESC) FROM orders WHERE id = 1", "[b, a]")]
    [InlineData("SELECT id FROM orders WHERE customer IN (SELECT customer FROM customers) ORDER BY id", "1;3")]
    [InlineData("SELECT 1 AS a UNION DISTINCT SELECT 1 UNION DISTINCT SELECT 2 ORDER BY a", "1;2")]
    [InlineData("SELECT NULL AS a UNION ALL SELECT 'x' ORDER BY a", "NULL;x")]
    [InlineData("SELECT 1 AS a INTERSECT DISTINCT SELECT 1", "1")]
    [InlineData("(SELECT 1 AS a, 'u' AS b) UNION ALL BY NAME (SELECT 'v' AS b, 2 AS a) ORDER BY a", "1|u;2|v")]
    [InlineData("SELECT x FROM UNNEST([CAST('nan' AS FLOAT64), 1.5, NULL, CAST('-inf' AS FLOAT64)]) x ORDER BY x", "NULL;nan;-inf;1.5")]
    [InlineData("SELECT x FROM UNNEST([2, NULL, 1]) x ORDER BY x DESC", "2;1;NULL")]
    [InlineData("SELECT AS STRUCT 1 AS a, 'x' AS b", "1|x")]
    [InlineData("SELECT (SELECT AS STRUCT 1 AS a, 2 AS b).b", "2")]
    [InlineData("SELECT customer, COUNT(*) FROM orders GROUP BY ROLLUP(customer) ORDER BY customer", "NULL|3;Ann|2;Bob|1")]
    [InlineData("SELECT customer, MAX(id) m FROM orders GROUP BY ALL ORDER BY customer", "Ann|3;Bob|2")]
    [InlineData("SELECT o FROM (SELECT 1 AS a, 2 AS b) o", "{'a': 1, 'b': 2}")]
    [InlineData("SELECT * FROM (SELECT 'a' AS k, 1 AS v UNION ALL SELECT 'b', 2) PIVOT(SUM(v) FOR k IN ('a', 'b'))", "1|2")]
    [InlineData("SELECT * FROM (SELECT 1 AS id, 10 AS q1, 20 AS q2) UNPIVOT(v FOR q IN (q1, q2)) ORDER BY q", "1|10|q1;1|20|q2")]
    [InlineData("SELECT DISTINCT customer FROM orders ORDER BY customer", "Ann;Bob")]
    [InlineData("SELECT SUM(SUM(id)) OVER () FROM orders GROUP BY customer LIMIT 1", "6")]
    public void Query_gives_rows(string sql, string rows) => Assert.Equal(rows, _bench.Run(sql));

    [Theory]
    [InlineData("SELECT 1, 'a', id FROM orders", "f0_ INT64, f1_ STRING, id INT64")]
    [InlineData("SELECT id / 2 AS half, amount * 0.5 AS m, AVG(id) OVER () FROM orders", "half FLOAT64, m NUMERIC, f0_ FLOAT64")]
    [InlineData("SELECT items FROM orders", "items ARRAY<STRUCT<sku STRING, qty INT64>>")]
    public void Query_has_schema(string sql, string schema) => Assert.Equal(schema, _bench.Schema(sql));

    [Theory]
    [InlineData("SELECT idd FROM orders", "Unrecognized name: idd; Did you mean id? at [1:8]")]
    [InlineData("SELECT o.nope FROM orders o", "Name nope not found inside o at [1:10]")]
    [InlineData("SELECT * FROM d.missing", "Not found: Table p:d.missing was not found in location US")]
    [InlineData("SELECT * FROM other.t", "Not found: Dataset p:other was not found in location US")]
    [InlineData("SELECT customer FROM orders, customers", "Column name customer is ambiguous at [1:8]")]
    [InlineData("SELECT id, COUNT(*) FROM orders", "SELECT list expression references column id which is neither grouped nor aggregated at [1:8]")]
    [InlineData("SELECT id, COUNT(*) FROM orders GROUP BY customer", "SELECT list expression references column id which is neither grouped nor aggregated at [1:8]")]
    [InlineData("SELECT 1 FROM orders WHERE COUNT(*) > 1", "Aggregate function COUNT not allowed in WHERE clause at [1:28]")]
    [InlineData("SELECT NOPE(1)", "Function not found: NOPE at [1:8]")]
    [InlineData("SELECT SUBSTR('hello')", "No matching signature for function SUBSTR\n  Argument types: STRING\n  Signature: SUBSTR(STRING, INT64, [INT64])\n    Signature requires at least 2 arguments, found 1 argument\n  Signature: SUBSTR(BYTES, INT64, [INT64])\n    Signature requires at least 2 arguments, found 1 argument at [1:8]")]
    [InlineData("SELECT 'a' + 1", "Could not cast literal \"a\" to type DATE at [1:8]")]
    [InlineData("SELECT 1 UNION ALL SELECT 1, 2", "Queries in UNION ALL have mismatched column count; query 1 has 1 column, query 2 has 2 columns at [1:20]")]
    [InlineData("SELECT ST_AREA(1)", "Unimplemented: function ST_AREA at [1:8]")]
    public void Wrong_query_is_refused_in_the_words_of_the_service(string sql, string message) => Assert.Equal(message, _bench.Error(sql));

    [Fact]
    public void Reads_name_the_columns_used()
    {
        var read = Assert.Single(_bench.Translate("SELECT amount FROM orders WHERE id = 1").References.Reads);
        Assert.Equal(["amount", "id"], read.Columns.Order());
    }

    [Theory]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders)", "id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders WHERE amount > 1)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders ORDER BY b LIMIT 2)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders ORDER BY b + 1 LIMIT 2)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders ORDER BY 2 LIMIT 2)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders ORDER BY a LIMIT 2)", "id")]
    [InlineData("SELECT a FROM (SELECT id AS a, SUM(amount) AS b FROM orders GROUP BY 1)", "id")]
    [InlineData("SELECT b FROM (SELECT id AS a, SUM(amount) AS b FROM orders GROUP BY a)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, SUM(amount) AS b FROM orders GROUP BY a HAVING b > 1)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, ROW_NUMBER() OVER (ORDER BY amount) AS n FROM orders QUALIFY n = 1)", "amount id")]
    [InlineData("SELECT a FROM (SELECT DISTINCT id AS a, amount AS b FROM orders)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders GROUP BY ALL)", "amount id")]
    [InlineData("SELECT * FROM (SELECT id AS a, amount AS b FROM orders)", "amount id")]
    [InlineData("SELECT * EXCEPT (b) FROM (SELECT id AS a, amount AS b FROM orders)", "id")]
    [InlineData("SELECT TO_JSON_STRING(q) FROM (SELECT id AS a, amount AS b FROM orders) AS q", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, (SELECT MAX(o.amount) FROM orders AS o) AS b FROM orders)", "id")]
    [InlineData("SELECT b FROM (SELECT id AS a, (SELECT MAX(o.amount) FROM orders AS o) AS b FROM orders)", "amount")]
    [InlineData("SELECT a FROM (SELECT a, b FROM (SELECT id AS a, amount AS b FROM orders))", "id")]
    [InlineData("WITH q AS (SELECT id AS a, amount AS b FROM orders) SELECT a FROM q", "id")]
    [InlineData("WITH q AS (SELECT id AS a, amount AS b FROM orders) SELECT q.a FROM q JOIN q AS r USING (b)", "amount id")]
    [InlineData("SELECT a FROM (SELECT id AS a, amount AS b FROM orders UNION ALL SELECT id, amount FROM orders)", "amount id")]
    [InlineData("SELECT COUNT(*) FROM (SELECT id AS a, amount AS b FROM orders)", "")]
    public void Columns_that_nothing_around_a_subquery_names_are_not_read(string sql, string columns) =>
        Assert.Equal(columns, string.Join(' ', Assert.Single(_bench.Translate(sql).References.Reads).Columns.Order()));
}
