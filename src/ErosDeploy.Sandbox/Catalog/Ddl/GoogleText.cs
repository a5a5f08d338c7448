using System.Globalization;
using System.Text;

namespace ErosDeploy.Sandbox.Catalog.Ddl;

/// <summary>Literals and names as GoogleSQL text.</summary>
internal static class GoogleText
{
    public static string String(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value) text.Append(Escape(c));
        return text.Append('"').ToString();
    }

    public static string Name(string name) => $"`{name}`";

    public static string Instant(DateTimeOffset value) =>
        $"TIMESTAMP \"{value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)}Z\"";

    public static string Days(long milliseconds) => (milliseconds / TimeSpan.FromDays(1).TotalMilliseconds).ToString("0.0##########", CultureInfo.InvariantCulture);

    public static string Labels(IReadOnlyDictionary<string, string> labels) =>
        $"[{string.Join(", ", labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"({String(l.Key)}, {String(l.Value)})"))}]";

    static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => c.ToString(),
    };
}
