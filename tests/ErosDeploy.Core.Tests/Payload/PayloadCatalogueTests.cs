using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Payload;

public sealed class PayloadCatalogueTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    static readonly JsonShape Shape = new(Read("eros.schema.json"));

    static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SqlFolder.Path, file)));
        return document.RootElement.Clone();
    }

    static JsonElement Changed(Action<JsonObject> change)
    {
        var catalogue = JsonNode.Parse(Read("eros.json").GetRawText())!.AsObject();
        change(catalogue);
        return JsonSerializer.SerializeToElement((JsonNode)catalogue);
    }

    [Fact]
    public void Catalogue_has_the_shape_of_its_schema() => Assert.Empty(Shape.Faults(Read("eros.json")));

    public static TheoryData<string, Action<JsonObject>> Mistakes => new()
    {
        { "$: prices is missing", c => c.Remove("prices") },
        { "$: extra is not known", c => c["extra"] = 1 },
        { "$.version: is another value", c => c["version"] = 2 },
        { "$.baseline[0]: '../a.sql' does not match", c => c["baseline"]![0] = "../a.sql" },
        { "$.phases[0].steps[0].kind: sometimes is not in the list", c => c["phases"]![0]!["steps"]![0]!["kind"] = "sometimes" },
        { "$.phases[0].steps[0].creates[0].name: 'a b' does not match", c => c["phases"]![0]!["steps"]![0]!["creates"]![0]!["name"] = "a b" },
        { "$.health[0].minimumSample: is string", c => c["health"]![0]!["minimumSample"] = "1" },
        { "$.gates.repetitions: is too small", c => c["gates"]!["repetitions"] = 1 },
        { "$.gates.policies.time: maybe is not in the list", c => c["gates"]!["policies"]!["time"] = "maybe" },
        { "$.preflight.backupMaxAgeHours: is too small", c => c["preflight"]!["backupMaxAgeHours"] = 0 },
        { "$.watch.triggers[1].threshold: is too small", c => c["watch"]!["triggers"]![1]!["threshold"] = -0.1 },
        { "$.watch.triggers[0].comparison: worse is not in the list", c => c["watch"]!["triggers"]![0]!["comparison"] = "worse" },
        { "$.phases[0].soakMinutes: is too large", c => c["phases"]![0]!["soakMinutes"] = 2881 },
        { "$.criticalTables: repeats an item", c => c["criticalTables"]!.AsArray().Add("caption_bank") },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Schema_refuses(string fault, Action<JsonObject> change) =>
        Assert.Contains(Shape.Faults(Changed(change)), f => f.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public async Task Every_script_is_named_once_and_none_lies_around()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;

        string[] named = [.. catalogue.Baseline, .. catalogue.Sample, .. catalogue.Phases.SelectMany(Files), .. catalogue.AfterRestore.Select(s => s.File), .. catalogue.Health.Select(h => h.File).Distinct()];

        Assert.Equal(SqlFolder.Scripts(), named.Order(StringComparer.Ordinal));
        Assert.All(catalogue.Schema, file => Assert.Contains(file, catalogue.Baseline));
    }

    [Fact]
    public async Task Phases_keep_the_order_of_their_files()
    {
        foreach (var phase in (await SqlFolder.OpenAsync(Token)).Catalogue.Phases)
        {
            Assert.Equal(phase.Steps.Select(s => s.File).Order(StringComparer.Ordinal), phase.Steps.Select(s => s.File));
            Assert.All(phase.Steps, s => Assert.Equal($"{phase.Name}/{s.Id.Replace('-', '_')}.sql", s.File));
        }
    }

    [Fact]
    public async Task Components_of_the_score_have_checks_and_the_weights_make_a_hundred()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;
        var weights = catalogue.Score.Weights;

        Assert.Equal(100, weights.Integrity + weights.Performance + weights.Errors + weights.Emv + weights.Availability);
        Assert.Equal(Enum.GetValues<HealthComponentName>(), catalogue.Health.Select(h => h.Component).OfType<HealthComponentName>().Distinct().Order());
    }

    static IEnumerable<string> Files(PhaseDefinition phase) =>
        [.. phase.Steps.Select(s => s.File), .. phase.Tests.Select(t => t.File), .. phase.Benchmarks.Select(b => b.File)];
}
