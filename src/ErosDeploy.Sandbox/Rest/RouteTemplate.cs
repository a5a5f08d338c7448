namespace ErosDeploy.Sandbox.Rest;

/// <summary>A path like <c>/b/{bucket}/o/{object}</c>, matched segment by segment on the still escaped path.</summary>
internal sealed class RouteTemplate(string template)
{
    readonly string[] _segments = Split(template);

    public string Text => template;

    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values of the template's placeholders, unescaped, or null if the path does not match.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != _segments.Length)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Length; i++)
        {
            if (!MatchSegment(_segments[i], path[i], values))
                return null;
        }

        return values;
    }

    static bool MatchSegment(string template, string segment, Dictionary<string, string> values)
    {
        if (template[0] != '{')
            return string.Equals(template, segment, StringComparison.Ordinal);
        values[template[1..^1]] = Uri.UnescapeDataString(segment);
        return true;
    }
}
