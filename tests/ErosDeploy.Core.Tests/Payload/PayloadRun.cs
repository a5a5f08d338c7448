using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.BigQuery;

namespace ErosDeploy.Core.Tests.Payload;

/// <summary>One deployment of the payload on sample data, with what each of its tests said before and after its phase.</summary>
public sealed class PayloadRun : IAsyncLifetime
{
    /// <summary>What the sample must be before anything is deployed.</summary>
    public static readonly IReadOnlyDictionary<string, long> Facts = new Dictionary<string, long>
    {
        ["SELECT COUNT(*) FROM caption_bank"] = 44651,
        ["SELECT COUNT(DISTINCT caption_id) FROM caption_bank"] = 44651,
        ["SELECT COUNT(DISTINCT caption_text) FROM caption_bank"] = 37271,
        ["SELECT COUNTIF(caption_id < 0) FROM caption_bank"] = 22325,
        ["SELECT COUNTIF(caption_id > 9223372036854775607) FROM caption_bank"] = 200,
        ["SELECT COUNTIF(caption_id = 9223372036854775807) FROM caption_bank"] = 1,
        ["SELECT COUNT(DISTINCT caption_id) FROM caption_bandit_stats"] = 44651,
        ["SELECT COUNTIF(total_views > 100) FROM caption_bandit_stats"] = 27509,
        ["SELECT COUNTIF(total_views = 1) FROM caption_bandit_stats"] = 13973,
        ["SELECT COUNTIF(wilson_score_lower_bound IS NULL) FROM caption_bandit_stats"] = 28085,
        ["SELECT COUNTIF(engagement_count > total_views) FROM caption_bandit_stats"] = 4,
        ["SELECT COUNT(DISTINCT event_id) FROM caption_performance_log"] = 63411,
        ["SELECT COUNTIF(b.caption_id IS NULL) FROM caption_performance_log AS l LEFT JOIN caption_bank AS b USING (caption_id)"] = 0,
        ["SELECT DIV(TIMESTAMP_DIFF(MAX(occurred_at), MIN(occurred_at), DAY), 30) FROM caption_performance_log"] = 18,
        ["SELECT COUNTIF(account_id = 'account_007') FROM active_caption_assignments"] = 153,
        ["SELECT COUNT(DISTINCT account_id) FROM account_metrics"] = 40,
    };

    /// <summary>Defects of the legacy routines, asked under the names that phase 1 keeps: true where the defect is.</summary>
    public static readonly IReadOnlyDictionary<string, string> Defects = new Dictionary<string, string>
    {
        ["9 of 9 engagements score nothing"] = "calculate_wilson_score(9, 9) = 0",
        ["more engagements than views score"] = "calculate_wilson_score(20, 10) IS NOT NULL",
        ["negative counts score"] = "calculate_wilson_score(-1, 20) IS NOT NULL",
        ["a score is above or below its reference"] = "ABS(calculate_wilson_score(18, 20) - 0.6989663547715128) > 1e-8",
    };

    readonly Dictionary<string, string> _before = [];
    readonly Dictionary<string, string> _after = [];
    readonly List<string> _unstable = [];

    public PayloadWarehouse Warehouse { get; } = new();

    public CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Null if the test passed before the phase, else why not.</summary>
    public string? Before(string file) => _before.GetValueOrDefault(file);

    public string? After(string file) => _after.GetValueOrDefault(file);

    public Dictionary<string, long> Sampled { get; } = [];

    /// <summary>The defects that were there on the baseline.</summary>
    public IReadOnlyList<string> FoundBefore { get; private set; } = [];

    /// <summary>The defects that are there after all phases.</summary>
    public IReadOnlyList<string> FoundAfter { get; private set; } = [];

    /// <summary>Tables, views and routines that a second run of a phase changed.</summary>
    public IReadOnlyList<string> Unstable => _unstable;

    public async ValueTask InitializeAsync()
    {
        var catalogue = (await SqlFolder.OpenAsync(Token)).Catalogue;
        await Warehouse.CreateDatasetAsync(Token);
        await Warehouse.RunAsync(catalogue.Baseline, Token);
        await Warehouse.SampleAsync(1, Token);
        foreach (var question in Facts.Keys)
            Sampled[question] = await Warehouse.CountAsync(question, Token);
        FoundBefore = await DefectsAsync();
        foreach (var phase in catalogue.Phases)
            await DeployAsync(phase);
        FoundAfter = await DefectsAsync();
    }

    public ValueTask DisposeAsync()
    {
        Warehouse.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<IReadOnlyList<string>> DefectsAsync()
    {
        var columns = string.Join(", ", Defects.Values.Select((sql, i) => $"{sql} AS d{i}"));
        var row = (await Warehouse.QueryAsync($"SELECT {columns}", Token)).Single();
        return [.. Defects.Keys.Where((_, i) => row.Find<bool>($"d{i}") == true)];
    }

    async Task DeployAsync(PhaseDefinition phase)
    {
        await TestAsync(phase, _before);
        await Warehouse.RunAsync(phase.Steps.Select(s => s.File), Token);
        await TestAsync(phase, _after);
        var digests = await Warehouse.DigestsAsync(Token);
        await Warehouse.RunAsync(phase.Steps.Select(s => s.File), Token);
        _unstable.AddRange((await Warehouse.DigestsAsync(Token)).Except(digests));
    }

    async Task TestAsync(PhaseDefinition phase, Dictionary<string, string> faults)
    {
        foreach (var test in phase.Tests)
        {
            if (await FaultAsync(test.File) is { } fault)
                faults[test.File] = fault;
        }
    }

    async Task<string?> FaultAsync(string file)
    {
        try
        {
            var rows = (await Warehouse.RunAsync(file, Token)).Rows;
            var failed = rows.Where(r => r.Find<bool>("passed") != true).Select(r => $"{r.Text("check_name")}: {r.Text("expected")} / {r.Text("actual")}").ToList();
            return rows.Count == 0 ? "no rows" : failed.Count == 0 ? null : string.Join("; ", failed.Take(5));
        }
        catch (ErosException e)
        {
            return e.Message;
        }
    }
}
