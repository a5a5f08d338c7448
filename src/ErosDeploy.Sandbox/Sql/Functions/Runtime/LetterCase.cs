using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Capital and small letters by Unicode's full mapping, which may give several: UPPER('ß') is 'SS'.</summary>
internal static class LetterCase
{
    static readonly Dictionary<char, string> Capitals = Several();

    internal static string Upper(string text)
    {
        if (Ascii.IsValid(text)) return text.ToUpperInvariant();
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) result.Append(Upper(rune));
        return result.ToString();
    }

    internal static string Upper(Rune rune) => rune.IsBmp && Capitals.TryGetValue((char)rune.Value, out var several) ? several : Rune.ToUpperInvariant(rune).ToString();

    /// <summary>Capital sigma is final behind a letter that no other one follows.</summary>
    internal static string Lower(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var runes = text.EnumerateRunes().ToArray();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            _ = runes[i].Value switch
            {
                'İ' => result.Append("i\u0307"),
                'Σ' when IsFinal(runes, i) => result.Append('ς'),
                _ => result.Append(Rune.ToLowerInvariant(runes[i]).ToString()),
            };
        }
        return result.ToString();
    }

    static bool IsFinal(Rune[] runes, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && IsIgnored(runes[before])) before--;
        while (after < runes.Length && IsIgnored(runes[after])) after++;
        return before >= 0 && IsCased(runes[before]) && !(after < runes.Length && IsCased(runes[after]));
    }

    static bool IsCased(Rune rune) => Rune.IsUpper(rune) || Rune.IsLower(rune);

    static bool IsIgnored(Rune rune) => rune.Value is '\'' or '.' or ':' or '’' or '\u00ad' or '·'
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.ModifierLetter or System.Globalization.UnicodeCategory.ModifierSymbol;

    /// <summary>The letters whose capitals are several, from Unicode's SpecialCasing.</summary>
    static Dictionary<char, string> Several()
    {
        var capitals = new Dictionary<char, string>
        {
            ['ß'] = "SS", ['ŉ'] = "ʼN", ['ǰ'] = "J\u030c", ['ΐ'] = "Ι\u0308\u0301", ['ΰ'] = "Υ\u0308\u0301", ['և'] = "ԵՒ",
            ['ẖ'] = "H\u0331", ['ẗ'] = "T\u0308", ['ẘ'] = "W\u030a", ['ẙ'] = "Y\u030a", ['ẚ'] = "Aʾ",
            ['ﬀ'] = "FF", ['ﬁ'] = "FI", ['ﬂ'] = "FL", ['ﬃ'] = "FFI", ['ﬄ'] = "FFL", ['ﬅ'] = "ST", ['ﬆ'] = "ST",
            ['ﬓ'] = "ՄՆ", ['ﬔ'] = "ՄԵ", ['ﬕ'] = "ՄԻ", ['ﬖ'] = "ՎՆ", ['ﬗ'] = "ՄԽ",
            ['\u1f50'] = "Υ\u0313", ['\u1f52'] = "Υ\u0313\u0300", ['\u1f54'] = "Υ\u0313\u0301", ['\u1f56'] = "Υ\u0313\u0342",
            ['\u1fb6'] = "Α\u0342", ['\u1fc6'] = "Η\u0342", ['\u1fd2'] = "Ι\u0308\u0300", ['\u1fd3'] = "Ι\u0308\u0301", ['\u1fd6'] = "Ι\u0342", ['\u1fd7'] = "Ι\u0308\u0342",
            ['\u1fe2'] = "Υ\u0308\u0300", ['\u1fe3'] = "Υ\u0308\u0301", ['\u1fe4'] = "Ρ\u0313", ['\u1fe6'] = "Υ\u0342", ['\u1fe7'] = "Υ\u0308\u0342", ['\u1ff6'] = "Ω\u0342",
        };
        // With iota below: the letter's capital and a capital iota.
        foreach (var (with, capital) in new[] { ('\u1fb3', "Α"), ('\u1fbc', "Α"), ('\u1fc3', "Η"), ('\u1fcc', "Η"), ('\u1ff3', "Ω"), ('\u1ffc', "Ω"), ('\u1fb2', "\u1fba"), ('\u1fb4', "Ά"),
            ('\u1fc2', "\u1fca"), ('\u1fc4', "Ή"), ('\u1ff2', "\u1ffa"), ('\u1ff4', "Ώ"), ('\u1fb7', "Α\u0342"), ('\u1fc7', "Η\u0342"), ('\u1ff7', "Ω\u0342") }) capitals[with] = capital + "Ι";
        foreach (var (first, capital) in new[] { ('\u1f80', '\u1f08'), ('\u1f90', '\u1f28'), ('\u1fa0', '\u1f68') })
        {
            for (var i = 0; i < 16; i++) capitals[(char)(first + i)] = $"{(char)(capital + i % 8)}Ι";
        }
        return capitals;
    }
}
