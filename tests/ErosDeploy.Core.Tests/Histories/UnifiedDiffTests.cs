using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Phases;

namespace ErosDeploy.Core.Tests.Histories;

public sealed class UnifiedDiffTests
{
    static string Diff(string before, string after) => UnifiedDiff.Of(before, after, "a", "b");

    [Fact]
    public void Equal_texts_have_none() => Assert.Equal("", Diff("x\ny\n", "x\ny"));

    [Fact]
    public void A_changed_line_stands_between_its_neighbours() =>
        Assert.Equal("--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n", Diff("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nfive\n6\n7\n8\n9"));

    [Fact]
    public void Places_far_apart_are_two_hunks() => Assert.Equal(
        "--- a\n+++ b\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -8,3 +7,4 @@\n 8\n 9\n 10\n+11\n",
        Diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "2\n3\n4\n5\n6\n7\n8\n9\n10\n11"));

    [Fact]
    public void Everything_may_go_or_come()
    {
        Assert.Equal("--- a\n+++ b\n@@ -1,2 +0,0 @@\n-1\n-2\n", Diff("1\n2", ""));
        Assert.Equal("--- a\n+++ b\n@@ -0,0 +1,2 @@\n+1\n+2\n", Diff("", "1\n2"));
    }

    [Fact]
    public void Line_ends_alone_are_no_difference() => Assert.Equal("", Diff("1\r\n2", "1\n2"));

    /// <summary>All pairs of texts of up to four lines of two kinds: the diff, applied, gives the other text.</summary>
    [Fact]
    public void A_diff_applied_to_the_one_text_gives_the_other()
    {
        var texts = Enumerable.Range(0, 5).SelectMany(n => Enumerable.Range(0, 1 << n).Select(bits => Enumerable.Range(0, n).Select(i => (bits >> i & 1) == 0 ? "x" : "y").ToArray())).ToList();
        foreach (var before in texts)
        {
            foreach (var after in texts)
                Assert.Equal(after, Applied(before, Diff(string.Join('\n', before), string.Join('\n', after))));
        }
    }

    [Fact]
    public void Long_texts_without_a_line_in_common_are_replaced_as_a_whole()
    {
        var (before, after) = (Enumerable.Range(0, 3000).Select(i => $"a{i}").ToArray(), Enumerable.Range(0, 3000).Select(i => $"b{i}").ToArray());
        Assert.Equal(after, Applied(before, Diff(string.Join('\n', before), string.Join('\n', after))));
    }

    static string[] Applied(string[] before, string diff)
    {
        var lines = diff.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        var (result, at) = (new List<string>(), 0);
        foreach (var line in lines)
        {
            if (line[0] == '@')
            {
                var range = line.Split(' ')[1][1..].Split(',').Select(int.Parse).ToArray();
                var start = range[1] == 0 ? range[0] : range[0] - 1;
                result.AddRange(before[at..start]);
                at = start;
            }
            else
            {
                if (line[0] != '-')
                    result.Add(line[1..]);
                if (line[0] != '+')
                    Assert.Equal(before[at++], line[1..]);
            }
        }
        return [.. result, .. before[at..]];
    }
}
