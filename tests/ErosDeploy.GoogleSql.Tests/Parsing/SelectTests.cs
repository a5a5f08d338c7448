namespace ErosDeploy.GoogleSql.Tests.Parsing;

/// <summary>SELECT lists, clauses, WITH and set operations.</summary>
public sealed class SelectTests
{
    [Theory]
    [InlineData("SELECT 1", "(QueryStatement (Query (Select [(SelectExpression 1)])))")]
    [InlineData(
        "SELECT a, b AS c, d e, t.*, * FROM t",
        "(QueryStatement (Query (Select [(SelectExpression a) (SelectExpression b c) (SelectExpression d e) (SelectDotStar t) (SelectStar)] From=(TableReference t))))")]
    [InlineData("SELECT 1,", "(QueryStatement (Query (Select [(SelectExpression 1)])))")]
    [InlineData(
        "SELECT * EXCEPT (a, b) REPLACE (x + 1 AS c) FROM t",
        "(QueryStatement (Query (Select [(SelectStar [a b] [(SelectReplacement (BinaryExpression Add x 1) c)])] From=(TableReference t))))")]
    [InlineData("SELECT t.* EXCEPT (a) FROM t", "(QueryStatement (Query (Select [(SelectDotStar t [a])] From=(TableReference t))))")]
    [InlineData("SELECT s.x.* FROM t", "(QueryStatement (Query (Select [(SelectDotStar s.x)] From=(TableReference t))))")]
    [InlineData("SELECT DISTINCT a FROM t", "(QueryStatement (Query (Select [(SelectExpression a)] Distinct From=(TableReference t))))")]
    [InlineData("SELECT ALL a FROM t", "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t))))")]
    [InlineData(
        "SELECT AS STRUCT a, b FROM t",
        "(QueryStatement (Query (Select [(SelectExpression a) (SelectExpression b)] As=Struct From=(TableReference t))))")]
    [InlineData("SELECT AS VALUE x FROM t", "(QueryStatement (Query (Select [(SelectExpression x)] As=Value From=(TableReference t))))")]
    [InlineData("SELECT DISTINCT AS STRUCT 1 AS a", "(QueryStatement (Query (Select [(SelectExpression 1 a)] Distinct As=Struct)))")]
    [InlineData(
        "SELECT @{x=1} a FROM t@{force=1} JOIN@{j='h'} u USING (a)",
        "(QueryStatement (Query (Select [(SelectExpression a)] Hint=(Hint [x=1]) From=(Join Inner (TableReference t Hint=(Hint [force=1])) (TableReference u) [a] Hint=(Hint [j='h'])))))")]
    [InlineData(
        "SELECT a FROM t WHERE b GROUP BY c HAVING d QUALIFY e WINDOW w AS (PARTITION BY f), v AS w ORDER BY g LIMIT 10 OFFSET 5",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) Where=b GroupBy=(GroupBy [(GroupingExpression c)]) Having=d Qualify=e Windows=[(NamedWindow w (WindowSpecification [f])) (NamedWindow v (WindowSpecification w IsReference))]) [(OrderingItem g)] 10 5))")]
    [InlineData(
        "SELECT a FROM t GROUP BY ALL",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) GroupBy=(GroupBy All))))")]
    [InlineData(
        "SELECT a FROM t GROUP BY a, ROLLUP (b, (c, d)), CUBE (e)",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) GroupBy=(GroupBy [(GroupingExpression a) (Rollup [(GroupingExpression b) (GroupingTuple [c d])]) (Cube [(GroupingExpression e)])]))))")]
    [InlineData(
        "SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, (), ROLLUP (c), CUBE (d))",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) GroupBy=(GroupBy [(GroupingSets [(GroupingTuple [a b]) (GroupingExpression a) (GroupingTuple) (Rollup [(GroupingExpression c)]) (Cube [(GroupingExpression d)])])]))))")]
    [InlineData(
        "SELECT a FROM t GROUP BY ()",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) GroupBy=(GroupBy [(GroupingTuple)]))))")]
    [InlineData(
        "SELECT a FROM t ORDER BY a ASC NULLS LAST, b DESC NULLS FIRST, c COLLATE 'und:ci'",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t)) [(OrderingItem a Last) (OrderingItem b Descending First) (OrderingItem c 'und:ci')]))")]
    public void Clauses(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b",
        "(QueryStatement (Query (WithClause [(CommonTableExpression a (Query (Select [(SelectExpression 1)]))) (CommonTableExpression b (Query (Select [(SelectExpression 2)])))]) (Select [(SelectStar)] From=(Join Comma (TableReference a) (TableReference b)))))")]
    [InlineData(
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r",
        "(QueryStatement (Query (WithClause Recursive [(CommonTableExpression r (Query (SetOperation Union [(Select [(SelectExpression 1 n)]) (Select [(SelectExpression (BinaryExpression Add n 1))] From=(TableReference r) Where=(BinaryExpression Less n 3))])))]) (Select [(SelectExpression n)] From=(TableReference r))))")]
    [InlineData("(SELECT 1) ORDER BY 1", "(QueryStatement (Query (NestedQuery (Query (Select [(SelectExpression 1)]))) [(OrderingItem 1)]))")]
    [InlineData(
        "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 ORDER BY 1",
        "(QueryStatement (Query (SetOperation Union [(Select [(SelectExpression 1)]) (Select [(SelectExpression 2)]) (Select [(SelectExpression 3)])]) [(OrderingItem 1)]))")]
    [InlineData(
        "(SELECT 1 UNION ALL SELECT 2) UNION DISTINCT SELECT 3",
        "(QueryStatement (Query (SetOperation Union Distinct [(NestedQuery (Query (SetOperation Union [(Select [(SelectExpression 1)]) (Select [(SelectExpression 2)])]))) (Select [(SelectExpression 3)])])))")]
    [InlineData(
        "SELECT 1 INTERSECT DISTINCT SELECT 2",
        "(QueryStatement (Query (SetOperation Intersect Distinct [(Select [(SelectExpression 1)]) (Select [(SelectExpression 2)])])))")]
    [InlineData(
        "SELECT * FROM t EXCEPT DISTINCT SELECT * FROM u",
        "(QueryStatement (Query (SetOperation Except Distinct [(Select [(SelectStar)] From=(TableReference t)) (Select [(SelectStar)] From=(TableReference u))])))")]
    [InlineData(
        "SELECT * EXCEPT DISTINCT (SELECT 1)",
        "(QueryStatement (Query (SetOperation Except Distinct [(Select [(SelectStar)]) (NestedQuery (Query (Select [(SelectExpression 1)])))])))")]
    [InlineData(
        "SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS a",
        "(QueryStatement (Query (SetOperation Union [(Select [(SelectExpression 1 a)]) (Select [(SelectExpression 2 a)])] Match=ByName)))")]
    [InlineData(
        "SELECT 1 AS a FULL OUTER UNION ALL CORRESPONDING BY (a) SELECT 2 AS a",
        "(QueryStatement (Query (SetOperation Union [(Select [(SelectExpression 1 a)]) (Select [(SelectExpression 2 a)])] Match=Corresponding Propagation=Full MatchColumns=[a])))")]
    [InlineData(
        "SELECT a FROM t LEFT UNION ALL BY NAME ON (a) SELECT 2 AS a",
        "(QueryStatement (Query (SetOperation Union [(Select [(SelectExpression a)] From=(TableReference t)) (Select [(SelectExpression 2 a)])] Match=ByName Propagation=Left MatchColumns=[a])))")]
    public void With_and_set_operations(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));

    [Theory]
    [InlineData(
        "SELECT (SELECT MAX(a) FROM t), ARRAY(SELECT AS STRUCT 1 AS x), EXISTS(SELECT 1 FROM t)",
        "(QueryStatement (Query (Select [(SelectExpression (ScalarSubquery (Query (Select [(SelectExpression (FunctionCall MAX [a]))] From=(TableReference t))))) (SelectExpression (ArraySubquery (Query (Select [(SelectExpression 1 x)] As=Struct)))) (SelectExpression (ExistsSubquery (Query (Select [(SelectExpression 1)] From=(TableReference t)))))])))")]
    [InlineData(
        "SELECT a FROM t WHERE a IN (SELECT b FROM u) AND NOT EXISTS (SELECT 1)",
        "(QueryStatement (Query (Select [(SelectExpression a)] From=(TableReference t) Where=(AndExpression [(InExpression a (InSubquery (Query (Select [(SelectExpression b)] From=(TableReference u))))) (UnaryExpression Not (ExistsSubquery (Query (Select [(SelectExpression 1)]))))]))))")]
    [InlineData(
        "SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS(epsilon=1) COUNT(*) FROM t",
        "(QueryStatement (Query (Select [(SelectExpression (FunctionCall COUNT [(StarArgument)]))] With=(SelectWith DIFFERENTIAL_PRIVACY [epsilon=1]) From=(TableReference t))))")]
    [InlineData(
        "SELECT 1; # one\nSELECT /* two */ 2;",
        "(QueryStatement (Query (Select [(SelectExpression 1)]))) ; (QueryStatement (Query (Select [(SelectExpression 2)])))")]
    [InlineData("SELECT 1 LIMIT @n OFFSET ?", "(QueryStatement (Query (Select [(SelectExpression 1)]) (NamedParameter n) (PositionalParameter 1)))")]
    [InlineData(
        "SELECT a.b.c[0].d.* FROM t",
        "(QueryStatement (Query (Select [(SelectDotStar (FieldAccess (SubscriptExpression a.b.c Plain 0) d))] From=(TableReference t))))")]
    [InlineData(
        """SELECT "a" AS `select`, t.from FROM t""",
        "(QueryStatement (Query (Select [(SelectExpression 'a' `select`) (SelectExpression t.from)] From=(TableReference t))))")]
    [InlineData(
        "SELECT x AS date, y AS value, z offset FROM t",
        "(QueryStatement (Query (Select [(SelectExpression x date) (SelectExpression y value) (SelectExpression z offset)] From=(TableReference t))))")]
    [InlineData(
        "SELECT ROW_NUMBER() OVER (ORDER BY a) rn FROM t QUALIFY rn = 1",
        "(QueryStatement (Query (Select [(SelectExpression (FunctionCall ROW_NUMBER Over=(WindowSpecification [(OrderingItem a)])) rn)] From=(TableReference t) Qualify=(BinaryExpression Equal rn 1))))")]
    public void Everything_together(string sql, string shape) => Assert.Equal(shape, Shape.Of(Parser.ParseScript(sql)));
}
