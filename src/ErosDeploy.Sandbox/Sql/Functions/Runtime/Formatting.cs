using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>FORMAT: printf with %t, %T, %p and %P. Messages and precedence are those of the service.</summary>
internal sealed class Formatting
{
    const int Widest = 1 << 20;

    /// <summary>A value under its type; arrays, structs and ranges come with the text of %T beside that of %t.</summary>
    readonly record struct Argument(string Type, string? Text, string? Literal);

    readonly record struct Specifier(string Flags, int? Width, int? Precision, char Letter);

    readonly string _pattern;
    readonly Argument[] _arguments;
    int _at;
    int _next;
    bool _isNull;

    Formatting(string pattern, Argument[] arguments) => (_pattern, _arguments) = (pattern, arguments);

    /// <summary>Pattern, the types joined by `|`, then a text and a literal for every argument.</summary>
    internal static string? Format(IReadOnlyList<string?> values)
    {
        if (values[0] is not { } pattern) return null;
        var types = values[1]!.Length == 0 ? [] : values[1]!.Split('|');
        return new Formatting(pattern, [.. types.Select((type, i) => new Argument(type, values[2 + 2 * i], values[3 + 2 * i]))]).Run();
    }

    string? Run()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length)
        {
            var next = _pattern.IndexOf('%', _at);
            text.Append(_pattern, _at, (next < 0 ? _pattern.Length : next) - _at);
            if (next < 0) break;
            _at = next + 1;
            text.Append(Piece());
        }
        if (_next != _arguments.Length)
            throw new InvalidOperationException($"Too {(_next > _arguments.Length ? "few" : "many")} arguments to FORMAT for pattern \"{_pattern}\"; Expected {_next + 1}; Got {_arguments.Length + 1}");
        return _isNull ? null : text.ToString();
    }

    InvalidOperationException Invalid() => new($"Invalid FORMAT string: \"{_pattern}\"");

    string Piece()
    {
        var start = _at;
        while (_at < _pattern.Length && "-+ #0'".Contains(_pattern[_at], StringComparison.Ordinal)) _at++;
        var flags = _pattern[start.._at];
        var width = Size();
        int? precision = null;
        if (_at < _pattern.Length && _pattern[_at] == '.')
        {
            _at++;
            precision = Size() ?? 0;
        }
        if (_at >= _pattern.Length) throw Invalid();
        var letter = _pattern[_at++];
        if (letter == '%') return _at == start + 1 ? "%" : throw Invalid();
        if (width < 0) (flags, width) = (flags + "-", -width);
        return Value(new(flags, width, precision < 0 ? null : precision, letter));
    }

    /// <summary>A number in the pattern, or `*`: the next argument.</summary>
    int? Size()
    {
        var start = _at;
        if (_at < _pattern.Length && _pattern[_at] == '*')
        {
            _at++;
            return Taken("integer", "INT64") is { } argument ? Limited(argument.Text) : null;
        }
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at])) _at++;
        return _at > start ? Limited(_pattern[start.._at]) : null;
    }

    int? Limited(string? text)
    {
        if (text is null)
        {
            _isNull = true;
            return null;
        }
        return int.TryParse(text, CultureInfo.InvariantCulture, out var size) && Math.Abs((long)size) <= Widest ? size
            : throw new InvalidOperationException($"Width {text} exceeds the maximum supported output width of FORMAT. Limit: {Widest}");
    }

    /// <summary>The next argument, whose type must be one of the given; null when there is none left.</summary>
    Argument? Taken(string expected, params string[] types)
    {
        var index = _next++;
        if (index >= _arguments.Length) return null;
        var argument = _arguments[index];
        return types.Length == 0 || types.Contains(argument.Type) ? argument
            : throw new InvalidOperationException($"Invalid type for argument {index + 2} to FORMAT; Expected {expected}; Got {argument.Type}");
    }

    string Value(Specifier specifier)
    {
        var taken = specifier.Letter switch
        {
            'd' or 'i' or 'o' or 'x' or 'X' => Taken("integer", "INT64"),
            'u' => Taken("UINT", "UINT64"),
            'f' or 'F' or 'e' or 'E' or 'g' or 'G' => Taken("FLOAT64", "FLOAT64", "NUMERIC", "BIGNUMERIC"),
            's' => Taken("STRING", "STRING"),
            'p' or 'P' => Taken("PROTO or JSON", "JSON"),
            't' or 'T' => Taken(""),
            _ => throw new InvalidOperationException($"Invalid format specifier character \"{specifier.Letter}\" in FORMAT string: \"{_pattern}\""),
        };
        if (taken is not { } argument) return "";
        if (argument.Text is null && specifier.Letter is not ('t' or 'T')) _isNull = true;
        if (argument.Text is null) return specifier.Letter is 't' or 'T' ? Aligned("NULL", specifier) : "";
        return specifier.Letter switch
        {
            'd' or 'i' or 'o' or 'x' or 'X' => FormattedNumber.Whole(argument.Text, specifier.Letter, specifier.Flags, specifier.Width, specifier.Precision),
            'f' or 'F' or 'e' or 'E' or 'g' or 'G' => FormattedNumber.Real(argument.Text, argument.Type == "FLOAT64", specifier.Letter, specifier.Flags, specifier.Width, specifier.Precision),
            'P' => Aligned(JsonRuntime.Pretty(argument.Text), specifier),
            'T' => Aligned(argument.Literal ?? ValueText.Literal(argument.Type, argument.Text), specifier),
            't' => Aligned(ValueText.Printed(argument.Type, argument.Text), specifier),
            _ => Aligned(argument.Text, specifier),
        };
    }

    static string Aligned(string text, Specifier specifier)
    {
        if (specifier.Precision is { } most) text = TextRuntime.Substring(text, 1, most);
        return FormattedNumber.Padded(text, specifier.Flags, specifier.Width);
    }
}
