using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.GoogleSql.Tests;

/// <summary>Whatever the text, parsing ends: with a tree or with an error whose place is in the text.</summary>
public sealed class RobustnessTests
{
    // the second that is asked for is measured by the benchmarks, on a machine that does nothing else
    static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    static readonly string[] Words =
        """
        SELECT FROM WHERE GROUP BY HAVING QUALIFY ORDER LIMIT OFFSET WITH RECURSIVE AS UNION ALL DISTINCT EXCEPT INTERSECT ( ) [ ] { } < > <= >= != <> << = , ; . + - * /
        || | & ^ ~ @ @@ ? : -> => |> += a b `c` `a.b.c` 1 2.5 .5 0xF 'x' "y" b'z' r'\' '''t''' NULL TRUE FALSE NOT AND OR IN IS LIKE ANY BETWEEN CASE WHEN THEN ELSE END CAST
        SAFE_CAST EXTRACT INTERVAL DAY ARRAY STRUCT RANGE EXISTS UNNEST JOIN LEFT RIGHT FULL CROSS ON USING PIVOT UNPIVOT FOR TABLESAMPLE SYSTEM PERCENT OVER PARTITION ROWS
        PRECEDING CURRENT ROW WINDOW CREATE OR REPLACE TABLE VIEW FUNCTION PROCEDURE SCHEMA TEMP IF OPTIONS CLUSTER INSERT INTO VALUES UPDATE SET DELETE MERGE MATCHED
        ALTER ADD COLUMN DROP BEGIN DECLARE DEFAULT EXCEPTION ERROR LOOP WHILE DO REPEAT UNTIL BREAK CALL EXECUTE IMMEDIATE RAISE RETURN COMMIT TRANSACTION INT64 DATE
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    internal static void AssertEnds(string text)
    {
        try
        {
            var script = Parser.ParseScript(text);
            Assert.All(script.Statements, s => Assert.InRange(s.Span.End, s.Span.Start, text.Length));
        }
        catch (SqlSyntaxException error)
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.InRange(error.Line, 1, text.Length + 1);
        }
        Assert.Equal(text, string.Concat(ScriptSplitter.Split(text)));
    }

    [Fact]
    public void Any_text_ends_in_a_tree_or_an_error_with_its_place() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(s => s is not null), text => AssertEnds(text)));

    [Fact]
    public void Any_sequence_of_words_ends_in_a_tree_or_an_error_with_its_place()
    {
        var texts = Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(texts.ToArbitrary(), text => AssertEnds(text)));
    }

    [Fact]
    public void Any_beginning_of_a_valid_script_ends_in_a_tree_or_an_error()
    {
        const string script = "WITH a AS (SELECT 1 x) SELECT CASE WHEN x IN (1, 2) THEN [x] END, STRUCT<b INT64>(3), f(y => 'z' ORDER BY 1) OVER (ROWS 1 PRECEDING) FROM a PIVOT(SUM(x) FOR y IN ('q')) t;"
            + "CREATE TABLE t (a STRUCT<b ARRAY<INT64>> NOT NULL) PARTITION BY DATE(c) OPTIONS(x=1); BEGIN IF a THEN RAISE; ELSE LOOP BREAK; END LOOP; END IF; END;"
            + "MERGE t USING s ON a WHEN NOT MATCHED BY SOURCE AND b THEN UPDATE SET c = DEFAULT; ALTER TABLE t ADD COLUMN x INT64, RENAME TO y;";
        Parser.ParseScript(script);
        for (var length = 0; length < script.Length; length++) AssertEnds(script[..length]);
    }

    [Theory]
    [InlineData("SELECT ", "(", "1", ")")]
    [InlineData("SELECT ", "[", "1", "]")]
    [InlineData("SELECT ", "f(", "1", ")")]
    [InlineData("SELECT ", "- ", "1", "")]
    [InlineData("SELECT ", "NOT ", "a", "")]
    [InlineData("SELECT ", "CASE WHEN ", "a", " THEN 1 END")]
    [InlineData("SELECT 1", " + 1", "", "")]
    [InlineData("SELECT a", "[0]", "", "")]
    [InlineData("SELECT (a)", ".b", "", "")]
    [InlineData("SELECT ", "(SELECT ", "1", ")")]
    [InlineData("", "(", "SELECT 1", ")")]
    [InlineData("SELECT * FROM ", "(", "t", ")")]
    [InlineData("SELECT * FROM t", " JOIN t", "", "")]
    [InlineData("SELECT CAST(a AS ", "ARRAY<", "INT64", ">")]
    [InlineData("CREATE TABLE t (a ", "STRUCT<a ", "INT64", ">")]
    [InlineData("", "BEGIN ", "", "END;")]
    [InlineData("", "IF a THEN ", "", "END IF;")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("SELECT f(", "x -> ", "1", "")]
    public void Deep_nesting_is_an_error_and_never_a_crash(string head, string open, string core, string close)
    {
        const int depth = 100_000;
        var text = new StringBuilder(head).Insert(head.Length, open, depth).Append(core).Insert(head.Length + open.Length * depth + core.Length, close, depth).ToString();
        var error = Assert.Throws<SqlSyntaxException>(() => Parser.ParseScript(text));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT ", "(", "1", ")", 200)]
    [InlineData("SELECT ", "IF(a, 1, ", "1", ")", 200)]
    [InlineData("SELECT 1", " + 1", "", "", 900)]
    public void Nesting_that_people_write_is_fine(string head, string open, string core, string close, int depth)
    {
        var text = head + string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
        Assert.Single(Parser.ParseScript(text).Statements);
    }

    [Theory]
    [InlineData("INSERT INTO d.t (a, b, c) VALUES ", "(1, 'some text', DATE '2020-01-01')", ", ")]
    [InlineData("SELECT ", "IF(a.b > 1 AND c LIKE 'x%', CAST(d AS STRING), `e f`) AS g", ",\n  ")]
    [InlineData("", "CREATE PROCEDURE d.p() BEGIN IF a THEN SELECT 1; ELSE SET b = c + 1; END IF; END", ";\n")]
    [InlineData("SELECT 1 WHERE ", "a = 1", " OR ")]
    [InlineData("", "SELECT ((((1)))), ((SELECT 1)), (((SELECT 1)))", " UNION ALL\n")]
    public void A_megabyte_parses_in_seconds(string head, string item, string separator)
    {
        var text = head + string.Join(separator, Enumerable.Repeat(item, 1_000_000 / (item.Length + separator.Length)));
        var clock = Stopwatch.StartNew();
        Parser.ParseScript(text);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }
}
