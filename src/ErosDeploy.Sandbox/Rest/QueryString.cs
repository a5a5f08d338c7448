namespace ErosDeploy.Sandbox.Rest;

/// <summary>The query part of a request, unescaped; a name may repeat.</summary>
internal sealed class QueryString
{
    readonly ILookup<string, string> _values;

    QueryString(ILookup<string, string> values) => _values = values;

    public string? this[string name] => _values[name].FirstOrDefault();

    public IEnumerable<string> All(string name) => _values[name];

    public static QueryString Parse(string text) => new(
        text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToLookup(pair => Unescape(pair[0]), pair => pair.Length > 1 ? Unescape(pair[1]) : ""));

    static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
