using System.Security.Cryptography;
using System.Text;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Storage;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Histories;

/// <summary>The definition of an object as the service tells it, by a digest of its text. What the service rewrites it has rewritten on both sides of a
/// comparison.</summary>
static class DefinitionDigest
{
    public static string Of(string ddl) => "sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ddl))).ToLowerInvariant();

    /// <summary>Tables and views share one name space, routines have their own.</summary>
    public static string Key(DeployedObjectKind kind, string name) => (ObjectSql.IsRoutine(kind) ? "routine/" : "table/") + name;

    public static string TableKey(string name) => Key(DeployedObjectKind.Table, name);
}

/// <summary>Texts of definitions that steps left behind, each kept once under its digest in the bucket: never changed.</summary>
sealed class DefinitionStore(BucketStore bucket, ControlNames names)
{
    public async Task KeepAsync(string ddl, CancellationToken cancellationToken) =>
        await bucket.TryCreateAsync(names.Definition(DefinitionDigest.Of(ddl)), Encoding.UTF8.GetBytes(ddl), cancellationToken);

    /// <summary>Null when it is not there any more.</summary>
    public async Task<string?> FindAsync(string digest, CancellationToken cancellationToken) =>
        await bucket.ReadAsync(names.Definition(digest), cancellationToken) is { } stored ? Encoding.UTF8.GetString(stored.Content) : null;
}

/// <summary>Keeps what steps made of the objects they name, so that a change by hand is seen later.</summary>
sealed class DefinitionRecorder(ErosServices services, JobNames jobs)
{
    const int Parallel = 8;

    /// <summary>Digests by step and object. Without them nothing is wrong but that drift cannot be seen: a failure is a warning.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> RecordAsync(IReadOnlyList<PlannedStep> steps, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
            return StepDefinitions.None;
        try
        {
            var live = (await new LiveCatalogueReader(services.Warehouse).OutlineAsync(JobNames.ForReading(jobs.Run), cancellationToken)).Definitions;
            var made = StepDefinitions.Of(steps, live);
            await Bounded.SelectAsync(made.Values.SelectMany(s => s.Keys).Distinct().Select(key => live[key]).ToList(), Parallel, KeepAsync, cancellationToken);
            return made.ToDictionary(s => s.Key, s => (IReadOnlyDictionary<string, string>)s.Value);
        }
        catch (ErosException e)
        {
            await services.Observer.WarningAsync($"The definitions that this run made are not kept, so changes of them by hand will not be seen: {e.What}", cancellationToken);
            return StepDefinitions.None;
        }
    }

    async Task<bool> KeepAsync(string ddl, CancellationToken cancellationToken)
    {
        await services.Definitions.KeepAsync(ddl, cancellationToken);
        return true;
    }
}

static class StepDefinitions
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> None { get; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>By step, the digests of the objects it creates and of the tables it changes. Pure.</summary>
    public static Dictionary<string, Dictionary<string, string>> Of(IEnumerable<PlannedStep> steps, IReadOnlyDictionary<string, string> live) => steps.ToDictionary(
        step => step.Id,
        step => Keys(step).Distinct().Where(live.ContainsKey).ToDictionary(key => key, key => DefinitionDigest.Of(live[key])));

    static IEnumerable<string> Keys(PlannedStep step) =>
        step.Creates.Select(o => DefinitionDigest.Key(o.Kind, o.Name)).Concat(step.Changes.Select(DefinitionDigest.TableKey));
}
