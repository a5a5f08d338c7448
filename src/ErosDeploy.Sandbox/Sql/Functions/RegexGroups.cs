namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class RegexGroups
{
    /// <summary>Capturing groups of an RE2 pattern: `(` that is not escaped, not in a class and not `(?` other than `(?P&lt;`.</summary>
    internal static int Count(string pattern)
    {
        var count = 0;
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '[' && !inClass) (inClass, i) = (true, pattern.AsSpan(i + 1).StartsWith("]") ? i + 1 : pattern.AsSpan(i + 1).StartsWith("^]") ? i + 2 : i);
            else if (pattern[i] == ']') inClass = false;
            else if (pattern[i] == '(' && !inClass && IsCapture(pattern.AsSpan(i + 1))) count++;
        }
        return count;
    }

    static bool IsCapture(ReadOnlySpan<char> rest) => !rest.StartsWith("?") || rest.StartsWith("?P<") || rest.StartsWith("?<") && !rest.StartsWith("?<=") && !rest.StartsWith("?<!");
}
