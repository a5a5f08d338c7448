using System.Text.Json.Nodes;
using ErosDeploy.Core.Catalogues;

namespace ErosDeploy.Core.Tests;

/// <summary>A small eros.json of its own in a temporary folder: a baseline with data, a phase that is right, one whose test fails.</summary>
sealed class ShopCatalogue : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-shop-").FullName;

    public ShopCatalogue()
    {
        foreach (var (file, text) in Files)
            Write(file, text);
    }

    public string Folder => _folder;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Puts these phases in place of the shop's.</summary>
    public void WritePhases(JsonArray phases, JsonNode? gates = null)
    {
        var catalogue = JsonNode.Parse(Files["eros.json"])!.AsObject();
        catalogue["phases"] = phases;
        if (gates is not null)
            catalogue["gates"] = gates;
        Write("eros.json", catalogue.ToJsonString());
    }

    /// <summary>The shop's eros.json with a change.</summary>
    public void Change(Action<JsonObject> change)
    {
        var catalogue = JsonNode.Parse(Files["eros.json"])!.AsObject();
        change(catalogue);
        Write("eros.json", catalogue.ToJsonString());
    }

    public Task<CatalogueFolder> OpenAsync(CancellationToken cancellationToken) => CatalogueFolder.OpenAsync(_folder, cancellationToken);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static readonly Dictionary<string, string> Files = new()
    {
        ["tables.sql"] = """
            CREATE TABLE IF NOT EXISTS `${project}.${dataset}.orders` (
              id INT64 NOT NULL, note STRING, price NUMERIC, placed_at TIMESTAMP
            ) CLUSTER BY id OPTIONS (description = 'Orders.');
            CREATE TABLE IF NOT EXISTS `${project}.${dataset}.customers` (id INT64 NOT NULL, name STRING);
            CREATE TABLE IF NOT EXISTS `${project}.${dataset}.returns` (order_id INT64, reason STRING);
            """,
        ["routines.sql"] = """
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.1);
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.label`(price NUMERIC) RETURNS STRING AS (CONCAT('tax ', CAST(`${project}.${dataset}.tax`(price) AS STRING)));
            CREATE OR REPLACE VIEW `${project}.${dataset}.order_ids` AS SELECT id FROM `${project}.${dataset}.orders`;
            """,
        ["sample.sql"] = """
            INSERT INTO `${project}.${dataset}.orders` (id, note, price, placed_at) VALUES
              (-9223372036854775807, 'quote \' and ` and \n', NUMERIC '10.5', TIMESTAMP '2026-01-31 02:05:06.123456+00'),
              (9223372036854775807, NULL, NULL, NULL),
              (3, 'x', NUMERIC '0.000000001', TIMESTAMP '1999-12-31 23:59:59+00'),
              (3, 'x', NUMERIC '0.000000001', TIMESTAMP '1999-12-31 23:59:59+00');
            INSERT INTO `${project}.${dataset}.customers` (id, name) VALUES (1, 'one'), (2, 'two');
            """,
        ["better_tax.sql"] = """
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price * 0.2);
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.gross`(price NUMERIC) RETURNS NUMERIC AS (price * 1.2);
            CREATE TABLE IF NOT EXISTS `${project}.${dataset}.ledger` (order_id INT64, tax NUMERIC);
            """,
        ["raise.sql"] = "UPDATE `${project}.${dataset}.orders` SET price = price + 1 WHERE price IS NOT NULL;",
        ["tax_test.sql"] = "SELECT 'tax' AS check_name, `${project}.${dataset}.tax`(10) = 2 AS passed, '2' AS expected, CAST(`${project}.${dataset}.tax`(10) AS STRING) AS actual",
        ["spoil.sql"] = """
            CREATE OR REPLACE VIEW `${project}.${dataset}.order_ids` AS SELECT id, note FROM `${project}.${dataset}.orders`;
            CREATE OR REPLACE VIEW `${project}.${dataset}.spoilt` AS SELECT 1 AS x;
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.rate`() RETURNS NUMERIC AS (NUMERIC '0.3');
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.tax`(price NUMERIC) RETURNS NUMERIC AS (price * `${project}.${dataset}.rate`());
            CREATE OR REPLACE FUNCTION `${project}.${dataset}.label`(price NUMERIC) RETURNS STRING AS (CAST(`${project}.${dataset}.tax`(price) AS STRING));
            DELETE FROM `${project}.${dataset}.customers` WHERE id = 1;
            """,
        ["never.sql"] = "SELECT 'never' AS check_name, FALSE AS passed, 'a' AS expected, 'b' AS actual",
        ["half.sql"] = "DELETE FROM `${project}.${dataset}.orders` WHERE id = 3; SELECT ERROR('half way');",
        ["count.sql"] = "SELECT 'orders' AS check_id, CAST(COUNT(*) AS FLOAT64) AS value, COUNT(*) AS sample_size, CURRENT_TIMESTAMP() AS measured_at, 'rows' AS detail FROM `${project}.${dataset}.orders`",
        ["missing.sql"] = "SELECT 1 FROM `${project}.${dataset}.no_such_table`",
        ["eros.json"] = """
            {
              "version": 1, "system": "shop", "schema": ["tables.sql"], "baseline": ["tables.sql", "routines.sql"], "sample": ["sample.sql"],
              "phases": [
                { "name": "tax", "title": "Tax", "steps": [
                    { "id": "better-tax", "title": "Better tax", "file": "better_tax.sql", "kind": "repeatable",
                      "creates": [ { "kind": "function", "name": "tax" }, { "kind": "function", "name": "gross" }, { "kind": "table", "name": "ledger" } ], "changes": [] },
                    { "id": "raise", "title": "Raise prices", "file": "raise.sql", "kind": "once", "creates": [], "changes": ["orders"] } ],
                  "tests": [ { "id": "tax", "title": "Tax is 20 %", "file": "tax_test.sql", "severity": "fail" } ] },
                { "name": "spoilt", "title": "Spoilt", "steps": [
                    { "id": "spoil", "title": "Spoil", "file": "spoil.sql", "kind": "repeatable",
                      "creates": [ { "kind": "view", "name": "order_ids" }, { "kind": "view", "name": "spoilt" }, { "kind": "function", "name": "rate" },
                        { "kind": "function", "name": "tax" }, { "kind": "function", "name": "label" } ], "changes": ["customers"] } ],
                  "tests": [ { "id": "never", "title": "Never", "file": "never.sql", "severity": "fail" } ] },
                { "name": "half", "title": "Half", "steps": [
                    { "id": "half", "title": "Half", "file": "half.sql", "kind": "repeatable", "creates": [], "changes": ["orders"] } ],
                  "tests": [ { "id": "tax", "title": "Tax", "file": "tax_test.sql", "severity": "fail" } ] } ],
              "gates": { "medianImprovement": 0.1, "costIncrease": 0.05, "errorRate": 0.01, "warmUps": 1, "repetitions": 5 },
              "criticalTables": ["orders"],
              "health": [
                { "section": "Health", "id": "orders", "title": "Orders", "file": "count.sql", "component": "integrity", "direction": "min", "warn": 1, "fail": 1 },
                { "section": "Emv", "id": "missing", "title": "Missing", "file": "missing.sql", "component": "emv", "direction": "max", "warn": 1, "fail": 1 } ],
              "score": { "weights": { "integrity": 20, "performance": 20, "errors": 20, "emv": 20, "availability": 20 },
                "shares": { "pass": 1, "warn": 0.5, "fail": 0, "unknown": 0 },
                "grades": [ { "grade": "Excellent", "minimum": 90 }, { "grade": "NeedsAttention", "minimum": 0 } ], "unknownCapsAt": "Good" },
              "prices": { "currency": "USD", "perTiBProcessed": 6.25, "minimumBytesPerTable": 10485760, "perGiBMonthActive": 0.02, "perGiBMonthLongTerm": 0.01 }
            }
            """,
    };
}
