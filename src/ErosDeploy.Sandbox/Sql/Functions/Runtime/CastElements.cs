using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>One element of a format model of CAST: <see cref="Text"/> as written, <see cref="Name"/> in capitals; literals have category LITERAL.</summary>
internal readonly record struct CastElement(string Name, string Category, string Text)
{
    internal bool IsLiteral => Category == "LITERAL";

    /// <summary>n of FFn.</summary>
    internal int SubsecondDigits => int.Parse(Name.AsSpan(2), CultureInfo.InvariantCulture);

    public override string ToString() => Name == "\"" ? $"'\"{Text}\"'" : IsLiteral ? $"'{Text}'" : $"'{Name}'";
}

/// <summary>Reads format models such as `YYYY-MM-DD HH24:MI:SS.FF3`.</summary>
internal static partial class CastElements
{
    static readonly (string Category, string[] Names)[] Known =
    [
        ("YEAR", ["YYYY", "YYY", "YY", "Y", "RRRR", "RR", "Y,YYY", "IYYY", "IYY", "IY", "I", "SYYYY", "YEAR", "SYEAR"]),
        ("MONTH", ["MM", "MON", "MONTH", "RM"]),
        ("DAY", ["DDD", "DD", "D", "DAY", "DY", "J"]),
        ("HOUR", ["HH", "HH12", "HH24"]),
        ("MINUTE", ["MI"]),
        ("SECOND", ["SS", "SSSSS", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "FF7", "FF8", "FF9", "FF10", "FF11", "FF12"]),
        ("MERIDIAN_INDICATOR", ["AM", "PM", "A.M.", "P.M."]),
        ("TIME_ZONE", ["TZH", "TZM"]),
        ("CENTURY", ["CC", "SCC"]),
        ("QUARTER", ["Q"]),
        ("WEEK", ["IW", "WW", "W"]),
        ("ERA_INDICATOR", ["AD", "BC", "A.D.", "B.C."]),
        ("MISC", ["SP", "TH", "SPTH", "THSP", "FM"]),
    ];

    /// <summary>Longest names first.</summary>
    static readonly (string Name, string Category)[] ByLength = [.. Known.SelectMany(k => k.Names.Select(n => (Name: n, k.Category))).OrderByDescending(e => e.Name.Length)];

    [GeneratedRegex(@"\G""((?:[^""\\]|\\.)*)""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escape();

    internal static List<CastElement> Read(string format)
    {
        var elements = new List<CastElement>();
        for (var at = 0; at < format.Length;)
        {
            var (element, length) = Next(format, at);
            elements.Add(element);
            at += length;
        }
        return elements;
    }

    static (CastElement Element, int Length) Next(string format, int at)
    {
        if (format[at] == '"') return Literal(format, at);
        if (format[at] == ' ')
        {
            var end = at;
            while (end < format.Length && format[end] == ' ') end++;
            return (new(" ", "LITERAL", format[at..end]), end - at);
        }
        if ("-./,';:".Contains(format[at], StringComparison.Ordinal)) return (new(format[at..(at + 1)], "LITERAL", format[at..(at + 1)]), 1);
        foreach (var (name, category) in ByLength)
        {
            if (string.Compare(format, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0) return (new(name, category, format.Substring(at, name.Length)), name.Length);
        }
        throw new InvalidOperationException(FormattableString.Invariant($"Cannot find matched format element at {Encoding.UTF8.GetByteCount(format.AsSpan(0, at))}"));
    }

    static (CastElement Element, int Length) Literal(string format, int at)
    {
        var match = Quoted().Match(format, at);
        if (!match.Success) throw new InvalidOperationException(FormattableString.Invariant($"Cannot find matching \" for quoted literal at {at}"));
        var text = Escape().Replace(match.Groups[1].Value, m => m.Groups[1].Value is "\"" or "\\" ? m.Groups[1].Value
            : throw new InvalidOperationException(FormattableString.Invariant($"Unsupported escape sequence \\{m.Groups[1].Value} in text at {at}")));
        return (new("\"", "LITERAL", text), match.Length);
    }
}
