using System.Text;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Decimal and scientific models.</summary>
internal sealed partial class NumberFormat
{
    /// <summary>Without digits before the point for a number below 1.</summary>
    readonly record struct Parts(bool IsNegative, string Whole, string Fraction, string Exponent);

    string Decimal(string number, bool isDouble)
    {
        var scale = _places.Skip(Point).Count(p => p is '0' or '9');
        var written = FormattedNumber.Real(number, isDouble, HasExponent ? 'e' : 'f', "#", null, scale);
        var parts = Read(written, _trims);
        var digits = _places.Take(Point).Count(p => p is '0' or '9');
        var overflows = parts.Whole.Length > digits;
        var isBlank = _blanks && parts.Whole.Length == 0;
        var places = HasExponent && Point > 0 ? _places[(Point - 1)..] : _places;
        var point = HasExponent && Point > 0 ? 1 : Point;
        var firstZero = places.IndexOf('0');
        var writesWhole = digits > 0 && (parts.Whole.Length > 0 || HasExponent || firstZero >= 0 && firstZero < point || parts.Fraction.Length == 0);
        var whole = writesWhole ? Whole(places, point, parts.Whole.Length == 0 ? "0" : parts.Whole, overflows, isBlank, firstZero) : "";
        return Signed(whole + Fraction(places[point..], parts, overflows, isBlank), point - whole.Length, parts.IsNegative, isBlank);
    }

    static Parts Read(string written, bool trims)
    {
        var text = written.TrimStart('-');
        var power = text.IndexOf('e', StringComparison.Ordinal);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var fraction = text[(point + 1)..(power < 0 ? text.Length : power)];
        return new(written.StartsWith('-'), text[..point].TrimStart('0'), trims ? fraction.TrimEnd('0') : fraction, power < 0 ? "" : text[(power + 1)..]);
    }

    static string Whole(List<char> places, int point, string digits, bool overflows, bool isBlank, int firstZero)
    {
        var text = new StringBuilder();
        for (var (place, digit) = (point - 1, digits.Length - 1); place >= 0; place--)
        {
            if (digit < 0 && (firstZero < 0 || place < firstZero)) break;
            if (places[place] == ',') text.Insert(0, isBlank ? ' ' : ',');
            else text.Insert(0, overflows ? '#' : isBlank ? ' ' : digit >= 0 ? digits[digit] : '0');
            if (places[place] != ',') digit--;
        }
        return text.ToString();
    }

    static string Fraction(IEnumerable<char> places, Parts parts, bool overflows, bool isBlank)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var place in places)
        {
            if (place == '.') text.Append(isBlank ? ' ' : '.');
            else if (place is 'E' or 'e') text.Append(overflows ? "####" : isBlank ? "    " : place + parts.Exponent);
            else if (place != 'V')
            {
                if (overflows) text.Append('#');
                else if (at < parts.Fraction.Length) text.Append(isBlank ? ' ' : parts.Fraction[at]);
                at++;
            }
        }
        return text.ToString();
    }

    string NotFinite(string number)
    {
        var text = number == "nan" ? "NAN" : "INF";
        var overflows = Point < text.Length && !HasExponent;
        var whole = overflows ? string.Concat(_places.Take(Point).Select(p => p == ',' ? ',' : '#')) : text;
        var fraction = HasExponent ? "" : string.Concat(_places.Skip(Point).Where(p => p != 'V').Select(p => !overflows ? ' ' : p == '.' ? '.' : '#'));
        var result = Signed(whole + fraction, HasExponent ? _places.Count : Point - whole.Length, number == "-inf", isBlank: false);
        return number == "nan" ? result.Replace('+', ' ') : result;
    }
}
