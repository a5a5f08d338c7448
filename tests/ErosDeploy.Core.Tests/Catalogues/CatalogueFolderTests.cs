using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests.Catalogues;

public sealed class CatalogueFolderTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-sql-").FullName;

    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    void Write(string file, string text = "SELECT 1") => File.WriteAllText(Path.Combine(_folder, file), text);

    Task<CatalogueFolder> Open(string json)
    {
        Write("eros.json", json);
        return CatalogueFolder.OpenAsync(_folder, Token);
    }

    const string Rest = """
        "gates": { "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 5 },
        "criticalTables": ["t"], "health": [],
        "score": { "weights": { "integrity": 20, "performance": 20, "errors": 20, "emv": 20, "availability": 20 },
          "shares": { "pass": 1, "warn": 0.5, "fail": 0, "unknown": 0 },
          "grades": [ { "grade": "Excellent", "minimum": 90 }, { "grade": "NeedsAttention", "minimum": 0 } ], "unknownCapsAt": "Good" },
        "prices": { "currency": "USD", "perTiBProcessed": 6.25, "minimumBytesPerTable": 10485760, "perGiBMonthActive": 0.02, "perGiBMonthLongTerm": 0.01 }
        """;

    static string Json(string steps, string phases = "p", string test = "t.sql") => $$"""
        { "version": 1, "system": "s", "schema": [], "baseline": ["a.sql"], "sample": [],
          "phases": [ { "name": "{{phases}}", "title": "P", "steps": [ {{steps}} ],
            "tests": [ { "id": "t", "title": "T", "file": "{{test}}", "severity": "fail" } ] } ],
          {{Rest}} }
        """;

    static string WithWatch(string triggers) => Json(Step).Replace("\"gates\"", $"\"watch\": {{ \"triggers\": [ {triggers} ] }}, \"gates\"", StringComparison.Ordinal);

    const string Step = """{ "id": "one", "title": "One", "file": "a.sql", "kind": "repeatable", "creates": [ { "kind": "table_function", "name": "f" } ], "changes": [] }""";

    [Fact]
    public async Task A_valid_catalogue_is_read_with_its_kinds()
    {
        Write("a.sql");
        Write("t.sql");

        var step = Assert.Single((await Open(Json(Step))).Phase("p").Steps);

        Assert.Equal((StepKind.Repeatable, DeployedObjectKind.TableFunction), (step.Kind, step.Creates[0].Kind));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { Json(Step.Replace("\"title\"", "\"titel\"", StringComparison.Ordinal)), "titel" },
        { Json(Step.Replace("repeatable", "sometimes", StringComparison.Ordinal)), "$.phases[0].steps[0].kind" },
        { Json(Step.Replace("a.sql", "missing.sql", StringComparison.Ordinal)), "p/one: the file 'missing.sql' does not exist" },
        { Json(Step.Replace("a.sql", "../a.sql", StringComparison.Ordinal)), "p/one: '../a.sql' is not a path inside" },
        { Json(Step + "," + Step), "phases[0] (p).steps: 'one' occurs 2 times" },
        { Json(Step.Replace("\"f\"", "\"f; DROP\"", StringComparison.Ordinal)), "phases[0] (p).steps (one).creates: 'f; DROP'" },
        { Json(Step, phases: "a b"), "the id 'a b'" },
        { Json(Step, test: "other.sql"), "p/test t: the file 'other.sql'" },
        { Json(Step).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal), "version: 2 is not supported" },
        { Json(Step.Replace("[]", "null", StringComparison.Ordinal)), "changes: null is not allowed here" },
        { WithWatch("""{ "id": "a", "title": "A", "comparison": "above", "section": "Health", "check": "none", "threshold": 1 }"""), "watch.triggers (a): health has no check that it looks at" },
        { WithWatch("""{ "id": "a", "title": "A", "comparison": "new_failure" }"""), "watch.triggers (a): it names either a component, or the section and the id of a check" },
        { WithWatch("""{ "id": "a", "title": "A", "comparison": "increase", "component": "integrity", "threshold": 1 }"""), "watch.triggers (a): above and increase look at one check" },
        { WithWatch("""{ "id": "a", "title": "A", "comparison": "new_failure", "component": "integrity" }, { "id": "a", "title": "A", "comparison": "new_failure", "component": "integrity" }"""), "watch.triggers: 'a' occurs 2 times" },
        { Json(Step).Replace("\"title\": \"P\"", "\"title\": \"P\", \"soakMinutes\": 30", StringComparison.Ordinal), "watch: phases are watched, but no triggers are named" },
        { Json(Step).Replace("\"title\": \"P\"", "\"title\": \"P\", \"soakMinutes\": 9999", StringComparison.Ordinal), "phases (p): soakMinutes is 9999" },
        { "null", "null is not allowed here" },
        { "{", "line" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_is_named_with_its_place(string json, string place)
    {
        Write("a.sql");
        Write("t.sql");

        var error = await Assert.ThrowsAsync<ErosException>(() => Open(json));

        Assert.Equal("EROS1102", error.CodeText);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_catalogue_says_how_to_name_one()
    {
        var error = await Assert.ThrowsAsync<ErosException>(() => CatalogueFolder.OpenAsync(_folder, Token));

        Assert.Equal("EROS1101", error.CodeText);
        Assert.Contains("-SqlPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_phase_lists_those_there_are()
    {
        Write("a.sql");
        Write("t.sql");
        var folder = await Open(Json(Step));

        var error = Assert.Throws<ErosException>(() => folder.Phase("phase9"));

        Assert.Equal("EROS2001", error.CodeText);
        Assert.EndsWith("Its phases are: p.", error.Message, StringComparison.Ordinal);
    }
}
