using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>Makes tables say of themselves what a saved state says: descriptions, labels, policy tags, defaults, constraints, expiration, row access policies.
/// What is right already is left alone, so it may be done again.</summary>
sealed class RestoreMetadata(ErosServices services)
{
    const int Parallel = 4;

    /// <summary>Answers what could not be done.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        var notes = await Bounded.SelectAsync(tables, Parallel, (t, token) => TryAsync(t, token), cancellationToken);
        return notes.SelectMany(n => n).ToList();
    }

    /// <summary>What is otherwise than saved, in words.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(ManifestTable saved, TableResource live, CancellationToken cancellationToken) =>
    [
        .. TableMetadata.Differences(Wanted(saved.Resource), live),
        .. RowPolicy.Differences(saved.Policies, await services.RowPolicies.ReadAsync(saved.Name, cancellationToken)),
    ];

    public async Task ApplyAsync(string table, TableResource saved, IReadOnlyList<RowPolicy> policies, CancellationToken cancellationToken)
    {
        var live = await services.Warehouse.TableAsync(table, cancellationToken)
            ?? throw new ErosException(ErosErrorCode.CloudNotFound, $"Table {table} is not there any more.", "Someone dropped it meanwhile.") { Subject = table };
        var patch = TableMetadata.Patch(Wanted(saved.Json), live);
        if (patch.Count > 0)
            await services.Warehouse.PatchTableAsync(table, patch, cancellationToken);
        await services.RowPolicies.ApplyAsync(table, policies, cancellationToken);
    }

    async Task<IReadOnlyList<string>> TryAsync(ManifestTable table, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(table.Name, new TableResource(table.Resource), table.Policies, cancellationToken);
            return [];
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return [$"What table {table.Name} says of itself could not be brought back: {FailureText.Of(e)}"];
        }
    }

    TableResource Wanted(System.Text.Json.JsonElement saved) => TableMetadata.Lasting(new TableResource(saved), services.Time.GetUtcNow());
}
