using System.Globalization;

namespace ErosDeploy.Sandbox.Transfers;

/// <summary>Instants in the form of protocol buffers' JSON, and strftime formats of table names.</summary>
internal static class TransferTime
{
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null if the format has an element other than %Y %m %d %H %M %S.</summary>
    public static string? Format(DateTimeOffset at, string format)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var part = format[i] != '%' ? format[i].ToString() : ++i < format.Length ? Element(at, format[i]) : null;
            if (part is null)
                return null;
            text.Append(part);
        }

        return text.ToString();
    }

    static string? Element(DateTimeOffset at, char element) => element switch
    {
        'Y' => at.ToString("yyyy", CultureInfo.InvariantCulture),
        'm' => at.ToString("MM", CultureInfo.InvariantCulture),
        'd' => at.ToString("dd", CultureInfo.InvariantCulture),
        'H' => at.ToString("HH", CultureInfo.InvariantCulture),
        'M' => at.ToString("mm", CultureInfo.InvariantCulture),
        'S' => at.ToString("ss", CultureInfo.InvariantCulture),
        _ => null,
    };
}
