namespace ErosDeploy.Runner.Tests.Deployments;

/// <summary>A catalogue of two phases in a folder: a function, a table with rows, a counter that a second run would raise again.</summary>
internal static class SmallCatalogue
{
    public const string Project = "eros-killed";

    public const string Baseline = """
        CREATE SCHEMA shop;
        CREATE TABLE shop.counter (n INT64 NOT NULL);
        INSERT INTO shop.counter VALUES (1);
        """;

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in Files)
            File.WriteAllText(Path.Combine(folder, file), text);
    }

    static readonly Dictionary<string, string> Files = new()
    {
        ["twice.sql"] = "CREATE OR REPLACE FUNCTION `${project}.${dataset}.twice`(p_n INT64) RETURNS INT64 AS (p_n * 2);",
        ["count.sql"] = "UPDATE `${project}.${dataset}.counter` SET n = n + 1 WHERE TRUE;",
        ["ledger.sql"] = "CREATE TABLE IF NOT EXISTS `${project}.${dataset}.ledger` (n INT64);",
        ["count_again.sql"] = "INSERT INTO `${project}.${dataset}.counter` (n) SELECT MAX(n) * 10 FROM `${project}.${dataset}.counter`;",
        ["twice_test.sql"] = "SELECT 'twice' AS check_name, `${project}.${dataset}.twice`(2) = 4 AS passed, '4' AS expected, CAST(`${project}.${dataset}.twice`(2) AS STRING) AS actual;",
        ["ledger_test.sql"] = "SELECT 'ledger' AS check_name, COUNT(*) = 0 AS passed, '0' AS expected, CAST(COUNT(*) AS STRING) AS actual FROM `${project}.${dataset}.ledger`;",
        ["eros.json"] = """
            {
              "version": 1, "system": "shop", "schema": [], "baseline": [], "sample": [],
              "phases": [
                { "name": "first", "title": "First", "steps": [
                    { "id": "twice", "title": "Twice", "file": "twice.sql", "kind": "repeatable", "creates": [ { "kind": "function", "name": "twice" } ], "changes": [] },
                    { "id": "count", "title": "Count", "file": "count.sql", "kind": "once", "creates": [], "changes": ["counter"] } ],
                  "tests": [ { "id": "twice", "title": "Twice", "file": "twice_test.sql", "severity": "fail" } ] },
                { "name": "second", "title": "Second", "steps": [
                    { "id": "ledger", "title": "Ledger", "file": "ledger.sql", "kind": "repeatable", "creates": [ { "kind": "table", "name": "ledger" } ], "changes": [] },
                    { "id": "count-again", "title": "Count again", "file": "count_again.sql", "kind": "once", "creates": [], "changes": ["counter"] } ],
                  "tests": [ { "id": "ledger", "title": "Ledger", "file": "ledger_test.sql", "severity": "fail" } ] } ],
              "gates": { "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 5 },
              "criticalTables": ["counter"],
              "health": [],
              "score": { "weights": { "integrity": 20, "performance": 20, "errors": 20, "emv": 20, "availability": 20 },
                "shares": { "pass": 1, "warn": 0.5, "fail": 0, "unknown": 0 },
                "grades": [ { "grade": "Excellent", "minimum": 90 }, { "grade": "NeedsAttention", "minimum": 0 } ], "unknownCapsAt": "Good" },
              "prices": { "currency": "USD", "perTiBProcessed": 6.25, "minimumBytesPerTable": 10485760, "perGiBMonthActive": 0.02, "perGiBMonthLongTerm": 0.01 }
            }
            """,
    };
}
