using ErosDeploy.Benchmarks.Sampler;
using ErosDeploy.Benchmarks.Tpch;

namespace ErosDeploy.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/ErosDeploy.Benchmarks [NAME ...]</c>. Every figure is a ratio against a reference
/// measured in the same run, alternating with it, so that a busy machine moves both.
/// </summary>
internal static class Program
{
    static readonly IReadOnlyDictionary<string, Func<IEnumerable<Comparison>>> Benchmarks =
        new Dictionary<string, Func<IEnumerable<Comparison>>>(StringComparer.OrdinalIgnoreCase)
        {
            ["backups"] = BackupBenchmark.Run,
            ["parse"] = ParseBenchmark.Run,
            ["phases"] = PhaseBenchmark.Run,
            ["queries"] = QueryBenchmark.Run,
            ["sampler"] = SamplerBenchmark.Run,
            ["tpch"] = TpchBenchmark.Run,
        };

    static int Main(string[] names)
    {
        if (names.FirstOrDefault(name => !Benchmarks.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"No benchmark '{unknown}'; there are: {string.Join(", ", Benchmarks.Keys)}.");
            return 2;
        }

        foreach (var (name, run) in Benchmarks.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Console.Out.WriteLine($"{name,-28} {"ours ms",10} {"reference ms",14} {"ratio",8} {"bar",6}");
            foreach (var comparison in run())
                Console.Out.WriteLine(comparison.Line());
        }

        return 0;
    }
}
