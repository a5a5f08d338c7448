using System.Net;
using System.Text.Json.Nodes;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Rest;

public sealed class TableRoutesTests : IAsyncLifetime
{
    const string Base = BigQueryCalls.Base;

    readonly SandboxFixture _sandbox = new();

    public async ValueTask InitializeAsync() => await _sandbox.DatasetAsync();

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Resource_comes_back_as_given()
    {
        const string Schema = """
            [{"name":"id","type":"INTEGER","mode":"REQUIRED","description":"key","policyTags":{"names":["projects/p/locations/us/taxonomies/1/policyTags/2"]}},
             {"name":"at","type":"TIMESTAMP","mode":"NULLABLE","defaultValueExpression":"CURRENT_TIMESTAMP()"},
             {"name":"tags","type":"STRING","mode":"REPEATED","maxLength":"10"},
             {"name":"price","type":"NUMERIC","mode":"NULLABLE","precision":"10","scale":"2"},
             {"name":"rec","type":"RECORD","mode":"REPEATED","fields":[{"name":"x","type":"FLOAT","mode":"REQUIRED"}]},
             {"name":"span","type":"RANGE","mode":"NULLABLE","rangeElementType":{"type":"DATE"}}]
            """;
        const string More = """
            ,"timePartitioning":{"type":"DAY","field":"at","expirationMs":"86400000"},"requirePartitionFilter":true,"clustering":{"fields":["id"]},
            "labels":{"a":"b"},"description":"text","friendlyName":"name","tableConstraints":{"primaryKey":{"columns":["id"]}}
            """;
        var made = await _sandbox.TableAsync("t", Schema, More);
        var got = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/t")).Expect(HttpStatusCode.OK).Json;
        foreach (var name in new[] { "timePartitioning", "requirePartitionFilter", "clustering", "labels", "description", "friendlyName", "tableConstraints" })
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse("{" + More.TrimStart(' ', ',', '\n') + "}")![name], got[name]), name);
        Assert.Equal(Flat(JsonNode.Parse(Schema)!), Flat(got["schema"]!["fields"]!));
        Assert.Equal("TABLE", (string?)got["type"]);
        Assert.Equal("0", (string?)got["numRows"]);
        Assert.Equal((string?)made["etag"], (string?)got["etag"]);
    }

    [Theory]
    [InlineData("missing", """{"schema":{"fields":[{"name":"a","type":"INT64"}]}}""", "required", "tableReference.tableId")]
    [InlineData("type", """{"tableReference":{"tableId":"t"},"schema":{"fields":[{"name":"a","type":"INT65"}]}}""", "invalid", "INT65")]
    [InlineData("mode", """{"tableReference":{"tableId":"t"},"schema":{"fields":[{"name":"a","type":"INT64","mode":"MANY"}]}}""", "invalid", "MANY")]
    [InlineData("id", """{"tableReference":{"tableId":"a`; DROP"},"schema":{"fields":[]}}""", "invalid", "Invalid table ID")]
    [InlineData("partition", """{"tableReference":{"tableId":"t"},"schema":{"fields":[{"name":"a","type":"INT64"}]},"timePartitioning":{"type":"DAY","field":"b"}}""", "invalid", "partitioning")]
    [InlineData("cluster", """{"tableReference":{"tableId":"t"},"schema":{"fields":[{"name":"a","type":"INT64"}]},"clustering":{"fields":["b"]}}""", "invalid", "clustering")]
    public async Task Wrong_resources_are_refused(string what, string body, string reason, string message)
    {
        Assert.NotEmpty(what);
        (await _sandbox.PostAsync($"{Base}/datasets/d/tables", body)).ExpectError(400, reason, message);
    }

    [Fact]
    public async Task Patch_adds_and_relaxes_columns()
    {
        await _sandbox.TableAsync("t", """[{"name":"a","type":"INT64","mode":"REQUIRED"}]""");
        var wider = (await _sandbox.PatchAsync(
            $"{Base}/datasets/d/tables/t", """{"schema":{"fields":[{"name":"a","type":"INT64"},{"name":"b","type":"STRING"}]}}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["a", "b"], wider["schema"]!["fields"]!.AsArray().Select(field => (string?)field!["name"]));
        Assert.Equal("NULLABLE", (string?)wider["schema"]!["fields"]![0]!["mode"]);
    }

    [Theory]
    [InlineData("""[{"name":"b","type":"STRING"}]""", "Field a is missing in new schema")]
    [InlineData("""[{"name":"a","type":"STRING"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"DATE"}]}]""", "Field a has changed type from INTEGER to STRING")]
    [InlineData("""[{"name":"a","type":"INT64","mode":"REQUIRED"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"DATE"}]}]""", "Field a has changed mode from NULLABLE to REQUIRED")]
    [InlineData("""[{"name":"a","type":"INT64"},{"name":"r","type":"RECORD","fields":[{"name":"y","type":"DATE"}]}]""", "Field r.x is missing in new schema")]
    [InlineData("""[{"name":"a","type":"INT64"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"DATE"}]},{"name":"c","type":"DATE","mode":"REQUIRED"}]""", "Cannot add required fields")]
    public async Task Schema_changes_that_lose_data_are_refused(string fields, string message)
    {
        await _sandbox.TableAsync("t", """[{"name":"a","type":"INT64"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"DATE"}]}]""");
        (await _sandbox.PatchAsync($"{Base}/datasets/d/tables/t", $$"""{"schema":{"fields":{{fields}}} }""")).ExpectError(400, "invalid", message);
    }

    [Fact]
    public async Task Fields_gives_a_part_of_the_resource()
    {
        await _sandbox.TableAsync("t", """[{"name":"a","type":"INT64"}]""");
        var part = (await _sandbox.GetAsync($"{Base}/datasets/d/tables?fields=tables(tableReference/tableId,type),kind")).Json;
        Assert.Equal("""{"kind":"bigquery#tableList","tables":[{"tableReference":{"tableId":"t"},"type":"TABLE"}]}""", part.ToJsonString());
        (await _sandbox.GetAsync($"{Base}/datasets/d/tables?fields=a(b")).ExpectError(400, "invalid", "field selection");
    }

    [Fact]
    public async Task Missing_tables_and_datasets_answer_404()
    {
        (await _sandbox.GetAsync($"{Base}/datasets/d/tables/none")).ExpectError(404, "notFound", "Not found: Table p:d.none");
        (await _sandbox.GetAsync($"{Base}/datasets/none/tables/t")).ExpectError(404, "notFound", "Not found: Dataset p:none");
        (await _sandbox.GetAsync($"{Base}/datasets/none/tables")).ExpectError(404, "notFound", "Not found: Dataset p:none");
        (await _sandbox.DeleteAsync($"{Base}/datasets/d/tables/none")).ExpectError(404, "notFound", "Not found: Table p:d.none");
    }

    [Fact]
    public async Task Names_are_case_sensitive()
    {
        await _sandbox.TableAsync("T", """[{"name":"a","type":"INT64"}]""");
        await _sandbox.TableAsync("t", """[{"name":"b","type":"INT64"}]""");
        var names = (await _sandbox.GetAsync($"{Base}/datasets/d/tables")).Json["tables"]!.AsArray().Select(table => (string?)table!["tableReference"]!["tableId"]);
        Assert.Equal(["T", "t"], names);
    }

    [Fact]
    public async Task Rows_are_listed_in_pages_and_by_column()
    {
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"},{"name":"s","type":"STRING"}]""");
        await _sandbox.InsertAsync("t", [.. Enumerable.Range(1, 5).Select(n => $$"""{"n":{{n}},"s":"x{{n}}"}""")]);
        var seen = new List<string?>();
        var token = "";
        do
        {
            var page = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/t/data?maxResults=2&selectedFields=n&pageToken={token}")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal("5", (string?)page["totalRows"]);
            seen.AddRange(page["rows"]!.AsArray().Select(row => (string?)row!["f"]!.AsArray().Single()!["v"]));
            token = (string?)page["pageToken"] ?? "";
        }
        while (token.Length > 0);
        Assert.Equal(["1", "2", "3", "4", "5"], seen);
        var tail = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/t/data?startIndex=3&maxResults=9")).Json;
        Assert.Equal(2, tail["rows"]!.AsArray().Count);
        (await _sandbox.GetAsync($"{Base}/datasets/d/tables/t/data?selectedFields=zz")).ExpectError(400, "invalid", "zz");
    }

    [Fact]
    public async Task Timestamps_are_seconds_unless_microseconds_are_asked_for()
    {
        await _sandbox.TableAsync("t", """[{"name":"at","type":"TIMESTAMP"}]""");
        await _sandbox.InsertAsync("t", """{"at":"2020-01-01 00:00:00.123456 UTC"}""");
        Assert.Equal("1.577836800123456E9", (string?)(await _sandbox.GetAsync($"{Base}/datasets/d/tables/t/data")).Json["rows"]![0]!["f"]![0]!["v"]);
        Assert.Equal("""[{"f":[{"v":"1577836800123456"}]}]""", await _sandbox.RowsAsync("t"));
    }

    [Fact]
    public async Task Insert_all_names_the_wrong_rows_and_writes_none()
    {
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64","mode":"REQUIRED"}]""");
        var answer = (await _sandbox.PostAsync(
            $"{Base}/datasets/d/tables/t/insertAll", """{"rows":[{"json":{"n":1}},{"json":{"n":"x"}},{"json":{"m":2}},{"json":{}}]}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["stopped", "invalid", "invalid", "invalid"], answer["insertErrors"]!.AsArray().Select(error => (string?)error!["errors"]![0]!["reason"]));
        Assert.Equal("[]", await _sandbox.RowsAsync("t"));
        await _sandbox.PostAsync($"{Base}/datasets/d/tables/t/insertAll", """{"skipInvalidRows":true,"rows":[{"json":{"n":1}},{"json":{"n":"x"}}]}""");
        Assert.Equal("""[{"f":[{"v":"1"}]}]""", await _sandbox.RowsAsync("t"));
    }

    [Fact]
    public async Task Insert_all_takes_every_type()
    {
        await _sandbox.TableAsync("t", """
            [{"name":"i","type":"INT64"},{"name":"f","type":"FLOAT64"},{"name":"n","type":"NUMERIC"},{"name":"b","type":"BOOL"},{"name":"y","type":"BYTES"},
             {"name":"d","type":"DATE"},{"name":"t","type":"TIME"},{"name":"dt","type":"DATETIME"},{"name":"j","type":"JSON"},
             {"name":"a","type":"INT64","mode":"REPEATED"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"STRING"}]}]
            """);
        await _sandbox.InsertAsync("t", """
            {"i":"9007199254740993","f":1.5,"n":"99999999999999999999999999999.999999999","b":true,"y":"AP8=","d":"2024-02-29","t":"12:34:56","dt":"2024-01-02T03:04:05",
             "j":{"k":[1]},"a":[1,2],"r":{"x":"é"}}
            """.ReplaceLineEndings(""), "{}");
        var rows = JsonNode.Parse(await _sandbox.RowsAsync("t"))!.AsArray();
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"f":[{"v":"9007199254740993"},{"v":"1.5"},{"v":"99999999999999999999999999999.999999999"},{"v":"true"},{"v":"AP8="},{"v":"2024-02-29"},{"v":"12:34:56"},
                 {"v":"2024-01-02T03:04:05"},{"v":"{\"k\":[1]}"},{"v":[{"v":"1"},{"v":"2"}]},{"v":{"f":[{"v":"é"}]}}]}
                """),
            rows[0]), rows[0]!.ToJsonString());
        Assert.Equal(["null", "null", "null", "null", "null", "null", "null", "null", "null", "[]", "null"], rows[1]!["f"]!.AsArray().Select(cell => cell!["v"]?.ToJsonString() ?? "null"));
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.InsertAsync("t", """{"n":1}""");
        _sandbox.Reopen();
        Assert.Equal("""[{"f":[{"v":"1"}]}]""", await _sandbox.RowsAsync("t"));
    }

    static List<string> Flat(JsonNode fields) => [.. fields.AsArray().Select(field =>
        string.Join(";", field!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value!.ToJsonString()}")))];

    [Theory]
    [InlineData("t", """{"permissions":["bigquery.tables.getData","bigquery.tables.update"]}""", """{"permissions":["bigquery.tables.getData","bigquery.tables.update"]}""")]
    [InlineData("nowhere", """{"permissions":["bigquery.tables.getData"]}""", "{}")]
    [InlineData("t", """{"permissions":[]}""", "{}")]
    public async Task Permissions_on_a_table_are_answered(string table, string asked, string expected)
    {
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        Assert.Equal(expected, (await _sandbox.PostAsync($"{Base}/datasets/d/tables/{table}:testIamPermissions", asked)).Expect(HttpStatusCode.OK).Json.ToJsonString());
    }

    [Fact]
    public async Task What_is_no_permission_is_refused()
    {
        await _sandbox.TableAsync("t", """[{"name":"n","type":"INT64"}]""");
        (await _sandbox.PostAsync($"{Base}/datasets/d/tables/t:testIamPermissions", """{"permissions":["bigquery.tables.*"]}""")).ExpectError(400, "invalid", "bigquery.tables.*");
        (await _sandbox.PostAsync($"{Base}/datasets/d/tables/t:somethingElse", "{}")).ExpectError(404, "notFound", "somethingElse");
    }
}
