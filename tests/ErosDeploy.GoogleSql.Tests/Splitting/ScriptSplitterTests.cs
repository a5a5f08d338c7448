using System.Diagnostics;

namespace ErosDeploy.GoogleSql.Tests.Splitting;

public sealed class ScriptSplitterTests
{
    // a second is asked for; the benchmarks measure it, on a machine that does nothing else
    static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    static readonly IReadOnlyDictionary<string, SplittingCase> Corpus = SplittingCase.Valid.Concat(SplittingCase.Broken).ToDictionary(c => c.Name);

    public static TheoryData<string> All => [.. Corpus.Keys];

    public static TheoryData<string> OfTheLanguage => [.. SplittingCase.Valid.Select(c => c.Name)];

    [Fact]
    public void The_corpus_has_two_hundred_cases() => Assert.InRange(Corpus.Count, 200, int.MaxValue);

    [Theory]
    [MemberData(nameof(All))]
    public void A_script_is_cut_behind_its_top_level_statements(string name) =>
        Assert.Equal(Corpus[name].Pieces, ScriptSplitter.Split(Corpus[name].Script));

    [Theory]
    [MemberData(nameof(OfTheLanguage))]
    public void The_parser_finds_a_statement_in_every_piece_and_no_more(string name)
    {
        var script = Corpus[name].Script;
        var statements = Parser.ParseScript(script).Statements.Select(s => s.Span.Of(script));
        var pieces = Corpus[name].Pieces.Select(piece => (piece, Parser.ParseScript(piece).Statements)).Where(p => p.Statements.Count > 0);
        Assert.Equal(Parser.ParseScript(script).Statements.Count, ScriptSplitter.CountStatements(script));
        Assert.Equal(statements, pieces.Select(p => Assert.Single(p.Statements).Span.Of(p.piece)));
    }

    [Fact]
    public void A_script_in_a_block_is_one_piece()
    {
        foreach (var given in SplittingCase.Valid.Where(c => !c.Pieces[^1].Contains("BEGIN", StringComparison.Ordinal) && !c.Script.Contains('\ufeff', StringComparison.Ordinal)))
        {
            var block = $"BEGIN SELECT 0; {given.Script}\n; END;";
            Assert.Equal([block, "\nSELECT 1"], ScriptSplitter.Split(block + "\nSELECT 1"));
        }
    }

    [Theory]
    [InlineData("INSERT INTO d.t (a, b, c) VALUES (1, 'some; text', DATE '2020-01-01');\n")]
    [InlineData("CREATE PROCEDURE d.p() BEGIN IF a THEN SELECT 1; ELSE SET b = CASE WHEN c THEN 1 END; END IF; END;\n")]
    [InlineData("BEGIN ")]
    [InlineData("a: ")]
    [InlineData("@{ ")]
    [InlineData("(")]
    [InlineData(";")]
    [InlineData("/**/")]
    [InlineData("\"")]
    public void A_megabyte_is_cut_in_seconds(string item)
    {
        var text = string.Concat(Enumerable.Repeat(item, 1_000_000 / item.Length));
        var clock = Stopwatch.StartNew();
        var pieces = ScriptSplitter.Split(text);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
        Assert.Equal(text, string.Concat(pieces));
    }
}
