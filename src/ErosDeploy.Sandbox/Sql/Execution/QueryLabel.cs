namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The text of @@query_label: key:value, several of them parted by commas.</summary>
internal static class QueryLabel
{
    public static IReadOnlyDictionary<string, string> Parse(string? text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split(':') is not [{ Length: > 0 } key, var value])
                throw BigQueryException.InvalidQuery($"Invalid value for @@query_label: '{text}'; it must be of the form 'key:value,key:value'");
            labels[key] = value;
        }
        return labels;
    }
}
