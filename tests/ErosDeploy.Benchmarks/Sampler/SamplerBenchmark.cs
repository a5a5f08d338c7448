using System.Globalization;
using DuckDB.NET.Data;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Targets;
using ErosDeploy.TestKit;

namespace ErosDeploy.Benchmarks.Sampler;

/// <summary>
/// 100,000 Beta draws by the payload's SQL functions through REST and the sandbox, against the same method in DuckDB's own SQL and hash. They must take
/// less than two seconds; on a busy machine the processor time says whether they would, and the ratio whether they still do.
/// </summary>
internal static class SamplerBenchmark
{
    const double Bar = 2;

    const int Rounds = 7;
    const string Script = "03_beta_sampler.sql";

    static readonly ErosTarget Target = new("bench-project", "bench", "bench-bucket", "US");

    static readonly (double A, double B)[] Shapes = [(0.5, 0.5), (2, 3), (50, 1), (5000, 5000)];

    public static IEnumerable<Comparison> Run()
    {
        using var sandbox = new SandboxFixture();
        using var connection = new CloudConnection(sandbox.Handler);
        var client = new BigQueryClient(connection, Target.Project);
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        QueryBenchmark.CreateDataset(client, Target.Dataset);
        QueryBenchmark.Query(client, ScriptText.Of(Script, EmbeddedFile.Bytes(Script)).For(Target));
        QueryBenchmark.Read(duck, EmbeddedFile.Text("macros.duck.sql"));
        foreach (var (a, b) in Shapes)
        {
            var (google, native) = (GoogleSql(a, b), DuckSql(a, b));
            var one = Comparison.Measure($"100,000 of Beta({Text(a)}, {Text(b)})", Bar, Rounds, () => QueryBenchmark.Query(client, google), () => QueryBenchmark.Read(duck, native));
            yield return one;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {one.Ours / 1000:0.00} s of 2, processor {ProcessorSeconds(() => QueryBenchmark.Query(client, google)):0.00} s"));
        }
    }

    static double ProcessorSeconds(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
            work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds / Rounds;
    }

    static string GoogleSql(double a, double b) =>
        $"SELECT AVG(x), MAX(x) FROM (SELECT bench.beta_draw({Text(a)}, {Text(b)}, CONCAT('draw:', CAST(n AS STRING))) AS x FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS n)";

    static string DuckSql(double a, double b) => EmbeddedFile.Text("draws.duck.sql")
        .Replace("$a", $"CAST({Text(a)} AS DOUBLE)", StringComparison.Ordinal).Replace("$b", $"CAST({Text(b)} AS DOUBLE)", StringComparison.Ordinal);

    static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
