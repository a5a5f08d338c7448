using ErosDeploy.GoogleSql;

namespace ErosDeploy.Benchmarks;

/// <summary>Scripts of a megabyte through the parser and the splitter.</summary>
internal static class ParseBenchmark
{
    const int Size = 1_000_000;
    const int Rounds = 9;

    /// <summary>A second to parse or to split, against a tenth of one.</summary>
    const double Bar = 10;

    static readonly (string Name, string Item, string Separator)[] Cases =
    [
        ("statements", "CREATE PROCEDURE d.p() BEGIN IF a THEN SELECT 1; ELSE SET b = c + 1; END IF; END", ";\n"),
        ("select list", "SELECT IF(a.b > 1 AND c LIKE 'x%', CAST(d AS STRING), `e f`) AS g FROM t JOIN u USING (k) WHERE x IN (1, 2)", " UNION ALL\n"),
        ("values", "INSERT INTO d.t (a, b, c) VALUES (1, 'some text', DATE '2020-01-01'), (2, NULL, CURRENT_DATE())", ";\n"),
    ];

    public static IEnumerable<Comparison> Run()
    {
        foreach (var (name, item, separator) in Cases)
        {
            var text = string.Join(separator, Enumerable.Repeat(item, Size / (item.Length + separator.Length)));
            yield return Comparison.Measure($"1 MB of {name}", Bar, Rounds, () => Parser.ParseScript(text), Calibration.TenthOfASecond);
            yield return Comparison.Measure("  split", Bar, Rounds, () => ScriptSplitter.Split(text), Calibration.TenthOfASecond);
        }
    }
}
