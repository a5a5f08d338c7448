namespace ErosDeploy.Core.Warehouses;

/// <summary>A row access policy and whom it lets see the rows of its filter, in IAM's form, in order.</summary>
sealed record RowPolicy(string Name, string Filter, IReadOnlyList<string> Grantees)
{
    public bool Equals(RowPolicy? other) => other is not null && Name == other.Name && Filter == other.Filter && Grantees.SequenceEqual(other.Grantees);

    public override int GetHashCode() => HashCode.Combine(Name, Filter, Grantees.Count);

    public override string ToString() => $"row access policy {Name} ({Filter}, for {string.Join(", ", Grantees)})";

    /// <summary>What a table with these policies has otherwise than the backup. Pure.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<RowPolicy> saved, IReadOnlyList<RowPolicy> live) =>
    [
        .. saved.Where(s => !live.Contains(s)).Select(s => live.FirstOrDefault(l => l.Name == s.Name) is { } other ? $"{other}, in the backup {s}" : $"{s} does not exist"),
        .. live.Where(l => saved.All(s => s.Name != l.Name)).Select(l => $"{l} is not in the backup"),
    ];
}
