using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>The filter of datasets.list: <c>labels.key</c>, <c>labels.key:value</c>, several of them all to hold.</summary>
internal static class LabelFilter
{
    public static IEnumerable<DatasetEntry> Of(string? filter, IEnumerable<DatasetEntry> datasets)
    {
        var terms = (filter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Term).ToList();
        return datasets.Where(dataset => terms.TrueForAll(term =>
            dataset.Labels.TryGetValue(term.Key, out var value) && (term.Value is null || term.Value == value)));
    }

    static (string Key, string? Value) Term(string text)
    {
        if (!text.StartsWith("labels.", StringComparison.Ordinal))
            throw RestException.Invalid($"Invalid filter: {text}", "filter");
        var parts = text["labels.".Length..].Split(':', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
