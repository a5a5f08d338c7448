using System.Diagnostics;
using System.Text.Json;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>The real GoogleSQL analyzer over <c>sql/</c>, where EROS_GOOGLESQL names the folder of its <c>check.mjs</c>.</summary>
public sealed class AnalyzerTests
{
    static readonly string? Checker = Environment.GetEnvironmentVariable("EROS_GOOGLESQL");

    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>The legacy's defects: two routines of one name, and parameters that hide behind columns.</summary>
    static readonly string[] LegacyDefects =
    [
        "04_caption_selection.sql:3 EQ013",
        "04_caption_selection.sql:51 EQ010",
        "05_caption_locks.sql:23 EQ010",
        "05_caption_locks.sql:23 EQ010",
    ];

    [Fact]
    public async Task Phases_sample_and_checks_have_no_error()
    {
        Assert.SkipWhen(Checker is null, "EROS_GOOGLESQL is not set.");

        Assert.Empty(await ErrorsAsync("--schema", "baseline", "sample", "phase1", "phase2", "health"));
    }

    [Fact]
    public async Task Baseline_has_the_defects_that_are_meant_and_no_other()
    {
        Assert.SkipWhen(Checker is null, "EROS_GOOGLESQL is not set.");

        Assert.Equal(LegacyDefects, await ErrorsAsync("baseline"));
    }

    static async Task<List<string>> ErrorsAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = SqlFolder.Path, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(Checker!, "check.mjs"), "--json", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        using var document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("severity").GetString() == "error").Select(Described)];
    }

    static string Described(JsonElement finding) =>
        $"{Path.GetFileName(finding.GetProperty("path").GetString())}:{finding.GetProperty("line")} {finding.GetProperty("code").GetString()}";
}
