using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// A format model for numbers, as in CAST(x AS STRING FORMAT '$999,999.00'). Places are the elements that write a digit, a separator, the point or
/// the exponent: `0`, `9`, `X`, `x`, `,`, `.`, `V`, `E` and `e`.
/// </summary>
internal sealed partial class NumberFormat
{
    const int MostHexDigits = 16;
    const int RomanWidth = 15;

    static readonly (int Value, string Text)[] Romans =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

    readonly List<char> _places = [];
    string? _sign, _currency, _roman;
    bool _signInFront, _trims, _blanks;

    [GeneratedRegex("\\G(?:FM|MI|PR|RN|EEEE|[$CL09X.,DGSBV])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Element();

    NumberFormat(string format)
    {
        for (var at = 0; at < format.Length;)
        {
            var match = Element().Match(format, at);
            if (!match.Success) throw Wrong($"Invalid format element '{format[at]}'");
            Add(match.Value);
            at += match.Length;
        }
        Check();
    }

    internal static string Write(string number, bool isDouble, string format)
    {
        var model = new NumberFormat(format);
        var text = model._roman is not null ? model.Roman(number) : model.IsHexadecimal ? model.Hexadecimal(number)
            : number is "inf" or "-inf" or "nan" ? model.NotFinite(number) : model.Decimal(number, isDouble);
        return model._trims ? text.Trim(' ') : text;
    }

    static InvalidOperationException Wrong(string what) => new($"Error in format string: {what}");

    bool IsHexadecimal => _places.Contains('X') || _places.Contains('x');

    bool HasExponent => _places.Contains('E') || _places.Contains('e');

    int Point => _places.FindIndex(p => p is '.' or 'V' or 'E' or 'e') is >= 0 and var at ? at : _places.Count;

    void Add(string element)
    {
        switch (element.ToUpperInvariant())
        {
            case "FM": _trims = _trims ? throw Wrong("'FM' cannot be repeated") : true; break;
            case "B": _blanks = _blanks ? throw Wrong("There can be at most one 'B'") : true; break;
            case "$" or "L" or "C": _currency = _currency is null ? element : throw Wrong("There can be at most one of '$', 'C' or 'L'"); break;
            case "S" or "MI" or "PR": AddSign(element.ToUpperInvariant()); break;
            case "RN": _roman = element; break;
            case "." or "D" or "V": AddPoint(element.Equals("V", StringComparison.OrdinalIgnoreCase) ? 'V' : '.'); break;
            case "," or "G": _places.Add(_places.Any(p => p is '.' or 'V') ? throw Wrong("',' or 'G' cannot appear after '.', 'D' or 'V'") : ','); break;
            case "EEEE": _places.Add(HasExponent ? throw Wrong("Unexpected 'EEEE'") : element[0] == 'e' ? 'e' : 'E'); break;
            default: AddDigit(element[0]); break;
        }
    }

    void AddSign(string sign)
    {
        if (_sign is not null) throw Wrong("There can be at most one of 'S', 'MI', or 'PR'");
        (_sign, _signInFront) = (sign, _places.Count == 0);
    }

    void AddPoint(char point) => _places.Add(_places.Any(p => p is '.' or 'V') ? throw Wrong("There can be at most one of '.', 'D', or 'V'")
        : HasExponent ? throw Wrong($"'{point}' cannot appear after 'EEEE'") : point);

    void AddDigit(char digit)
    {
        if (HasExponent) throw Wrong($"'{digit}' cannot appear after 'EEEE'");
        if (_sign is not null && !_signInFront) throw Wrong($"'{_sign}' can only appear {(_sign == "S" ? "before or " : "")}after all digits and 'EEEE'");
        _places.Add(digit);
    }

    void Check()
    {
        if (_roman is not null)
        {
            if (_places.Count > 0 || _sign is not null || _currency is not null || _blanks) throw Wrong("'RN' cannot appear together with other format elements");
            return;
        }
        if (!_places.Any(p => p is '0' or '9' or 'X' or 'x')) throw Wrong("Format string must contain at least one of 'X', '0' or '9'");
        if (_signInFront && _sign is "MI" or "PR") throw Wrong($"'{_sign}' can only appear after all digits and 'EEEE'");
        if (HasExponent && _places.Contains(',')) throw Wrong("',' or 'G' cannot appear together with 'EEEE'");
        if (HasExponent && _places.Contains('V')) throw Wrong("'V' cannot appear together with 'EEEE'");
        if (!IsHexadecimal) return;
        if (_places.Find(p => p is not ('0' or 'X' or 'x')) is > '\0' and var other) throw Wrong($"'X' cannot appear together with '{other}'");
        if (_currency is not null || _blanks) throw Wrong($"'X' cannot appear together with '{_currency ?? "B"}'");
        if (_places.Count > MostHexDigits) throw Wrong("Max number of 'X' is 16");
    }

    string Roman(string number)
    {
        if (number is "inf" or "-inf" or "nan" || Rounded(number) is var value && (value < 1 || value > 3999)) return new('#', RomanWidth);
        var (text, rest) = (new StringBuilder(), (int)Rounded(number));
        foreach (var (worth, letters) in Romans)
        {
            for (; rest >= worth; rest -= worth) text.Append(letters);
        }
        var roman = _roman![0] == 'r' ? text.ToString().ToLowerInvariant() : text.ToString();
        return roman.PadLeft(RomanWidth);
    }

    static BigInteger Rounded(string number) => Decimals.Parse(number) is var (digits, scale) ? Decimals.Rescale(digits, scale, 0) : 0;

    string Hexadecimal(string number)
    {
        var isFinite = number is not ("inf" or "-inf" or "nan");
        var digits = isFinite ? BigInteger.Abs(Rounded(number)).ToString("x", CultureInfo.InvariantCulture).TrimStart('0') : new('f', MostHexDigits + 1);
        if (digits.Length == 0) digits = "0";
        var overflows = digits.Length > _places.Count;
        var firstZero = _places.IndexOf('0');
        var text = new StringBuilder();
        for (var (place, digit, upper) = (_places.Count - 1, digits.Length - 1, true); place >= 0; place--, digit--)
        {
            if (_places[place] != '0') upper = _places[place] == 'X';
            if (digit < 0 && (firstZero < 0 || place < firstZero)) break;
            var c = overflows ? '#' : digit >= 0 ? digits[digit] : '0';
            text.Insert(0, upper ? char.ToUpperInvariant(c) : c);
        }
        return Signed(text.ToString(), _places.Count - text.Length, number.StartsWith('-'), isBlank: false);
    }

    string Signed(string body, int padding, bool isNegative, bool isBlank)
    {
        var (before, after) = _sign switch
        {
            null => (isNegative ? "-" : " ", ""),
            "S" when _signInFront => (isNegative ? "-" : "+", ""),
            "S" => ("", isNegative ? "-" : "+"),
            "MI" => ("", isNegative ? "-" : " "),
            _ => isNegative ? ("<", ">") : (" ", " "),
        };
        var currency = _currency switch { null => "", "C" => "USD", "c" => "usd", _ => "$" };
        if (isBlank) (before, currency, after) = (Blank(before), Blank(currency), Blank(after));
        return new string(' ', padding) + before + currency + body + after;
    }

    static string Blank(string text) => new(' ', text.Length);
}
