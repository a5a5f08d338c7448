using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Preflights;

/// <summary>Whether we may do what the plan needs, as far as the service tells: what is created is only told by dry runs.</summary>
sealed class PermissionCheck(ErosServices services)
{
    const int Parallel = 4;

    static readonly string[] OfBucket = ["storage.buckets.get", "storage.objects.create", "storage.objects.delete", "storage.objects.get", "storage.objects.list"];
    static readonly string[] OfRows = ["bigquery.tables.createSnapshot", "bigquery.tables.getData", "bigquery.tables.updateData"];
    static readonly string[] OfMetadata = ["bigquery.tables.update"];

    public async Task<PreflightCheck> RunAsync(PhasePlan plan, IReadOnlyList<ScriptedStep> toRun, CatalogueOutline live, IEnumerable<StepCheck> checks, CancellationToken cancellationToken)
    {
        var wanted = Wanted(plan, toRun, live);
        var found = new List<PermissionAnswer> { await AskAsync($"bucket {services.Target.Bucket}", OfBucket, token => services.Storage.TestBucketPermissionsAsync(services.Target.Bucket, OfBucket, token), cancellationToken) };
        found.AddRange(await Bounded.SelectAsync(wanted, Parallel, (w, token) => AskAsync($"table {w.Key}", w.Value, t => services.Warehouse.PermissionsAsync(w.Key, w.Value, t), token), cancellationToken));
        return PermissionVerdict.Of(found, [.. checks.SelectMany(c => c.Statements.Where(s => s.IsDenied).Select(s => $"{c.Step.File}: {s.Detail}"))]);
    }

    /// <summary>By existing table, what is done with it.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string[]>> Wanted(PhasePlan plan, IReadOnlyList<ScriptedStep> toRun, CatalogueOutline live)
    {
        var rows = plan.Steps.SelectMany(s => s.Undo).Where(u => u.Kind == UndoActionKind.RestoreRows).Select(u => u.Object.Name).ToHashSet(StringComparer.Ordinal);
        var metadata = toRun.SelectMany(s => StepUpdates.Of(s).Metadata.Keys).ToHashSet(StringComparer.Ordinal);
        return live.BaseTables.Where(t => rows.Contains(t) || metadata.Contains(t))
            .Select(t => KeyValuePair.Create<string, string[]>(t, [.. rows.Contains(t) ? OfRows : [], .. metadata.Contains(t) ? OfMetadata : []])).ToList();
    }

    static async Task<PermissionAnswer> AskAsync(string what, IReadOnlyList<string> wanted, Func<CancellationToken, Task<IReadOnlySet<string>>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var held = await ask(cancellationToken);
            return new PermissionAnswer(what, wanted.Where(p => !held.Contains(p)).ToList(), null);
        }
        catch (ErosException e)
        {
            return new PermissionAnswer(what, [], e.What);
        }
    }
}

/// <param name="Unknown">Why it could not be asked.</param>
sealed record PermissionAnswer(string What, IReadOnlyList<string> Missing, string? Unknown);

/// <summary>What is missing. Pure.</summary>
static class PermissionVerdict
{
    public static PreflightCheck Of(IReadOnlyList<PermissionAnswer> answers, IReadOnlyList<string> denied)
    {
        var missing = answers.Where(a => a.Missing.Count > 0).Select(a => $"{a.What}: {string.Join(", ", a.Missing)} missing").Concat(denied).ToList();
        var unknown = answers.Where(a => a.Unknown is not null).Select(a => $"{a.What}: {a.Unknown}").ToList();
        return new PreflightCheck
        {
            Id = "permissions",
            Title = "The account may do what the steps need",
            Status = missing.Count > 0 ? CheckStatus.Fail : unknown.Count > 0 ? CheckStatus.Unknown : CheckStatus.Pass,
            Detail = missing.Count + unknown.Count == 0 ? $"asked for {string.Join(", ", answers.Select(a => a.What))}; nothing is missing" : string.Join("; ", missing.Concat(unknown)),
            Next = missing.Count > 0 ? "Have the missing permissions granted to the account in use." : "",
            Code = ErosErrorCode.CloudAccessDenied,
        };
    }
}
