using System.Text;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Regular expressions on BYTES: every byte is a character. The pattern comes as text of such characters too, which DuckDB's RE2 has accepted.</summary>
internal static class BytesRegex
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<byte[], string>("bq_bytes_pattern", Encoding.Latin1.GetString);
        f.Add<byte[], string, bool?>("bq_bytes_regexp_contains", (bytes, pattern) => RegexRuntime.Compile(pattern).IsMatch(Latin(bytes)));
        f.Add<byte[], string, long, long, string>("bq_bytes_regexp_substr_hex", (bytes, pattern, position, occurrence) =>
            RegexRuntime.Match(Latin(bytes), pattern, position, occurrence) is { Success: true } group ? Hex(group.Value) : null);
        f.Add<byte[], string, string>("bq_bytes_regexp_all", (bytes, pattern) => $"[{string.Join(',', RegexRuntime.All(Latin(bytes), pattern).Select(m => $"\"{Hex(m)}\""))}]");
        f.AddVariadic("bq_bytes_regexp_instr", values => values.Contains(null) ? null : RegexRuntime.Position(Latin(Convert.FromHexString(values[0]!)), values[1]!, [.. values.Skip(2).Select(v => long.Parse(v!, System.Globalization.CultureInfo.InvariantCulture))]));
        f.Add<byte[], string, byte[], string>("bq_bytes_regexp_replace_hex", (bytes, pattern, rewrite) =>
        {
            RegexRuntime.CheckRewrite(pattern, Latin(rewrite));
            return Hex(Replaced(Latin(bytes), pattern, Latin(rewrite)));
        });
    }

    static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    static string Hex(string latin) => Convert.ToHexString(Encoding.Latin1.GetBytes(latin));

    /// <summary>An empty match right behind another one is none.</summary>
    static string Replaced(string text, string pattern, string rewrite)
    {
        var result = new StringBuilder();
        int copied = 0, last = -1;
        for (var match = RegexRuntime.Compile(pattern).Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Length == 0 && match.Index == last) continue;
            result.Append(text, copied, match.Index - copied).Append(Rewritten(match, rewrite));
            copied = last = match.Index + match.Length;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    static string Rewritten(Match match, string rewrite)
    {
        var text = new StringBuilder();
        for (var i = 0; i < rewrite.Length; i++)
        {
            if (rewrite[i] != '\\') text.Append(rewrite[i]);
            else if (rewrite[++i] == '\\') text.Append('\\');
            else text.Append(match.Groups[rewrite[i] - '0'].Value);
        }
        return text.ToString();
    }
}
