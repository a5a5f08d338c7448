namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>"; Did you mean x?" for a mistyped name.</summary>
internal static class Spelling
{
    internal static string Suggestion(string name, IEnumerable<string> candidates, string suffix = "")
    {
        var limit = Math.Max(1, (name.Length + 4) / 5);
        var best = candidates.Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(c => (Name: c, Distance: Distance(name.ToUpperInvariant(), c.ToUpperInvariant())))
            .Where(c => c.Distance <= limit && c.Distance < name.Length).OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is null ? "" : $"; Did you mean {best.Name}{suffix}?";
    }

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
