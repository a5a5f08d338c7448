using System.Diagnostics;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Storage;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;
using ErosDeploy.TestKit;

namespace ErosDeploy.Benchmarks;

/// <summary>Memory of a process that plans and takes a backup of 500 tables from a sandbox served by another, against 200 MB and against itself with a hundred times
/// fewer rows; the time to list 5,000 backups, against five seconds.</summary>
internal static class BackupBenchmark
{
    const int Tables = 500;
    const int FewRows = 20;
    const int ManyRows = 2_000;
    const double MostMegabytes = 200;
    const int Folders = 5_000;
    const double MostMilliseconds = 5_000;

    static readonly ErosTarget Target = new("bench-project", "bench", "bench-backups", "US");

    public static IEnumerable<Comparison> Run()
    {
        var few = Megabytes(FewRows);
        var many = Megabytes(ManyRows);
        yield return new Comparison($"MB, {Tables} tables, {Tables * ManyRows:N0} rows", many, MostMegabytes, 1);
        yield return new Comparison($"MB, against {Tables * FewRows:N0} rows", many, few, 1.2);
        yield return new Comparison($"ms, {Folders:N0} backups listed", Listed().GetAwaiter().GetResult(), MostMilliseconds, 1);
    }

    /// <summary>The most that the process held while it planned and took the backup.</summary>
    static double Megabytes(int rows)
    {
        using var sandbox = new ServedSandbox();
        var bench = new Bench(sandbox.Connection);
        bench.FillAsync(rows).GetAwaiter().GetResult();
        GC.Collect();
        var most = 0L;
        using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 20))
            bench.BackUpAsync().GetAwaiter().GetResult();
        return most / 1e6;
    }

    static async Task<double> Listed()
    {
        using var sandbox = new SandboxFixture();
        using var connection = new CloudConnection(sandbox.Handler);
        var bench = new Bench(connection);
        await bench.FillAsync(1, tables: 8);
        await bench.BackUpAsync();
        await bench.MultiplyAsync(Folders);
        var started = Stopwatch.GetTimestamp();
        var count = await new BackupService(bench.Services).ListAsync(new BackupQuery(), CancellationToken.None).CountAsync();
        return count == Folders ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"{count} backups were listed, {Folders} are there.");
    }

    /// <summary>A dataset and a bucket in a sandbox.</summary>
    sealed class Bench(CloudConnection connection)
    {
        public ErosServices Services { get; } = new(
            Target, new BigQueryClient(connection, Target.Project), new StorageClient(connection),
            CatalogueFolder.OpenAsync(Sql(), CancellationToken.None).GetAwaiter().GetResult(), SilentObserver.Instance, TimeProvider.System);

        public async Task FillAsync(int rows, int tables = Tables)
        {
            await Services.BigQuery.InsertDatasetAsync(new Dataset { DatasetReference = new DatasetReference(Target.Project, Target.Dataset), Location = Target.Location }, CancellationToken.None);
            await Services.Storage.InsertBucketAsync(Target.Project, new Bucket { Name = Target.Bucket, Location = Target.Location }, CancellationToken.None);
            foreach (var some in Enumerable.Range(0, tables).Chunk(50))
            {
                var sql = string.Concat(some.Select(t => $"CREATE TABLE bench.t{t} AS SELECT id, CONCAT('text ', CAST(id * {t + 1} AS STRING)) AS note, CURRENT_TIMESTAMP() AS made FROM UNNEST(GENERATE_ARRAY(1, {rows})) AS id;\n"));
                await Services.Warehouse.QueryAsync(JobNames.ForReading("fill").Next("fill"), sql, QueryTypes.Reporting, CancellationToken.None);
            }
        }

        public async Task BackUpAsync()
        {
            var service = new BackupService(Services);
            await service.PlanAsync(new BackupRequest(), CancellationToken.None);
            if ((await service.RunAsync(new BackupRequest(), CancellationToken.None)).Error is { } error)
                throw error;
        }

        /// <summary>The manifest of the one backup in as many folders.</summary>
        public async Task MultiplyAsync(int folders)
        {
            var catalogue = new BackupCatalogue(Services.Bucket);
            var only = await new BackupService(Services).ListAsync(new BackupQuery(), CancellationToken.None).SingleAsync();
            var manifest = (await catalogue.ManifestAsync(only.Id, CancellationToken.None))!;
            await Bounded.SelectAsync(Enumerable.Range(1, folders - 1).ToList(), 8, (i, token) =>
            {
                var id = BackupId.Of(manifest.SnapshotTime.AddMinutes(-i), BackupKind.Regular, 1);
                return Services.Bucket.TryCreateAsync($"{id}/{BackupFolder.ManifestName}", ManifestText.Write(manifest with { Id = id }), token);
            }, CancellationToken.None);
        }

        static string Sql()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "sql", CatalogueFolder.FileName)))
                folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks do not run inside the repository.");
            return Path.Combine(folder.FullName, "sql");
        }
    }
}
