using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Positions of matches, which DuckDB's RE2 does not give. DuckDB has accepted the pattern before it comes here; what RE2 means by it is spelled out
/// for .NET: classes are of ASCII, `$` is the end of the text.
/// </summary>
internal static class RegexRuntime
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    internal static void Register(DuckFunctions f)
    {
        f.Add<string, long?>("bq_regexp_groups", pattern => RegexGroups.Count(pattern) is var count && count <= 1 ? count : throw new InvalidOperationException("Regular expression has more than 1 capturing group"));
        f.AddVariadic("bq_regexp_instr", values => values.Contains(null) ? null
            : Position(values[0]!, values[1]!, [.. values.Skip(2).Select(v => long.Parse(v!, Invariant))]));
        f.Add<string, string, string>("bq_regexp_all", (text, pattern) => $"[{string.Join(',', All(text, pattern).Select(JsonRuntime.Quote))}]");
        f.Add<string, string, string>("bq_regexp_rewrite", (pattern, rewrite) => CheckRewrite(pattern, rewrite));
        f.AddVariadic("bq_regexp_substr", values => values.Contains(null) ? null : Extract(values[0]!, values[1]!, long.Parse(values[2]!, Invariant), long.Parse(values[3]!, Invariant)));
    }

    static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    static InvalidOperationException Wrong(string message) => new(message);

    /// <summary>The rewrite, if RE2 takes it for the pattern.</summary>
    internal static string CheckRewrite(string pattern, string rewrite) => RewriteError(pattern, rewrite) is { } error ? throw Wrong($"Invalid REGEXP_REPLACE pattern: {error}") : rewrite;

    internal static string? RewriteError(string pattern, string rewrite)
    {
        for (var at = rewrite.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = at + 2 <= rewrite.Length ? rewrite.IndexOf('\\', at + 2) : -1)
        {
            if (at + 1 == rewrite.Length) return "Rewrite schema error: '\\' not allowed at end.";
            if (rewrite[at + 1] == '\\') continue;
            if (!char.IsAsciiDigit(rewrite[at + 1])) return "Rewrite schema error: '\\' must be followed by a digit or '\\'.";
            if (rewrite[at + 1] - '0' is var wanted && RegexGroups.Count(pattern) is var groups && wanted > groups)
                return FormattableString.Invariant($"Rewrite schema requests {wanted} matches, but the regexp only has {groups} parenthesized subexpressions.");
        }
        return null;
    }

    /// <summary>0 when there is no such match, otherwise the code point at which it (or its group) begins, or behind its end.</summary>
    /// <param name="options">Position, occurrence and whether the end is wanted.</param>
    internal static string Position(string text, string pattern, long[] options)
    {
        if (options[0] < 1) throw Wrong("REGEXP_INSTR position must be positive");
        if (options[1] < 1) throw Wrong("REGEXP_INSTR occurrence must be positive");
        if (options[2] is not (0 or 1)) throw Wrong("Invalid return_position_after_match.");
        if (text.Length == 0 || pattern.Length == 0 || Match(text, pattern, options[0], options[1]) is not { Success: true } group) return "0";
        // Of an empty match without a group BigQuery tells where it goes on looking: one code point further.
        var skipped = group.Length > 0 || group.Index >= text.Length || RegexGroups.Count(pattern) > 0 ? 0 : char.IsHighSurrogate(text[group.Index]) ? 2 : 1;
        return (text[..(group.Index + skipped + (options[2] == 1 ? group.Length : 0))].EnumerateRunes().Count() + 1).ToString(Invariant);
    }

    internal static Regex Compile(string pattern) => Compiled.GetOrAdd(pattern, p => new Regex(Translated(p), RegexOptions.CultureInvariant, Longest));

    /// <summary>The matches, or what their group holds.</summary>
    internal static IEnumerable<string> All(string text, string pattern)
    {
        if (RegexGroups.Count(pattern) > 1) throw Wrong("Regular expression has more than 1 capturing group");
        return Matches(text, pattern).Select(m => (m.Groups.Count > 1 ? m.Groups[1] : m).Value);
    }

    /// <summary>The matches up to the first one after which nothing of the text is left.</summary>
    static IEnumerable<Match> Matches(string text, string pattern)
    {
        for (var match = Compile(pattern).Match(text); match.Success; match = match.NextMatch())
        {
            // .NET also looks between the halves of a code point.
            if (match.Length == 0 && match.Index < text.Length && char.IsLowSurrogate(text[match.Index])) continue;
            yield return match;
            var step = match.Length > 0 ? match.Length : match.Index < text.Length && char.IsHighSurrogate(text[match.Index]) ? 2 : 1;
            if (match.Index + step >= text.Length) yield break;
        }
    }

    static string? Extract(string text, string pattern, long position, long occurrence) =>
        Match(text, pattern, position, occurrence) is { Success: true } group ? group.Value : null;

    internal static Group? Match(string text, string pattern, long position, long occurrence)
    {
        if (position < 1) throw Wrong("REGEXP_EXTRACT position must be positive");
        if (occurrence < 1) throw Wrong("REGEXP_EXTRACT occurrence must be positive");
        if (RegexGroups.Count(pattern) > 1) throw Wrong("Regular expression has more than 1 capturing group");
        if (position > text.EnumerateRunes().Count() + (text.Length == 0 ? 1 : 0)) return null;
        var start = TextRuntime.Substring(text, 1, position - 1).Length;
        if (Matches(text[start..], pattern).Skip((int)Math.Min(occurrence - 1, int.MaxValue)).FirstOrDefault() is not { } match) return null;
        var group = match.Groups.Count > 1 ? match.Groups[1] : match;
        return start == 0 ? group : Shifted(text, start, group);
    }

    /// <summary>The same group in the whole text.</summary>
    static Match? Shifted(string text, int start, Group group) => !group.Success ? null
        : new Regex($"(?s)(?<=^.{{{start + group.Index}}}).{{{group.Length}}}", RegexOptions.CultureInvariant, Longest).Match(text);

    static string Translated(string pattern)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length) text.Append(Escape(pattern, ref i, inClass));
            else if (!inClass && pattern.AsSpan(i).StartsWith("(?P<")) { text.Append("(?<"); i += 3; }
            else if (!inClass && c == '$') text.Append(@"(?!\n)\Z");
            else if (inClass && pattern.AsSpan(i).StartsWith("[:") && pattern.IndexOf(":]", i, StringComparison.Ordinal) is > 0 and var end) { text.Append(Posix(pattern[(i + 2)..end])); i = end + 1; }
            else if (c == '[' && !inClass) (inClass, i) = (true, Opened(pattern, i, text));
            else if (c == '[') text.Append(@"\[");
            else
            {
                if (c == ']') inClass = false;
                text.Append(c);
            }
        }
        return text.ToString();
    }

    /// <summary>Writes the beginning of a class, where `^` negates and `]` is itself; gives the last place read.</summary>
    static int Opened(string pattern, int at, StringBuilder text)
    {
        text.Append('[');
        if (at + 1 < pattern.Length && pattern[at + 1] == '^') text.Append(pattern[++at]);
        if (at + 1 < pattern.Length && pattern[at + 1] == ']') text.Append('\\').Append(pattern[++at]);
        return at;
    }

    static string Escape(string pattern, ref int i, bool inClass)
    {
        var c = pattern[++i];
        return c switch
        {
            'd' => inClass ? "0-9" : "[0-9]",
            'D' when !inClass => "[^0-9]",
            'w' => inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
            'W' when !inClass => "[^0-9A-Za-z_]",
            's' => inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]",
            'S' when !inClass => @"[^\t\n\f\r ]",
            'b' when !inClass => @"(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))",
            'Q' when pattern.IndexOf("\\E", i, StringComparison.Ordinal) is var end => Quoted(pattern, ref i, end),
            'p' or 'P' when i + 1 < pattern.Length && pattern[i + 1] != '{' => $"\\{c}{{{pattern[++i]}}}",
            _ => $"\\{c}",
        };
    }

    static string Quoted(string pattern, ref int i, int end)
    {
        var literal = end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end];
        i = end < 0 ? pattern.Length : end + 1;
        return Regex.Escape(literal);
    }

    static string Posix(string name) => name switch
    {
        "alnum" => "0-9A-Za-z", "alpha" => "A-Za-z", "digit" => "0-9", "lower" => "a-z", "upper" => "A-Z", "space" => @"\t\n\v\f\r ", "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f", "punct" => @"!-/:-@\[-`{-~", "blank" => @"\t ", "cntrl" => @"\x00-\x1f\x7f", "print" => " -~", "graph" => "!-~", "ascii" => @"\x00-\x7f",
        _ => throw new InvalidOperationException($"Unimplemented: character class [:{name}:] here"),
    };
}
