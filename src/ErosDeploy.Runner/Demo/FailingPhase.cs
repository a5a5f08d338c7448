using Spectre.Console;

namespace ErosDeploy.Runner.Demo;

/// <summary>A phase that goes wrong, in a catalogue of its own beside the sandbox: its test fails, and everything it did is undone and looked at.</summary>
internal static class FailingPhase
{
    public const string Name = "wrong-turn";

    /// <summary>Writes eros.json and its scripts; what is there already is written anew.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in Files)
            File.WriteAllText(Path.Combine(folder, file), text);
        return folder;
    }

    public static void Show(IAnsiConsole console, PhaseResult result)
    {
        var table = new Table().RoundedBorder().Title($"A phase whose test fails: {result.Phase}, {result.EndState}").AddColumns("What", "Outcome", "Details");
        foreach (var step in result.Steps)
            Add(table, $"step {step.Id}", step.Outcome.ToString(), step.Title);
        foreach (var test in result.Tests)
            Add(table, $"test {test.Id}", test.Status.ToString(), test.Checks.FirstOrDefault(c => !c.Passed) is { } check ? $"{check.Name}: expected {check.Expected}, got {check.Actual}" : test.Title);
        foreach (var undo in result.Undo)
            Add(table, $"undo {undo.Object}", undo.Verified ? "Verified" : "Failed", undo.Error ?? undo.Kind.ToString());
        console.Write(table);
    }

    static void Add(Table table, string what, string outcome, string details) => table.AddRow(new Text(what), new Text(outcome), new Text(details));

    static readonly Dictionary<string, string> Files = new()
    {
        ["double_revenue.sql"] = """
            UPDATE `${project}.${dataset}.caption_bandit_stats`
            SET total_revenue = total_revenue * 2
            WHERE total_revenue IS NOT NULL;
            """,
        ["best_caption.sql"] = """
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.wilson_score_bounds`(p_successes INT64, p_trials INT64)
            RETURNS STRUCT<lower_bound FLOAT64, upper_bound FLOAT64>
            AS (STRUCT(0.0 AS lower_bound, 1.0 AS upper_bound));
            CREATE OR REPLACE VIEW `${project}.${dataset}.best_caption`
            AS SELECT MAX(total_revenue) AS revenue FROM `${project}.${dataset}.caption_bandit_stats`;
            """,
        ["bounds_test.sql"] = """
            SELECT
              'lower bound of 18 in 20' AS check_name,
              ROUND(`${project}.${dataset}.wilson_score_bounds`(18, 20).lower_bound, 9) = 0.698966355 AS passed,
              '0.698966355' AS expected,
              FORMAT('%.9f', `${project}.${dataset}.wilson_score_bounds`(18, 20).lower_bound) AS actual;
            """,
        ["eros.json"] = """
            {
              "version": 1, "system": "eros", "schema": [], "baseline": [], "sample": [],
              "phases": [
                { "name": "wrong-turn", "title": "A change that goes wrong", "description": "Doubles revenue and breaks the Wilson bounds.", "steps": [
                    { "id": "double-revenue", "title": "Double the revenue of every caption", "file": "double_revenue.sql", "kind": "once", "creates": [], "changes": ["caption_bandit_stats"] },
                    { "id": "best-caption", "title": "Best caption", "file": "best_caption.sql", "kind": "repeatable",
                      "creates": [ { "kind": "function", "name": "wilson_score_bounds" }, { "kind": "view", "name": "best_caption" } ], "changes": [] } ],
                  "tests": [ { "id": "bounds", "title": "Wilson bounds still hold", "file": "bounds_test.sql", "severity": "fail" } ] } ],
              "gates": { "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 5 },
              "criticalTables": ["caption_bandit_stats"],
              "health": [],
              "score": { "weights": { "integrity": 20, "performance": 20, "errors": 20, "emv": 20, "availability": 20 },
                "shares": { "pass": 1, "warn": 0.5, "fail": 0, "unknown": 0 },
                "grades": [ { "grade": "Excellent", "minimum": 90 }, { "grade": "NeedsAttention", "minimum": 0 } ], "unknownCapsAt": "Good" },
              "prices": { "currency": "USD", "perTiBProcessed": 6.25, "minimumBytesPerTable": 10485760, "perGiBMonthActive": 0.02, "perGiBMonthLongTerm": 0.01 }
            }
            """,
    };
}
