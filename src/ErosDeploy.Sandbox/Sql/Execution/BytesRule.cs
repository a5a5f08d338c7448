using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>
/// Bytes processed: the sizes of the columns that a statement reads, of all rows of each table (partitions that a filter rules out are still counted: an
/// upper bound). Billed: at least 10 MB per table, in whole MB.
/// </summary>
internal static class BytesRule
{
    const long Megabyte = 1024 * 1024;
    const long Minimum = 10 * Megabyte;

    public static (long Processed, long Billed) Of(StatementContext context, References references, TableEntry? rewritten = null)
    {
        long processed = 0, billed = 0;
        foreach (var (table, columns) in Merge(references, rewritten))
        {
            var bytes = SizeOf(context, table, columns);
            processed += bytes;
            if (bytes > 0) billed += Math.Max(Minimum, RoundUp(bytes));
        }
        return (processed, billed);
    }

    /// <summary>Refuses a statement that would bill more than the request allows.</summary>
    public static void CheckLimit(QueryRequest request, long billed)
    {
        if (request.MaximumBytesBilled is { } limit && billed > limit)
            throw new BigQueryException("bytesBilledLimitExceeded",
                FormattableString.Invariant($"Query exceeded limit for bytes billed: {limit}. {billed} or higher required."));
    }

    static long SizeOf(StatementContext context, TableEntry table, IReadOnlyCollection<string>? columns)
    {
        if (table.IsTemporary || table.StorageId == 0) return 0;
        return context.Job.Warehouse.Sizes.Bytes(context.Connection, context.Job.Warehouse.State, table, columns, context.Token);
    }

    static IEnumerable<(TableEntry Table, IReadOnlyCollection<string>? Columns)> Merge(References references, TableEntry? rewritten)
    {
        foreach (var reads in references.Reads.GroupBy(r => r.Table.Name))
        {
            if (rewritten?.Name == reads.Key) continue;
            yield return (reads.First().Table, reads.SelectMany(r => r.Columns).ToHashSet(StringComparer.OrdinalIgnoreCase));
        }
        if (rewritten is not null) yield return (rewritten, null);
    }

    static long RoundUp(long bytes) => (bytes + Megabyte - 1) / Megabyte * Megabyte;
}
