using System.Globalization;
using System.Text;

namespace ErosDeploy.Core.Histories;

/// <summary>What changed between two texts, line by line, in the form that patch and every reviewer read. Pure.</summary>
static class UnifiedDiff
{
    const int Context = 3;

    /// <summary>Beyond this many pairs of lines the differing middle counts as replaced as a whole.</summary>
    const long MaxPairs = 4_000_000;

    readonly record struct Line(char Mark, string Text);

    /// <summary>Empty when the texts are the same.</summary>
    public static string Of(string before, string after, string beforeName, string afterName)
    {
        var lines = Compare(Lines(before), Lines(after));
        var changed = Enumerable.Range(0, lines.Count).Where(i => lines[i].Mark != ' ').ToList();
        if (changed.Count == 0)
            return "";
        var diff = new StringBuilder($"--- {beforeName}\n+++ {afterName}\n");
        foreach (var (first, last) in Hunks(changed, lines.Count))
            Write(diff, lines, first, last);
        return diff.ToString();
    }

    static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    static List<Line> Compare(string[] before, string[] after)
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            start++;
        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        return
        [
            .. before[..start].Select(l => new Line(' ', l)),
            .. Middle(before[start..^end], after[start..^end]),
            .. before[^end..].Select(l => new Line(' ', l)),
        ];
    }

    static IEnumerable<Line> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MaxPairs)
            return [.. before.Select(l => new Line('-', l)), .. after.Select(l => new Line('+', l))];
        return Walk(before, after, Lengths(before, after));
    }

    /// <summary>The length of the longest common subsequence of what remains from each pair of places on.</summary>
    static int[,] Lengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }
        return lengths;
    }

    static IEnumerable<Line> Walk(string[] before, string[] after, int[,] lengths)
    {
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
                yield return new Line(' ', before[i++]);
            else if (j == after.Length || i < before.Length && lengths[i + 1, j] >= lengths[i, j + 1])
            {
                yield return new Line('-', before[i++]);
                continue;
            }
            else
            {
                yield return new Line('+', after[j++]);
                continue;
            }
            j++;
        }
    }

    static IEnumerable<(int First, int Last)> Hunks(List<int> changed, int count)
    {
        var (first, last) = (changed[0], changed[0]);
        foreach (var at in changed.Append(int.MaxValue))
        {
            if (at - last > 2 * Context)
            {
                yield return (Math.Max(0, first - Context), Math.Min(count - 1, last + Context));
                first = at;
            }
            last = at;
        }
    }

    static void Write(StringBuilder diff, List<Line> lines, int first, int last)
    {
        int Count(int to, char mark) => lines.Take(to).Count(l => l.Mark != mark);
        string Range(char other)
        {
            var (start, length) = (Count(first, other), Count(last + 1, other) - Count(first, other));
            return string.Create(CultureInfo.InvariantCulture, $"{(length == 0 ? start : start + 1)},{length}");
        }
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range('+')} +{Range('-')} @@\n");
        foreach (var line in lines.Skip(first).Take(last - first + 1))
            diff.Append(line.Mark).Append(line.Text).Append('\n');
    }
}
