using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.GoogleSql.Tests;

/// <summary>Valid scripts, broken in a few places: parsing still ends, in a tree or in an error with its place.</summary>
public sealed class MutationTests
{
    static readonly string[] Corpus = [.. RepositoryScriptsTests.Files().Select(file => RepositoryScriptsTests.Text(file.Data))];

    static readonly string[] Pieces =
        ["(", ")", "[", "]", ",", ";", ".", "'", "\"", "`", "\"\"\"", "--", "/*", "*/", "@", "@@", "?", "|>", "\0", "\u00e9", "\ud83d", "SELECT ", " FROM ", " END", " BEGIN ", "CASE ", "1e", "0x", "r'", "b\""];

    sealed record Cut(int At, int Length, string Instead)
    {
        public string Of(string text)
        {
            var at = At % (text.Length + 1);
            var length = Math.Min(Length, text.Length - at);
            return string.Concat(text.AsSpan(0, at), Instead, text.AsSpan(at + length));
        }
    }

    [Fact]
    public void A_broken_script_ends_in_a_tree_or_an_error_with_its_place()
    {
        var cuts =
            from at in Gen.Choose(0, 1_000_000)
            from length in Gen.Frequency((3, Gen.Choose(0, 3)), (1, Gen.Choose(0, 400)))
            from piece in Gen.Elements(Pieces.Append("").ToArray())
            select new Cut(at, length, piece);
        var texts =
            from script in Gen.Elements(Corpus)
            from count in Gen.Choose(1, 4)
            from changes in cuts.ArrayOf(count)
            select changes.Aggregate(script, (text, cut) => cut.Of(text));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(texts.ToArbitrary(), text => RobustnessTests.AssertEnds(text)));
    }
}
