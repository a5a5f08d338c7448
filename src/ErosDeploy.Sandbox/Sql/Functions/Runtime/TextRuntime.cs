using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>String functions by code points.</summary>
internal static class TextRuntime
{
    internal static void Register(DuckFunctions f)
    {
        f.Add<string, long, long, string>("bq_substr", Substring);
        f.Add<string, string>("bq_reverse", text => string.Concat(text.EnumerateRunes().Reverse().Select(r => r.ToString())));
        f.Add<string, string>("bq_lower", LetterCase.Lower);
        f.Add<string, string>("bq_upper", LetterCase.Upper);
        f.Add<string, string, string, string>("bq_translate", Translate);
        f.Add<string, long, string, string>("bq_lpad", (text, length, pad) => Pad(text, length, pad, left: true));
        f.Add<string, long, string, string>("bq_rpad", (text, length, pad) => Pad(text, length, pad, left: false));
        f.Add<string, string, string>("bq_trim", (text, _) => text.Trim());
        f.Add<string, string, string>("bq_ltrim", (text, _) => text.TrimStart());
        f.Add<string, string, string>("bq_rtrim", (text, _) => text.TrimEnd());
        f.Add<string, string, string>("bq_initcap", (text, delimiters) => InitCap(text, rune => delimiters.Contains(rune.ToString(), StringComparison.Ordinal)));
        f.Add<string, string>("bq_initcap_default", text => InitCap(text, rune => Rune.IsWhiteSpace(rune) || rune.IsAscii && "[](){}/|\\<>!?@\"#$&~_,.:;*%+-^".Contains((char)rune.Value, StringComparison.Ordinal)));
        f.Add<string, string, string>("bq_normalize", (text, form) => text.Normalize(Form(form)));
        f.Add<string, string, string>("bq_casefold", (text, form) => Fold(text.Normalize(Form(form))).Normalize(Form(form)));
        f.Add<string, string, long, long, long?>("bq_instr", Instr);
        f.Add<string, long?>("bq_ascii", text => text.Length == 0 ? 0 : text[0] < 128 ? text[0] : throw new InvalidOperationException("Invalid argument: ASCII() does not support non-ASCII characters"));
        f.Add<string, long?>("bq_unicode", text => text.Length == 0 ? 0 : text.EnumerateRunes().First().Value);
        f.Add<long, string>("bq_chr", code => code == 0 ? "" : Character(code));
        f.Add<string, string>("bq_like_pattern", CheckLike);
        f.Add<string, string>("bq_soundex", Soundex);
        f.Add<string, long, string>("bq_limit_string", (text, limit) => text.EnumerateRunes().Count() <= limit ? text
            : throw new InvalidOperationException(FormattableString.Invariant($"Value of length {text.EnumerateRunes().Count()} exceeds maximum length of STRING({limit})")));
    }

    internal static string Substring(string text, long start, long length)
    {
        if (length < 0) throw new InvalidOperationException("Third argument in SUBSTR() cannot be negative");
        var runes = text.EnumerateRunes().ToArray();
        var from = start > 0 ? start - 1 : start == 0 ? 0 : Math.Max(0, runes.Length + start);
        if (from >= runes.Length || length == 0) return "";
        var count = Math.Min(length, runes.Length - from);
        return string.Concat(runes.AsSpan((int)from, (int)count).ToArray().Select(r => r.ToString()));
    }

    static string Translate(string text, string from, string to)
    {
        var sources = from.EnumerateRunes().ToArray();
        var targets = to.EnumerateRunes().ToArray();
        if (sources.GroupBy(s => s).FirstOrDefault(g => g.Skip(1).Any()) is { } twice) throw new InvalidOperationException($"Duplicate character \"{twice.Key}\" in TRANSLATE source characters");
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var at = Array.IndexOf(sources, rune);
            if (at < 0) result.Append(rune.ToString());
            else if (at < targets.Length) result.Append(targets[at].ToString());
        }
        return result.ToString();
    }

    static string Pad(string text, long length, string pad, bool left)
    {
        CheckPadding(length, pad.Length);
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        if (runes.Count >= length) return string.Concat(runes.Take((int)length));
        var pads = pad.EnumerateRunes().Select(r => r.ToString()).ToList();
        var filling = string.Concat(Enumerable.Range(0, (int)length - runes.Count).Select(i => pads[i % pads.Count]));
        return left ? filling + text : text + filling;
    }

    internal static void CheckPadding(long length, int pad)
    {
        if (length < 0) throw new InvalidOperationException("Second argument (output size) for LPAD/RPAD cannot be negative");
        if (pad == 0) throw new InvalidOperationException("Third argument (pad pattern) for LPAD/RPAD cannot be empty");
    }

    /// <summary>The pattern, if every backslash has something behind it to escape.</summary>
    internal static string CheckLike(string pattern) =>
        (pattern.Length - pattern.TrimEnd('\\').Length) % 2 == 0 ? pattern : throw new InvalidOperationException("LIKE pattern ends with a backslash");

    static string InitCap(string text, Func<Rune, bool> delimits)
    {
        var result = new StringBuilder();
        var atStart = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = rune.ToString();
            var isDelimiter = delimits(rune);
            result.Append(isDelimiter ? piece : atStart ? piece.ToUpperInvariant() : piece.ToLowerInvariant());
            atStart = isDelimiter;
        }
        return result.ToString();
    }

    internal static string CaseFolded(string text) => Fold(text.Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);

    static NormalizationForm Form(string form) => form switch
    {
        "NFC" => NormalizationForm.FormC,
        "NFD" => NormalizationForm.FormD,
        "NFKC" => NormalizationForm.FormKC,
        _ => NormalizationForm.FormKD,
    };

    static string Fold(string text) => text.ToUpperInvariant().Replace("ẞ", "ss", StringComparison.Ordinal).ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Replace("ς", "σ", StringComparison.Ordinal);

    internal static long? Instr(string text, string part, long position, long occurrence)
    {
        if (position == 0) throw new InvalidOperationException("INSTR position cannot be 0");
        if (occurrence <= 0) throw new InvalidOperationException("INSTR occurrence must be positive");
        var (runes, wanted) = (text.EnumerateRunes().ToArray(), part.EnumerateRunes().ToArray());
        var step = position > 0 ? 1 : -1;
        for (var at = position > 0 ? position - 1 : Math.Min(runes.Length + position + (wanted.Length == 0 ? 1 : 0), runes.Length - wanted.Length); at >= 0 && at + wanted.Length <= runes.Length; at += step)
        {
            if (runes.AsSpan((int)at, wanted.Length).SequenceEqual(wanted) && --occurrence == 0) return at + 1;
        }
        return 0;
    }

    static string Character(long code) =>
        Rune.IsValid((int)Math.Clamp(code, -1, int.MaxValue)) ? new Rune((int)code).ToString() : throw new InvalidOperationException(FormattableString.Invariant($"Invalid codepoint {code}"));

    /// <summary>The first letter as it is, then the codes of those that have one, without repetitions.</summary>
    static string Soundex(string text)
    {
        const string Codes = "01230120022455012623010202";
        var result = new StringBuilder();
        var last = '0';
        foreach (var c in text.Where(char.IsAsciiLetter))
        {
            var code = Codes[char.ToUpperInvariant(c) - 'A'];
            if (result.Length == 0) (last, result) = (code, result.Append(c));
            else if (code != '0' && code != last) (last, result) = (code, result.Append(code));
            if (result.Length == 4) break;
        }
        return result.Length == 0 ? "" : result.ToString().PadRight(4, '0');
    }
}
