using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Rehearsals;

/// <summary>All of a dataset in a form that can be compared: definitions, and tables with metadata, rows and digest.</summary>
sealed record DatasetState(IReadOnlyDictionary<string, (TableResource Resource, TableDigest Digest)> Tables, IReadOnlyDictionary<string, string> Objects)
{
    const int Parallel = 4;

    public static async Task<DatasetState> ReadAsync(ErosServices services, JobNames jobs, CancellationToken cancellationToken)
    {
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(jobs.Run), cancellationToken);
        var reader = new DigestReader(services.Warehouse, jobs);
        var digests = await Bounded.SelectAsync(live.Tables, Parallel, (t, token) => reader.ReadAsync($"digest-{t.Name}", services.Target.QuotedTable(t.Name), t.ColumnNames, token), cancellationToken);
        return new DatasetState(
            live.Tables.Zip(digests).ToDictionary(p => p.First.Name, p => (p.First, p.Second), StringComparer.Ordinal),
            live.Objects.ToDictionary(o => $"{o.Kind} {o.Name}", o => o.Ddl, StringComparer.Ordinal));
    }

    /// <summary>What is not as in the other state. Pure. When tables of a copy expire says nothing.</summary>
    /// <param name="rows">Whether rows must be the same, or only their numbers: a deployment may write the time at which it was done.</param>
    public IReadOnlyList<string> Differences(DatasetState other, bool rows) =>
    [
        .. Tables.Keys.Union(other.Tables.Keys).Order(StringComparer.Ordinal).SelectMany(name => OfTable(name, other, rows)),
        .. Objects.Keys.Union(other.Objects.Keys).Order(StringComparer.Ordinal).SelectMany(name => OfObject(name, other)),
    ];

    IEnumerable<string> OfTable(string name, DatasetState other, bool rows)
    {
        if (!Tables.TryGetValue(name, out var mine))
            return [$"Table {name} is new"];
        if (!other.Tables.TryGetValue(name, out var its))
            return [$"Table {name} is gone"];
        return Details(mine, its, rows).Select(d => $"Table {name}: {d}");
    }

    static IEnumerable<string> Details((TableResource Resource, TableDigest Digest) mine, (TableResource Resource, TableDigest Digest) its, bool rows) =>
    [
        .. SchemaDifference.Between(mine.Resource.Shape, its.Resource.Shape),
        .. TableMetadata.TypeDifferences(mine.Resource, its.Resource).Concat(TableMetadata.Differences(mine.Resource, its.Resource))
            .Where(d => !d.StartsWith("expirationTime", StringComparison.Ordinal)).Select(d => d.Replace("in the backup", "before", StringComparison.Ordinal)),
        .. mine.Resource.Layout == its.Resource.Layout ? [] : new[] { $"laid out as {its.Resource.Layout}, before {mine.Resource.Layout}" },
        .. mine.Digest.Rows != its.Digest.Rows ? [$"{its.Digest.Rows} rows, before {mine.Digest.Rows}"]
            : rows && mine.Digest != its.Digest ? ["its rows are others"]
            : Array.Empty<string>(),
    ];

    IEnumerable<string> OfObject(string name, DatasetState other)
    {
        if (!Objects.TryGetValue(name, out var mine))
            yield return $"{name} is new";
        else if (!other.Objects.TryGetValue(name, out var its))
            yield return $"{name} is gone";
        else if (mine != its)
            yield return $"{name} is defined otherwise";
    }
}
