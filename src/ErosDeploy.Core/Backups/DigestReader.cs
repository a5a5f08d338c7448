using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

sealed record TableDigest(long Rows, string Digest);

/// <summary>Has the warehouse compute a <see cref="ContentDigest"/>.</summary>
sealed class DigestReader(Warehouse warehouse, JobNames jobs)
{
    /// <param name="relation">A quoted table or a query in parentheses.</param>
    public async Task<TableDigest> ReadAsync(string step, string relation, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        var row = (await warehouse.QueryAsync(jobs.Next(step), ContentDigest.Query(relation, columns), QueryTypes.Backup, cancellationToken)).Single();
        var rows = row.Get<long>("row_count");
        return new TableDigest(rows, ContentDigest.Text(rows, row.Get<long>("high_sum"), row.Get<long>("low_sum")));
    }
}
