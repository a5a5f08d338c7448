using System.Text.Json.Nodes;
using ErosDeploy.Core.Backups;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Backups;

/// <summary>What a table says of itself comes back field by field, whether the table was changed, dropped or made anew with other columns.</summary>
public sealed class RestoreFidelityTests : ShopTests
{
    static readonly string[] OfTheService =
    [
        "etag", "id", "selfLink", "creationTime", "lastModifiedTime", "numBytes", "numTotalLogicalBytes", "numActiveLogicalBytes", "numLongTermBytes", "numLongTermLogicalBytes",
    ];

    private protected override async ValueTask PrepareAsync()
    {
        await Shop.RunAsync(Detailed, Token);
        await Shop.Services.Warehouse.PatchTableAsync("detailed", Tags, Token);
    }

    const string Detailed = """
        CREATE TABLE `eros-sandbox.shop.keys` (k INT64 NOT NULL, PRIMARY KEY (k) NOT ENFORCED);
        CREATE TABLE `eros-sandbox.shop.detailed` (
          id INT64 NOT NULL OPTIONS (description = 'The id.'),
          price NUMERIC(10, 2) DEFAULT 1.5,
          short STRING(5) OPTIONS (description = 'Ü "quoted"'),
          made TIMESTAMP DEFAULT CURRENT_TIMESTAMP(),
          parts ARRAY<STRUCT<a INT64 OPTIONS (description = 'inner'), b STRING>> OPTIONS (description = 'Parts.'),
          PRIMARY KEY (id) NOT ENFORCED,
          FOREIGN KEY (id) REFERENCES `eros-sandbox.shop.keys` (k) NOT ENFORCED
        ) PARTITION BY DATE(made) CLUSTER BY id
        OPTIONS (description = 'All of it.', friendly_name = 'Detailed', labels = [('team', 'shop'), ('cost', 'low')], partition_expiration_days = 4000,
          expiration_timestamp = TIMESTAMP '2099-01-01 00:00:00+00');
        INSERT INTO `eros-sandbox.shop.detailed` (id, price, short, made, parts) VALUES (1, 2.25, 'é', TIMESTAMP '2026-01-01 00:00:00+00', [STRUCT(1, 'x')]), (2, NULL, NULL, TIMESTAMP '2026-02-02 00:00:00+00', []);
        CREATE ROW ACCESS POLICY everyone ON `eros-sandbox.shop.detailed` GRANT TO ('allAuthenticatedUsers') FILTER USING (TRUE);
        CREATE ROW ACCESS POLICY ones ON `eros-sandbox.shop.detailed` GRANT TO ('user:a@example.com', 'group:b@example.com') FILTER USING (id = 1);
        """;

    static JsonObject Tags => new()
    {
        ["resourceTags"] = new JsonObject { ["123/env"] = "prod" },
        ["schema"] = JsonNode.Parse("""
            { "fields": [
              { "name": "id", "type": "INTEGER", "mode": "REQUIRED", "description": "The id." },
              { "name": "price", "type": "NUMERIC", "precision": "10", "scale": "2", "defaultValueExpression": "1.5", "policyTags": { "names": ["projects/p/locations/us/taxonomies/1/policyTags/2"] } },
              { "name": "short", "type": "STRING", "maxLength": "5", "description": "Ü \"quoted\"" },
              { "name": "made", "type": "TIMESTAMP", "defaultValueExpression": "CURRENT_TIMESTAMP()" },
              { "name": "parts", "type": "RECORD", "mode": "REPEATED", "description": "Parts.", "fields": [
                { "name": "a", "type": "INTEGER", "description": "inner" }, { "name": "b", "type": "STRING" } ] } ] }
            """),
    };

    [Theory]
    [InlineData("nothing", "SELECT 1")]
    [InlineData("table", "DROP TABLE `eros-sandbox.shop.detailed`")]
    [InlineData("column", "ALTER TABLE `eros-sandbox.shop.detailed` ADD COLUMN later STRING")]
    [InlineData("type", "ALTER TABLE `eros-sandbox.shop.detailed` ALTER COLUMN price SET DATA TYPE NUMERIC(12, 2)")]
    [InlineData("metadata", """
        ALTER TABLE `eros-sandbox.shop.detailed` SET OPTIONS (description = 'Other.', friendly_name = NULL, labels = [('new', 'x')], expiration_timestamp = NULL, partition_expiration_days = NULL);
        ALTER TABLE `eros-sandbox.shop.detailed` ALTER COLUMN id SET OPTIONS (description = 'changed');
        ALTER TABLE `eros-sandbox.shop.detailed` ALTER COLUMN price DROP DEFAULT;
        ALTER TABLE `eros-sandbox.shop.detailed` DROP PRIMARY KEY;
        DROP ROW ACCESS POLICY ones ON `eros-sandbox.shop.detailed`;
        CREATE OR REPLACE ROW ACCESS POLICY everyone ON `eros-sandbox.shop.detailed` GRANT TO ('allAuthenticatedUsers', 'user:x@example.com') FILTER USING (TRUE);
        CREATE ROW ACCESS POLICY more ON `eros-sandbox.shop.detailed` GRANT TO ('user:c@example.com') FILTER USING (id > 1)
        """)]
    public async Task Everything_that_a_table_says_of_itself_comes_back(string what, string change)
    {
        var before = await DescribedAsync();
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync(change, Token);

        var result = await Shop.Restores.RunAsync(new RestoreRequest("latest"), null, Token);

        Assert.True(result.EndState == EndState.Succeeded, string.Join("\n", result.Notes.Append($"{what}: {result.Error}")));
        Assert.Equal(before, await DescribedAsync());
    }

    [Fact]
    public async Task A_plan_names_what_a_table_says_otherwise()
    {
        await Shop.BackUpAsync(new BackupRequest(), Token);
        await Shop.RunAsync("ALTER TABLE `eros-sandbox.shop.detailed` SET OPTIONS (description = 'Other.'); DROP ROW ACCESS POLICY ones ON `eros-sandbox.shop.detailed`", Token);

        var plan = await Shop.Restores.PlanAsync(new RestoreRequest("latest"), Token);

        var table = plan.Tables.Single(t => t.Name == "detailed");
        Assert.Equal(RestoreTableAction.ReplaceRows, table.Action);
        Assert.Equal(["description is \"Other.\", in the backup \"All of it.\"", "row access policy ones (id = 1, for group:b@example.com, user:a@example.com) does not exist"], table.Metadata);
    }

    [Fact]
    public async Task A_table_whose_rows_the_caller_does_not_all_see_is_refused_before_anything_is_written()
    {
        await Shop.RunAsync("DROP ROW ACCESS POLICY everyone ON `eros-sandbox.shop.detailed`; CREATE ROW ACCESS POLICY mine ON `eros-sandbox.shop.detailed` GRANT TO ('allAuthenticatedUsers') FILTER USING (id = 1)", Token);

        var error = await Assert.ThrowsAsync<ErosException>(() => Shop.BackUpAsync(new BackupRequest(), Token));

        Assert.Equal("EROS3012", error.CodeText);
        Assert.Contains("Table detailed has row access policies, and the caller sees 1 of its 2 rows", error.Message, StringComparison.Ordinal);
        Assert.Empty(await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token));
        Assert.Single(await Shop.Services.BigQuery.ListDatasetsAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_policy_that_appears_while_a_backup_begins_fails_it()
    {
        var (read, added) = (false, false);
        Shop.Sandbox.Faults.Watch = async (method, path) =>
        {
            read |= path.Contains("rowAccessPolicies", StringComparison.Ordinal);
            if (added || !read || method != "POST")
                return;
            added = true;
            await Shop.RunAsync("CREATE ROW ACCESS POLICY mine ON `eros-sandbox.shop.orders` GRANT TO ('allAuthenticatedUsers') FILTER USING (id = 3)", Token);
        };

        var failed = await Shop.Backups.RunAsync(new BackupRequest(["orders", "customers"]), Token);

        Assert.Equal((ErosErrorCode.BackupTableFailed, "orders"), (failed.Error!.Code, failed.Error.Subject));
        Assert.Contains("the caller sees 2 of its 4 rows", failed.Error.What, StringComparison.Ordinal);
        Assert.Null(await new BackupCatalogue(Shop.Services.Bucket).ManifestAsync(failed.Backup.Id, Token));
    }

    [Fact]
    public async Task A_bucket_that_retains_objects_is_refused_before_anything_is_written()
    {
        using var client = Shop.Sandbox.NewClient();
        var lockIt = new StringContent("""{"retentionPolicy":{"retentionPeriod":"100"}}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PatchAsync(new Uri("storage/v1/b/shop-backups", UriKind.Relative), lockIt, Token)).EnsureSuccessStatusCode();

        Assert.Equal("EROS3011", (await Assert.ThrowsAsync<ErosException>(() => Shop.BackUpAsync(new BackupRequest(), Token))).CodeText);
    }

    async Task<string> DescribedAsync()
    {
        var table = (await Shop.Services.Warehouse.TableAsync("detailed", Token))!;
        var said = JsonNode.Parse(table.Json.GetRawText())!.AsObject();
        foreach (var member in OfTheService)
            said.Remove(member);
        var policies = await Shop.Services.RowPolicies.ReadAsync("detailed", Token);
        return string.Join("\n", said.Select(m => $"{m.Key}: {m.Value?.ToJsonString()}").Order(StringComparer.Ordinal).Concat(policies.Select(p => p.ToString())));
    }
}
