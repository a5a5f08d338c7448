using System.Text.RegularExpressions;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using FsCheck;
using FsCheck.Fluent;
using Assert = Xunit.Assert;

namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Whatever parses, translates or is refused in BigQuery's words with its place: no other exception, no endless recursion.</summary>
public sealed partial class TranslatorRobustnessTests : IDisposable
{
    static readonly string[] Corpus =
    [
        "SELECT a, UPPER(b) AS u, c[OFFSET(0)], s.x FROM t WHERE a BETWEEN 1 AND 5 AND b LIKE 'x%' ORDER BY 1 DESC LIMIT 3 OFFSET 1",
        "WITH q AS (SELECT a, COUNT(*) AS n FROM t GROUP BY a HAVING n > 1) SELECT q.*, SUM(n) OVER (PARTITION BY a ORDER BY n ROWS 1 PRECEDING) FROM q QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1",
        "SELECT * EXCEPT (b) REPLACE (a + 1 AS a) FROM t JOIN u USING (a) LEFT JOIN UNNEST(c) AS e WITH OFFSET AS o ON e = a",
        "SELECT ARRAY_AGG(STRUCT(a, b) ORDER BY a LIMIT 2), STRING_AGG(DISTINCT b, ','), COUNTIF(a > 1), APPROX_COUNT_DISTINCT(b) FROM t GROUP BY ROLLUP(b)",
        "SELECT CASE a WHEN 1 THEN 'one' ELSE b END, IF(a IS NULL, NULL, a), COALESCE(a, 1), SAFE_CAST(b AS INT64), SAFE.SUBSTR(b, 0, -1), EXTRACT(DAY FROM d) FROM t",
        "SELECT DATE_ADD(d, INTERVAL 1 MONTH), TIMESTAMP_DIFF(ts, ts, HOUR), FORMAT('%d %s', a, b), FORMAT_DATE('%Y', d), PARSE_DATE('%F', b), JSON_VALUE(j, '$.x') FROM t",
        "SELECT (SELECT MAX(a) FROM u WHERE u.a = t.a), EXISTS (SELECT 1 FROM u), a IN (SELECT a FROM u), ARRAY(SELECT AS STRUCT a, b FROM u) FROM t",
        "SELECT a FROM t UNION ALL (SELECT a FROM u INTERSECT DISTINCT (SELECT 1)) UNION ALL (SELECT 1 EXCEPT DISTINCT SELECT 2)",
        "SELECT * FROM (SELECT a, b FROM t) PIVOT (SUM(a) AS s FOR b IN ('x', 'y' AS z))",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r",
        "SELECT REGEXP_EXTRACT(b, r'(x+)'), LAX_INT64(j.a), TO_JSON_STRING(s), GENERATE_UUID() IS NULL FROM t",
        "INSERT INTO t (a, b) SELECT a, b FROM u WHERE a > (SELECT MAX(a) FROM t) AND b LIKE ANY ('x', 'y')",
        "UPDATE t SET a = u.a, s.x = DEFAULT FROM u WHERE t.a = u.a",
        "DELETE FROM t WHERE a IN UNNEST([1, 2]) AND b IS NOT DISTINCT FROM 'x'",
        "MERGE t USING u ON t.a = u.a WHEN MATCHED AND u.b = 'x' THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (a) VALUES (a) WHEN NOT MATCHED BY SOURCE THEN DELETE",
    ];

    static readonly string[] Words = [.. Corpus.SelectMany(text => Tokens().Matches(text)).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    readonly SqlBench _bench = new();

    public TranslatorRobustnessTests()
    {
        _bench.Table("t", "a INT64, b STRING, c ARRAY<INT64>, s STRUCT<x INT64>, d DATE, ts TIMESTAMP, j JSON");
        _bench.Table("u", "a INT64, b STRING");
        _bench.View("v", "SELECT a FROM v");
        _bench.View("w1", "SELECT a FROM w2");
        _bench.View("w2", "SELECT a FROM w1");
        _bench.Function("f", "x INT64", "f(x)");
        _bench.Function("g", "x INT64", "h(x)");
        _bench.Function("h", "x INT64", "g(x)");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_statement_with_words_exchanged_is_translated_or_refused_with_its_place()
    {
        var texts =
            from sql in Gen.Elements(Corpus)
            from changes in (from at in Gen.Choose(0, 200) from take in Gen.Choose(0, 2) from word in Gen.Elements(Words) select (at, take, word)).ArrayOf(2)
            select changes.Aggregate(sql, (text, change) => Exchanged(text, change.at, change.take, change.word));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(texts.ToArbitrary(), AssertEnds));
    }

    [Fact]
    public void Every_statement_of_the_corpus_parses() =>
        Assert.All(Corpus, sql => Assert.Single(Parser.ParseScript(sql).Statements));

    [Theory]
    [InlineData("SELECT a FROM v")]
    [InlineData("SELECT a FROM w1")]
    [InlineData("SELECT f(1)")]
    [InlineData("SELECT g(1)")]
    public void What_refers_to_itself_is_refused(string sql) => Assert.DoesNotContain("no error", _bench.Error(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT ", "(", "1", ")", 240)]
    [InlineData("SELECT ", "IF(TRUE, 1, ", "1", ")", 120)]
    [InlineData("SELECT ", "ABS(", "1", ")", 240)]
    [InlineData("SELECT ", "(SELECT ", "1", ")", 80)]
    [InlineData("SELECT * FROM ", "(SELECT * FROM ", "t", ")", 120)]
    [InlineData("SELECT 1", " + 1", "", "", 990)]
    [InlineData("SELECT TRUE", " AND TRUE", "", "", 990)]
    [InlineData("SELECT a FROM t", " UNION ALL SELECT a FROM t", "", "", 900)]
    [InlineData("SELECT ", "[", "1", "]", 1)]
    [InlineData("SELECT ", "CASE WHEN TRUE THEN ", "1", " END", 120)]
    [InlineData("SELECT ", "STRUCT(", "1", ")", 100)]
    public void Nesting_up_to_the_parsers_limit_is_translated_or_refused_on_a_small_stack(string head, string open, string core, string close, int depth)
    {
        var sql = head + string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => AssertEnds(sql)), 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    void AssertEnds(string sql)
    {
        try
        {
            foreach (var statement in Parser.ParseScript(sql).Statements) Translate(sql, statement);
        }
        catch (SqlSyntaxException error)
        {
            Assert.InRange(error.Position, 0, sql.Length);
        }
        catch (BigQueryException refusal) when (refusal.Reason == "invalidQuery")
        {
            Assert.Matches(@"\[\d+:\d+\]", refusal.Message);
        }
        catch (BigQueryException refusal)
        {
            Assert.Contains(refusal.Reason, new[] { "notFound", "invalid" });
        }
    }

    void Translate(string sql, Statement statement)
    {
        if (statement is QueryStatement) _bench.Translate(sql);
        else if (statement is Insert or Update or Delete or Merge) _bench.Change(sql);
    }

    static string Exchanged(string text, int at, int take, string word)
    {
        var words = Tokens().Matches(text).Select(match => match.Value).ToList();
        at %= words.Count + 1;
        words.RemoveRange(at, Math.Min(take, words.Count - at));
        words.Insert(at, word);
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"'[^']*'|\w+|[^\s\w]")]
    private static partial Regex Tokens();
}
