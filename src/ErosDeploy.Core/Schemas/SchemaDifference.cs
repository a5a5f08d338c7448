namespace ErosDeploy.Core.Schemas;

/// <summary>Compares what is expected with what is there and names every difference. Pure.</summary>
static class SchemaDifference
{
    /// <summary>The contract of a deployment: every declared table and column is there with type and mode. Further nullable columns are the owner's
    /// own affair; a further required one without default would refuse every insert and is a difference.</summary>
    public static IReadOnlyList<string> OfContract(IEnumerable<TableShape> declared, IReadOnlyDictionary<string, TableShape> live) =>
        declared.SelectMany(table => live.TryGetValue(table.Name, out var found)
            ? Columns(table.Name, table.Columns, found.Columns).Concat(Unfillable(table.Name, table.Columns, found.Columns))
            : [$"table {table.Name} does not exist"]).ToList();

    /// <summary>Whether rows of one fit the other exactly: same columns, types and modes, in any order.</summary>
    public static IReadOnlyList<string> Between(TableShape expected, TableShape live) =>
        [.. Columns(expected.Name, expected.Columns, live.Columns), .. Further(expected.Name, expected.Columns, live.Columns)];

    static IEnumerable<string> Columns(string path, IReadOnlyList<ColumnShape> expected, IReadOnlyList<ColumnShape> live)
    {
        foreach (var column in expected)
        {
            var place = $"{path}.{column.Name}";
            if (Find(live, column.Name) is not { } found)
                yield return $"column {place} ({column}) does not exist";
            else if (column.Type != found.Type || column.Mode != found.Mode)
                yield return $"column {place} is {found}, expected {column}";
            else
            {
                foreach (var nested in Columns(place, column.Fields, found.Fields).Concat(Further(place, column.Fields, found.Fields)))
                    yield return nested;
            }
        }
    }

    static IEnumerable<string> Further(string path, IReadOnlyList<ColumnShape> expected, IReadOnlyList<ColumnShape> live) =>
        live.Where(c => Find(expected, c.Name) is null).Select(c => $"column {path}.{c.Name} ({c}) is not expected");

    static IEnumerable<string> Unfillable(string path, IReadOnlyList<ColumnShape> expected, IReadOnlyList<ColumnShape> live) =>
        live.Where(c => c is { Mode: ColumnMode.Required, HasDefault: false } && Find(expected, c.Name) is null)
            .Select(c => $"column {path}.{c.Name} ({c}) is not declared and has no default");

    static ColumnShape? Find(IReadOnlyList<ColumnShape> columns, string name) =>
        columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
}
