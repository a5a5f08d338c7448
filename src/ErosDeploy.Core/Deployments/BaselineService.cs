using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Schemas;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Deployments;

/// <summary>Makes a target that has nothing yet: bucket, dataset, the baseline of eros.json and, if wanted, its sample data.</summary>
public sealed class BaselineService(ErosServices services)
{
    readonly JobNames _jobs = new(RunIdentity.NewRunId(services.Time));
    readonly BaselineMark _mark = new(services.Bucket, services.Names);

    /// <summary>The scripts that <see cref="InstallAsync"/> would run now, in order. Reads only.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(bool sample, CancellationToken cancellationToken)
    {
        var catalogue = services.Catalogue.Catalogue;
        if (await services.BigQuery.GetDatasetAsync(services.Target.Dataset, cancellationToken) is null)
            return [.. catalogue.Baseline, .. sample ? catalogue.Sample : []];
        var found = await FoundAsync(cancellationToken);
        return [.. await LacksBaselineAsync(found, cancellationToken) ? catalogue.Baseline : [], .. sample && found.All(t => t.Rows == 0) ? catalogue.Sample : []];
    }

    /// <summary>Creates what is missing. The baseline runs only where no declared table exists or an earlier call was
    /// interrupted, the sample only where the declared tables are empty, so that nothing deployed later is taken back. Tells what it did, one line each.</summary>
    /// <param name="sampleScale">How many times the size of the real system the sample has, for its scripts as <c>@scale</c>; null: no sample.</param>
    public async Task<IReadOnlyList<string>> InstallAsync(int? sampleScale, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        if (await services.Storage.GetBucketAsync(services.Target.Bucket, cancellationToken) is null)
            done.Add(await CreateBucketAsync(cancellationToken));
        if (await services.BigQuery.GetDatasetAsync(services.Target.Dataset, cancellationToken) is null)
            done.Add(await CreateDatasetAsync(cancellationToken));
        if (await LacksBaselineAsync(await FoundAsync(cancellationToken), cancellationToken))
            done.AddRange(await InstallBaselineAsync(cancellationToken));
        if (sampleScale is { } scale && (await FoundAsync(cancellationToken)).All(t => t.Rows == 0))
            done.AddRange(await RunAsync("sample", services.Catalogue.Catalogue.Sample, [Parameter.Int64("scale", scale)], cancellationToken));
        return done;
    }

    async Task<IReadOnlyList<string>> InstallBaselineAsync(CancellationToken cancellationToken)
    {
        await _mark.BeginAsync(cancellationToken);
        var done = await RunAsync("baseline", services.Catalogue.Catalogue.Baseline, [], cancellationToken);
        await _mark.FinishAsync(cancellationToken);
        return done;
    }

    async Task<bool> LacksBaselineAsync(IReadOnlyList<TableResource> found, CancellationToken cancellationToken) =>
        found.Count == 0 || await _mark.IsInterruptedAsync(cancellationToken);

    /// <summary>The declared tables that exist.</summary>
    async Task<IReadOnlyList<TableResource>> FoundAsync(CancellationToken cancellationToken)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in services.Catalogue.Catalogue.Schema)
        {
            var script = await services.Catalogue.ScriptAsync(file, cancellationToken);
            declared.UnionWith(DeclaredSchema.Read(script, script.For(services.Target)).Select(t => t.Name));
        }
        var live = await new LiveCatalogueReader(services.Warehouse).ReadAsync(JobNames.ForReading(_jobs.Run), cancellationToken);
        return live.Tables.Where(t => declared.Contains(t.Name)).ToList();
    }

    async Task<string> CreateBucketAsync(CancellationToken cancellationToken)
    {
        await services.Storage.InsertBucketAsync(services.Target.Project, new Bucket { Name = services.Target.Bucket, Location = services.Target.Location }, cancellationToken);
        return $"bucket {services.Target.Bucket}";
    }

    async Task<string> CreateDatasetAsync(CancellationToken cancellationToken)
    {
        await services.Warehouse.CreateDatasetAsync(services.Target.Dataset, services.Target.Location, null, cancellationToken);
        return $"dataset {services.Target}";
    }

    async Task<IReadOnlyList<string>> RunAsync(string what, IReadOnlyList<string> files, IReadOnlyList<QueryParameter> parameters, CancellationToken cancellationToken)
    {
        foreach (var (file, index) in files.Select((f, i) => (f, i)))
        {
            await services.Observer.ProgressAsync(new ErosProgress($"Install {what}", file, 100 * index / files.Count), cancellationToken);
            var script = await services.Catalogue.ScriptAsync(file, cancellationToken);
            await services.Warehouse.QueryAsync(_jobs.Next($"{what}-{index + 1}"), script.For(services.Target), QueryTypes.BatchProcessing, parameters, cancellationToken);
        }
        await services.Observer.ProgressAsync(new ErosProgress($"Install {what}", "done", 100, Completed: true), cancellationToken);
        return files.Select(f => $"{what} script {f}").ToList();
    }
}
