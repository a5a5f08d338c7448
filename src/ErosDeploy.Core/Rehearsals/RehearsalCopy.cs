using ErosDeploy.Core.Histories;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Rehearsals;

/// <summary>The dataset beside the target in which a deployment is rehearsed: everything of the target, and its history, so that the same steps are pending.</summary>
sealed class RehearsalCopy(ErosServices services, JobNames jobs, string name)
{
    /// <summary>Services whose target is the copy; nobody is told of what is done there, and no rows of ours come into it.</summary>
    public ErosServices Services { get; } = new(services.Target.Beside(name), services.BigQuery, services.Storage, services.Catalogue, services.Observer, services.Time) { KeepsQueryLog = false };

    /// <summary>Answers which definitions could not be made there.</summary>
    public async Task<IReadOnlyList<string>> CreateAsync(CancellationToken cancellationToken)
    {
        await CheckScriptsAsync(cancellationToken);
        var live = await new LiveCatalogueReader(services.Warehouse).OutlineAsync(JobNames.ForReading(jobs.Run), cancellationToken);
        CheckProcedures(live);
        var failed = await new DatasetClone(services, jobs, name).CreateAsync(Dependencies.OfAll(live), cancellationToken);
        await HistoryAsync(live.Definitions, cancellationToken);
        return [.. failed, .. live.Others.Select(o => $"{o} is no table, view or routine, and was not copied")];
    }

    /// <summary>Answers what is left behind: the copy, the snapshots and measurements that its phases kept, its control objects.</summary>
    public async Task<IReadOnlyList<string>> DropAsync()
    {
        var datasets = new List<string>();
        var notes = await Cleanup.TryAsync($"datasets whose names begin with {name}", () => FindAsync(datasets));
        var bucket = await Cleanup.TryAsync($"{services.Bucket.Uri(Services.Names.Control)}", () => services.Bucket.DeleteAllAsync(Services.Names.Control, CancellationToken.None));
        return [.. notes, .. await ScratchDataset.DropAllAsync(services, datasets), .. bucket];
    }

    async Task FindAsync(List<string> datasets)
    {
        await foreach (var dataset in services.BigQuery.ListDatasetsAsync(CancellationToken.None))
        {
            if (dataset.DatasetReference?.DatasetId is { } id && (id == name || id.StartsWith(name + "_eros_", StringComparison.Ordinal)))
                datasets.Add(id);
        }
    }

    /// <summary>A script that names the dataset itself, and not by its placeholder, would change the target.</summary>
    async Task CheckScriptsAsync(CancellationToken cancellationToken)
    {
        foreach (var file in services.Catalogue.Catalogue.Phases.SelectMany(p => p.Steps.Select(s => s.File).Concat(p.Tests.Select(t => t.File))))
        {
            var text = (await services.Catalogue.ScriptAsync(file, cancellationToken)).Text;
            if (NameWords.Of(text).Contains(services.Target.Dataset) || NameWords.IsSaidInString(text, services.Target.Dataset))
                throw new ErosException(
                    ErosErrorCode.RehearsalRefused, $"{file} names the dataset {services.Target.Dataset} itself: in a rehearsal it would work on the target.", "Write ${dataset} there; nothing was changed.") { Subject = file };
        }
    }

    /// <summary>Names are those of the copy there, but not in text that a procedure runs as a statement.</summary>
    void CheckProcedures(CatalogueOutline live)
    {
        if (live.Objects.FirstOrDefault(o => o.Kind == DeployedObjectKind.Procedure && NameWords.IsSaidInString(o.Ddl, services.Target.Dataset)) is { } procedure)
            throw new ErosException(
                ErosErrorCode.RehearsalRefused, $"Procedure {procedure.Name} has a text that names the dataset {services.Target.Dataset}: were it run, a rehearsal would work on the target.", "Use @@dataset_id or a parameter there; nothing was changed.") { Subject = procedure.Name };
    }

    /// <summary>What drifted in the target is drifted in the copy; what did not has the copy's own definition, for its text names the copy.</summary>
    async Task HistoryAsync(IReadOnlyDictionary<string, string> original, CancellationToken cancellationToken)
    {
        var history = await services.History.ReadAsync(cancellationToken);
        if (history.Count == 0)
            return;
        var copied = (await new LiveCatalogueReader(Services.Warehouse).OutlineAsync(JobNames.ForReading(jobs.Run), cancellationToken)).Definitions;
        string Digest(string key, string recorded) =>
            original.TryGetValue(key, out var there) && DefinitionDigest.Of(there) == recorded && copied.TryGetValue(key, out var here) ? DefinitionDigest.Of(here) : recorded;
        await Services.History.AppendAsync(history.Select(e => e with { Definitions = e.Definitions?.ToDictionary(d => d.Key, d => Digest(d.Key, d.Value)) }).ToList(), cancellationToken);
    }
}
