using System.Text;

namespace ErosDeploy.TestKit;

/// <summary>A folder with an eros.json of one phase of many steps, each of which makes a function, in a dataset of some tables.</summary>
public sealed class ManySteps : IDisposable
{
    public ManySteps(int count)
    {
        Count = count;
        for (var i = 0; i < count; i++)
            Write($"f{i}.sql", $"-- Function {i}.\nCREATE OR REPLACE FUNCTION `${{project}}.${{dataset}}.f{i}`(p_a INT64) RETURNS INT64 AS (p_a + {i});\n");
        Write("tables.sql", Tables());
        Write("test.sql", "SELECT 'one' AS check_name, `${project}.${dataset}.f1`(1) = 2 AS passed, '2' AS expected, CAST(`${project}.${dataset}.f1`(1) AS STRING) AS actual\n");
        Write("eros.json", Json());
    }

    public int Count { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("eros-steps-").FullName;

    /// <summary>What all steps together do, in one script for one dataset.</summary>
    public string Script(string project, string dataset) =>
        string.Concat(Enumerable.Range(0, Count).Select(i => File.ReadAllText(Path.Combine(Folder, $"f{i}.sql"))))
            .Replace("${project}", project, StringComparison.Ordinal).Replace("${dataset}", dataset, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A dozen tables, and the one whose limits every query asks for first.</summary>
    static string Tables() =>
        string.Concat(Enumerable.Range(0, 12).Select(i => $"CREATE TABLE IF NOT EXISTS `${{project}}.${{dataset}}.numbers{i}` (n INT64 NOT NULL, note STRING(20), prices ARRAY<NUMERIC(10, 2)>);\n"))
        + "CREATE TABLE IF NOT EXISTS `${project}.${dataset}.query_timeout_config` (query_type STRING, timeout_seconds INT64, maximum_bytes_billed INT64);\n";

    void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    string Json()
    {
        var steps = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            steps.Append(i == 0 ? "" : ",\n").Append(
                $$"""{ "id": "s{{i}}", "title": "Step {{i}}", "file": "f{{i}}.sql", "kind": "repeatable", "creates": [ { "kind": "function", "name": "f{{i}}" } ], "changes": [] }""");
        }
        return $$"""
            {
              "version": 1, "system": "many", "schema": ["tables.sql"], "baseline": ["tables.sql"], "sample": [],
              "phases": [ { "name": "many", "title": "Many", "steps": [ {{steps}} ],
                "tests": [ { "id": "one", "title": "One", "file": "test.sql", "severity": "fail" } ] } ],
              "gates": { "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 5 },
              "criticalTables": [], "health": [],
              "score": { "weights": { "integrity": 20, "performance": 20, "errors": 20, "emv": 20, "availability": 20 },
                "shares": { "pass": 1, "warn": 0.5, "fail": 0, "unknown": 0 },
                "grades": [ { "grade": "Excellent", "minimum": 90 }, { "grade": "NeedsAttention", "minimum": 0 } ], "unknownCapsAt": "Good" },
              "prices": { "currency": "USD", "perTiBProcessed": 6.25, "minimumBytesPerTable": 10485760, "perGiBMonthActive": 0.02, "perGiBMonthLongTerm": 0.01 }
            }
            """;
    }
}
