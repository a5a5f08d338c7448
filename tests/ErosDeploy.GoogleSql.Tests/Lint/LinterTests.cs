using ErosDeploy.GoogleSql.Lint;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.GoogleSql.Tests.Lint;

public sealed class LinterTests
{
    public static TheoryData<string> Samples => [.. LintSample.All.Keys];

    public static TheoryData<string> Codes => [.. Linter.Codes.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Exactly_what_a_sample_marks_is_found(string name)
    {
        var sample = LintSample.All[name];
        Assert.Equal(sample.Expected.Order(StringComparer.Ordinal), sample.Found().Order(StringComparer.Ordinal));
        Assert.Equal(sample.IsGood, sample.Expected.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_good_and_bad_samples(string code)
    {
        var samples = LintSample.All.Values.Where(s => s.Code == code).ToList();
        Assert.Contains(samples, s => s.IsGood);
        Assert.Contains(samples, s => !s.IsGood);
    }

    [Fact]
    public void A_code_is_given_once_and_says_what_to_do()
    {
        Assert.InRange(Linter.Codes.Count, 15, 100);
        Assert.Distinct(Linter.Codes.Select(c => c.Id));
        Assert.All(Linter.Codes, code => Assert.Matches("^L[1-9][0-9]{2}$", code.Id));
        Assert.All(Linter.Codes, code => Assert.EndsWith(".", code.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_says_what_is_found_of_what_and_where()
    {
        const string text = "SELECT 1;\n\n  DROP TABLE `${project}.${dataset}.orders`;\n";
        const string view = "CREATE OR REPLACE VIEW `${project}.${dataset}.sums` AS SELECT SUM(o.id) AS s FROM `${project}.${dataset}.orders` AS o;";
        var finding = Assert.Single(Linter.Check([new LintSource("phase1/01_drop.sql", text), new LintSource("view.sql", view)]));
        Assert.Equal(("L201", LintSeverity.Error, 3, 3), (finding.Code, finding.Severity, finding.Line, finding.Column));
        Assert.Equal("phase1/01_drop.sql(3,3): L201: Table orders goes with its rows; sums read it.", finding.ToString());
    }

    [Fact]
    public void Findings_come_in_the_order_of_their_places()
    {
        var found = Linter.Check([new LintSource("b.sql", "DELETE FROM t WHERE TRUE;\nSELEC"), new LintSource("a.sql", "SELEC")]);
        Assert.Equal(["b.sql 1 L204", "b.sql 1 L404", "b.sql 2 L101", "a.sql 1 L101"], found.Select(f => $"{f.File} {f.Line} {f.Code}"));
    }

    /// <summary>Far more than a file has; a rule that looks at every pair of statements would take minutes.</summary>
    [Theory]
    [InlineData("SELEC 1;\n")]
    [InlineData("CREATE TABLE `${project}.${dataset}.t` (a INT64);\n")]
    [InlineData("DELETE FROM `${project}.${dataset}.t` WHERE TRUE;\n")]
    [InlineData("CREATE OR REPLACE PROCEDURE `${project}.${dataset}.p`(IN p_a INT64) BEGIN IF p_a > 1 THEN SELECT 1; END IF; END;\n")]
    public void A_script_of_many_statements_is_looked_over_in_seconds(string statement)
    {
        var text = string.Concat(Enumerable.Repeat(statement, 5000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(Linter.Check([new LintSource("a.sql", text) { Group = "g", Step = new LintStep(StepKind.Repeatable, [], []) }]));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Any_text_is_looked_over()
    {
        var texts = Gen.Elements(LintSample.All.Values.SelectMany(s => s.Sources).Select(s => s.Text).ToArray());
        var broken =
            from text in texts
            from start in Gen.Choose(0, text.Length)
            from length in Gen.Choose(0, 30)
            from instead in Gen.Elements("", ";", "'", "(", " END ", "${", "-- eros: allow ", "BEGIN ", "`", "*")
            select string.Concat(text.AsSpan(0, start), instead, text.AsSpan(Math.Min(text.Length, start + length)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(broken.ToArbitrary(), text =>
            Assert.All(Linter.Check([new LintSource("a.sql", text) { Group = "g", Step = new LintStep(StepKind.Repeatable, [], []) }]), f => Assert.InRange(f.Line, 1, text.Length + 1))));
    }
}
