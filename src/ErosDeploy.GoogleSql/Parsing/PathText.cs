namespace ErosDeploy.GoogleSql.Parsing;

static class PathText
{
    /// <summary>`p.d.t` to its names; the dots of a domain-scoped project (`example.com:p.d.t`) belong to its name.</summary>
    internal static IEnumerable<string> Split(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        var parts = path[(colon + 1)..].Split('.');
        parts[0] = path[..(colon + 1)] + parts[0];
        return parts;
    }
}
