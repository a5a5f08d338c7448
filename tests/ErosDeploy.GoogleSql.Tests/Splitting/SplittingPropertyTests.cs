using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.GoogleSql.Tests.Splitting;

/// <summary>Whatever the text, no character is lost, moved or added by cutting it.</summary>
public sealed class SplittingPropertyTests
{
    static readonly string[] Marks =
        [";", "'", "\"", "`", "'''", "\"\"\"", "\\", "--", "#", "/*", "*/", "\n", "\r", "(", ")", "@", "{", "}", ":", ".", " ", "\0", "\ufeff", "\ud83d", "é", "r'", "b\"", "$"];

    static readonly string[] Words =
        ["BEGIN", "END", "TRANSACTION", "IF", "THEN", "ELSE", "ELSEIF", "CASE", "WHEN", "LOOP", "WHILE", "DO", "FOR", "IN", "REPEAT", "UNTIL", "EXCEPTION", "CREATE", "OR", "REPLACE", "PROCEDURE", "SELECT", "a", "1"];

    static void Holds(Gen<string> texts, int tests) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(texts.ToArbitrary(), Whole));

    static void Whole(string text)
    {
        var pieces = ScriptSplitter.Split(text);
        Assert.Equal(text, string.Concat(pieces));
        Assert.DoesNotContain("", pieces);
    }

    [Fact]
    public void Of_any_text() => Holds(ArbMap.Default.ArbFor<string>().Filter(text => text is not null).Generator, 3000);

    [Fact]
    public void Of_any_sequence_of_marks_and_words() =>
        Holds(Gen.Elements(Marks.Concat(Words.Select(word => $" {word} ")).ToArray()).ListOf().Select(string.Concat), 5000);

    [Fact]
    public void Of_any_part_of_the_corpus()
    {
        var scripts = SplittingCase.Valid.Concat(SplittingCase.Broken).Select(c => c.Script).Where(script => script.Length > 0).ToArray();
        var parts =
            from script in Gen.Elements(scripts)
            from start in Gen.Choose(0, script.Length)
            from end in Gen.Choose(start, script.Length)
            select script[start..end];
        Holds(parts, 5000);
    }

    /// <summary>Cutting a script and cutting its pieces again gives the same pieces.</summary>
    [Fact]
    public void A_piece_is_cut_no_further()
    {
        var scripts = Gen.Elements(SplittingCase.Valid.Select(c => c.Script + "\n;\n").ToArray()).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(scripts.ToArbitrary(), text =>
            Assert.All(ScriptSplitter.Split(text.Replace("\ufeff", "", StringComparison.Ordinal)), piece => Assert.Single(ScriptSplitter.Split(piece)))));
    }
}
