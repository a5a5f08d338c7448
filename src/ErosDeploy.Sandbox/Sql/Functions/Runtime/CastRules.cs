namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>What a format model must keep to when a text is read with it.</summary>
internal static class CastRules
{
    static readonly string[] Unreadable = ["IYYY", "IYY", "IY", "I", "SYYYY", "YEAR", "SYEAR", "RM", "DDD", "D", "DAY", "DY", "J", "AM", "PM"];
    static readonly string[] Once = ["MERIDIAN_INDICATOR", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE"];

    static readonly Dictionary<string, string[]> Foreign = new()
    {
        ["DATE"] = ["HOUR", "MINUTE", "SECOND", "MERIDIAN_INDICATOR", "TIME_ZONE"],
        ["TIME"] = ["YEAR", "MONTH", "DAY", "TIME_ZONE"],
        ["DATETIME"] = ["TIME_ZONE"],
        ["TIMESTAMP"] = [],
    };

    internal static void Check(List<CastElement> elements, string type)
    {
        foreach (var element in elements.Where(e => !e.IsLiteral))
        {
            if (Unreadable.Contains(element.Name) || element.Category is "CENTURY" or "QUARTER" or "WEEK" or "ERA_INDICATOR" or "MISC") throw Broken($"Format element {element} is not supported for parsing");
            if (elements.Count(e => e.Name == element.Name || e.Category == "SECOND" && e.Name[0] == 'F' && element.Name[0] == 'F') > 1) throw Broken($"Format element {element} appears more than once in the format string");
        }
        foreach (var category in Foreign[type])
        {
            if (First(elements, category) is { } foreign) throw Broken($"Format element in category {category} ({foreign}) is not allowed for output type {type}");
        }
        foreach (var category in Once)
        {
            if (elements.Where(e => e.Category == category).Take(2).ToList() is [var one, var two]) throw Broken($"More than one format element in category {category} exist: {one} and {two}");
        }
        Clock(elements);
    }

    static void Clock(List<CastElement> elements)
    {
        bool Has(string name) => elements.Exists(e => e.Name == name);
        var meridian = First(elements, "MERIDIAN_INDICATOR");
        if (Has("HH24") && meridian is not null) throw Broken($"Format element in category MERIDIAN_INDICATOR ({meridian}) and format element 'HH24' cannot exist simultaneously");
        var half = Has("HH") ? "HH" : Has("HH12") ? "HH12" : null;
        if (half is not null && meridian is null) throw Broken($"Format element in category MERIDIAN_INDICATOR is required when format element '{half}' exists");
        if (half is null && meridian is not null) throw Broken($"Format element of type HH/HH12 is required when format element in category MERIDIAN_INDICATOR ({meridian}) exists");
        if (!Has("SSSSS")) return;
        foreach (var category in new[] { "HOUR", "MINUTE" })
        {
            if (First(elements, category) is { } part) throw Broken($"Format element in category {category} ({part}) and format element 'SSSSS' cannot exist simultaneously");
        }
        if (Has("SS")) throw Broken("Format elements 'SSSSS' and 'SS' cannot exist simultaneously");
    }

    static CastElement? First(List<CastElement> elements, string category) => elements.Exists(e => e.Category == category) ? elements.Find(e => e.Category == category) : null;

    static InvalidOperationException Broken(string message) => new(message);
}
