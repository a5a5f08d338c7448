using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>FORMAT: printf with %t and %T. Arguments come joined by U+0002, each a letter for its type and its text, U+0001 for NULL.</summary>
internal static class Formatting
{
    readonly record struct Argument(char Kind, string Type, string? Text);

    internal static string? Format(string pattern, string joined)
    {
        var arguments = new Queue<Argument>(joined.Length == 0 ? [] : joined.Split('\u0002').Select(Read));
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%') text.Append(pattern[i]);
            else if (i + 1 < pattern.Length && pattern[i + 1] == '%') text.Append(pattern[++i]);
            else if (One(pattern, ref i, arguments) is { } piece) text.Append(piece);
            else return null;
        }
        if (arguments.Count > 0) throw new InvalidOperationException($"Too many arguments to FORMAT for pattern \"{pattern}\"");
        return text.ToString();
    }

    static Argument Read(string part)
    {
        var type = part[0] == 'o' ? part[1..part.IndexOf('\u0003', StringComparison.Ordinal)] : "";
        var text = part[0] == 'o' ? part[(part.IndexOf('\u0003', StringComparison.Ordinal) + 1)..] : part[1..];
        return new(part[0], type, text == "\u0001" ? null : text);
    }

    static string? One(string pattern, ref int i, Queue<Argument> arguments)
    {
        var start = i++;
        while (i < pattern.Length && "-+ #0'".Contains(pattern[i], StringComparison.Ordinal)) i++;
        var flags = pattern[(start + 1)..i];
        var width = Number(pattern, ref i, arguments);
        int? precision = null;
        if (i < pattern.Length && pattern[i] == '.')
        {
            i++;
            precision = Number(pattern, ref i, arguments) ?? 0;
        }
        if (i >= pattern.Length) throw new InvalidOperationException($"Invalid FORMAT string \"{pattern}\"");
        if (arguments.Count == 0) throw new InvalidOperationException($"Too few arguments to FORMAT for pattern \"{pattern}\"");
        var argument = arguments.Dequeue();
        if (argument.Text is null) return pattern[i] is 't' or 'T' ? Aligned("NULL", flags, width) : null;
        return Aligned(Written(pattern[i], argument, flags, precision, pattern), flags, width);
    }

    static int? Number(string pattern, ref int i, Queue<Argument> arguments)
    {
        if (i < pattern.Length && pattern[i] == '*')
        {
            i++;
            return int.Parse(arguments.Dequeue().Text!, CultureInfo.InvariantCulture);
        }
        var start = i;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i])) i++;
        return i > start ? int.Parse(pattern.AsSpan(start, i - start), CultureInfo.InvariantCulture) : null;
    }

    static string Written(char specifier, Argument argument, string flags, int? precision, string pattern) => (specifier, argument.Kind) switch
    {
        ('d' or 'i', 'd') => Signed(Grouped(argument.Text!, flags), flags),
        ('u', 'd') => argument.Text!,
        ('x', 'd') => Based(argument.Text!, n => n.ToString("x", CultureInfo.InvariantCulture)),
        ('X', 'd') => Based(argument.Text!, n => n.ToString("X", CultureInfo.InvariantCulture)),
        ('o', 'd') => Based(argument.Text!, n => Convert.ToString((long)n, 8)),
        ('f' or 'F', 'f' or 'n' or 'd') => Signed(Grouped(Fixed(argument, precision ?? 6), flags), flags),
        ('e' or 'E' or 'g' or 'G', 'f' or 'n' or 'd') => Signed(Scientific(argument, specifier, precision ?? 6), flags),
        ('s', 's' or 'o') => precision is { } limit ? TextRuntime.Substring(argument.Text!, 1, limit) : argument.Text!,
        ('t', 'f') => FloatText.JsonOf(Parse(argument.Text!)) is var text && double.IsFinite(Parse(argument.Text!)) ? text : argument.Text!,
        ('T', 'f') => double.IsFinite(Parse(argument.Text!)) ? FloatText.JsonOf(Parse(argument.Text!)) : $"CAST(\"{argument.Text}\" AS FLOAT64)",
        ('T', 's') => JsonRuntime.Quote(argument.Text!),
        ('T', 'n') => $"NUMERIC \"{argument.Text}\"",
        ('T', 'o') when argument.Type.Length > 0 => $"{argument.Type} \"{argument.Text}\"",
        ('t' or 'T', _) => argument.Text!,
        ('p' or 'P', _) => argument.Text!,
        _ => throw new InvalidOperationException($"Invalid type for argument to FORMAT with %{specifier}; pattern \"{pattern}\""),
    };

    static double Parse(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    static string Based(string text, Func<ulong, string> write)
    {
        var value = long.Parse(text, CultureInfo.InvariantCulture);
        return value < 0 ? "-" + write((ulong)-value) : write((ulong)value);
    }

    static string Fixed(Argument argument, int precision)
    {
        if (argument.Kind == 'f' && !double.IsFinite(Parse(argument.Text!))) return argument.Text!;
        var (digits, scale) = argument.Kind == 'f'
            ? Decimals.Parse(Parse(argument.Text!).ToString("F60", CultureInfo.InvariantCulture))!.Value
            : Decimals.Parse(argument.Text!)!.Value;
        return Decimals.Text(Decimals.Rescale(digits, scale, precision), precision);
    }

    static string Scientific(Argument argument, char specifier, int precision)
    {
        var value = Parse(argument.Text!);
        if (!double.IsFinite(value)) return argument.Text!;
        var isUpper = char.IsUpper(specifier);
        var text = char.ToLowerInvariant(specifier) == 'e'
            ? value.ToString($"0.{new string('0', precision)}e+00", CultureInfo.InvariantCulture)
            : General(value, precision);
        return isUpper ? text.ToUpperInvariant() : text;
    }

    static string General(double value, int precision)
    {
        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return exponent < -4 || exponent >= precision
            ? value.ToString($"0.{new string('#', Math.Max(0, precision - 1))}e+00", CultureInfo.InvariantCulture)
            : value.ToString($"0.{new string('#', Math.Max(0, precision - 1 - exponent))}", CultureInfo.InvariantCulture);
    }

    static string Grouped(string text, string flags)
    {
        if (!flags.Contains('\'', StringComparison.Ordinal)) return text;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var sign = whole.StartsWith('-') ? "-" : "";
        var digits = whole[sign.Length..];
        for (var at = digits.Length - 3; at > 0; at -= 3) digits = digits.Insert(at, ",");
        return sign + digits + (point < 0 ? "" : text[point..]);
    }

    static string Signed(string text, string flags) =>
        text.StartsWith('-') ? text : flags.Contains('+', StringComparison.Ordinal) ? "+" + text : flags.Contains(' ', StringComparison.Ordinal) ? " " + text : text;

    static string Aligned(string text, string flags, int? width)
    {
        if (width is not { } wanted || text.Length >= wanted) return text;
        if (flags.Contains('-', StringComparison.Ordinal)) return text.PadRight(wanted);
        if (!flags.Contains('0', StringComparison.Ordinal)) return text.PadLeft(wanted);
        var sign = text.Length > 0 && text[0] is '-' or '+' ? text[..1] : "";
        return sign + text[sign.Length..].PadLeft(wanted - sign.Length, '0');
    }
}
