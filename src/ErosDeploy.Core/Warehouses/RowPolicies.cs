using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <summary>Row access policies of the target's tables.</summary>
sealed class RowPolicies(BigQueryClient client, ErosTarget target, TablePace pace)
{
    const int Parallel = 8;

    /// <summary>In the order of their names; empty for most tables.</summary>
    public async Task<IReadOnlyList<RowPolicy>> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var found = new List<RowPolicy>();
        await foreach (var policy in client.ListRowAccessPoliciesAsync(Reference(table), cancellationToken))
        {
            var grantees = await client.GetRowAccessGranteesAsync(Reference(table), policy.Name, cancellationToken);
            found.Add(new RowPolicy(policy.Name, policy.FilterPredicate ?? "", grantees.Order(StringComparer.Ordinal).ToList()));
        }
        return found.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
    }

    /// <summary>Those of many tables, by table.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<RowPolicy>>> ReadAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var policies = await Bounded.SelectAsync(tables, Parallel, ReadAsync, cancellationToken);
        return tables.Zip(policies).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>Makes the table's policies those wanted; one that is as wanted is left alone. What is wanted is there before what is not goes, so that no row
    /// is shown in between that neither state shows.</summary>
    public async Task ApplyAsync(string table, IReadOnlyList<RowPolicy> wanted, CancellationToken cancellationToken)
    {
        var live = await ReadAsync(table, cancellationToken);
        foreach (var policy in wanted.Where(p => !live.Contains(p)))
        {
            await pace.WaitAsync(target.Dataset, table, cancellationToken);
            await client.SetRowAccessPolicyAsync(Reference(table), policy.Name, policy.Filter, policy.Grantees, exists: live.Any(l => l.Name == policy.Name), cancellationToken);
        }
        foreach (var policy in live.Where(l => wanted.All(w => w.Name != l.Name)))
        {
            await pace.WaitAsync(target.Dataset, table, cancellationToken);
            await client.DeleteRowAccessPolicyAsync(Reference(table), policy.Name, cancellationToken);
        }
    }

    TableReference Reference(string table) => new(target.Project, target.Dataset, table);
}
