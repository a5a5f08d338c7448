using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Health;

namespace ErosDeploy.Core.Tests.Payload;

public sealed class PayloadOnSandboxTests(PayloadRun run) : IClassFixture<PayloadRun>
{
    static readonly Catalogue Catalogue = SqlFolder.OpenAsync(CancellationToken.None).GetAwaiter().GetResult().Catalogue;

    public static TheoryData<string> Tests => [.. Catalogue.Phases.SelectMany(p => p.Tests).Select(t => t.File)];

    public static TheoryData<string> Changing => [.. Catalogue.Phases.SelectMany(p => p.Tests).Where(t => t.Guard is null).Select(t => t.File)];

    public static TheoryData<string> Guards => [.. Catalogue.Phases.SelectMany(p => p.Tests).Where(t => t.Guard is not null).Select(t => t.File)];

    public static TheoryData<string, string> Checks => new(Catalogue.Health.Select(h => (h.Id, h.File)));

    public static TheoryData<string> Benchmarks => [.. Catalogue.Phases.SelectMany(p => p.Benchmarks).Select(b => b.File)];

    [Theory]
    [MemberData(nameof(Changing))]
    public void Test_fails_before_its_phase_for_what_the_phase_brings(string file)
    {
        var fault = run.Before(file);

        Assert.NotNull(fault);
        Assert.True(!fault.StartsWith("Job ", StringComparison.Ordinal) || Brought(file).Exists(name => fault.Contains(name, StringComparison.Ordinal)), fault);
    }

    [Fact]
    public void Legacy_routines_have_their_defects() => Assert.Equal(PayloadRun.Defects.Keys, run.FoundBefore);

    [Fact]
    public void Phases_leave_no_defect_of_the_legacy_routines() => Assert.Empty(run.FoundAfter);

    [Theory]
    [MemberData(nameof(Guards))]
    public void Guard_holds_before_its_phase(string file) => Assert.Null(run.Before(file));

    [Theory]
    [MemberData(nameof(Tests))]
    public void Test_passes_after_its_phase(string file) => Assert.Null(run.After(file));

    [Fact]
    public void Second_run_of_a_phase_changes_no_row_and_no_definition() => Assert.Empty(run.Unstable);

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Check_has_one_row_of_five_columns(string id, string file)
    {
        var answer = await run.Warehouse.RunAsync(file, sql => sql, sql => PriceParameters.Of(Catalogue.Prices, sql), run.Token);

        Assert.Equal(["check_id STRING", "value FLOAT64", "sample_size INT64", "measured_at TIMESTAMP", "detail STRING"], answer.Schema.Fields.Select(f => $"{f.Name} {Standard(f.Type)}"));
        Assert.NotNull(Assert.Single(answer.Rows, r => r.Text("check_id") == id).Find<long>("sample_size"));
    }

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public async Task Benchmark_answers(string file) => Assert.NotEmpty((await run.Warehouse.RunAsync(file, run.Token)).Rows);

    public static TheoryData<string> Facts => [.. PayloadRun.Facts.Keys];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Sample_is_as_awkward_as_the_real_data(string question) => Assert.Equal(PayloadRun.Facts[question], run.Sampled[question]);

    /// <summary>The objects of the phase whose test the file is.</summary>
    static List<string> Brought(string file) =>
        [.. Catalogue.Phases.First(p => p.Tests.Any(t => t.File == file)).Steps.SelectMany(s => s.Creates).Select(o => o.Name)];

    static string Standard(string type) => type switch
    {
        "INTEGER" => "INT64",
        "FLOAT" => "FLOAT64",
        "BOOLEAN" => "BOOL",
        _ => type,
    };
}
