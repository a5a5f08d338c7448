using System.IO.Compression;
using System.Net;
using System.Text;
using ErosDeploy.Sandbox.Tests.Rest;
using ErosDeploy.TestKit;

namespace ErosDeploy.Sandbox.Tests.Jobs;

public sealed class LoadAndExtractTests : IAsyncLifetime
{
    const string Base = BigQueryCalls.Base;
    const string Schema = """[{"name":"id","type":"INT64","mode":"REQUIRED"},{"name":"s","type":"STRING"},{"name":"d","type":"DATE"},{"name":"dt","type":"DATETIME"},{"name":"ts","type":"TIMESTAMP"},{"name":"n","type":"NUMERIC"}]""";

    readonly SandboxFixture _sandbox = new();

    public async ValueTask InitializeAsync()
    {
        await _sandbox.DatasetAsync();
        await _sandbox.BucketAsync();
        await _sandbox.TableAsync("src", Schema);
        await _sandbox.InsertAsync(
            "src",
            """{"id":"-9223372036854775808","s":"a,\"b\"\n🙂","d":"1969-12-31","dt":"2024-01-02 03:04:05.678901","ts":"2024-01-02 03:04:05.678901 UTC","n":"99999999999999999999999999999.999999999"}""",
            """{"id":2,"s":""}""");
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("AVRO", "NONE")]
    [InlineData("AVRO", "DEFLATE")]
    [InlineData("NEWLINE_DELIMITED_JSON", "NONE")]
    [InlineData("NEWLINE_DELIMITED_JSON", "GZIP")]
    [InlineData("CSV", "NONE")]
    [InlineData("CSV", "GZIP")]
    [InlineData("PARQUET", "NONE")]
    [InlineData("PARQUET", "SNAPPY")]
    public async Task Extract_and_load_give_the_same_rows(string format, string compression)
    {
        var extracted = (await ExtractAsync("gs://bkt/x/part-*.out", format, compression)).Succeeded();
        Assert.Equal("1", (string?)extracted["statistics"]!["extract"]!["destinationUriFileCounts"]![0]);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("storage/v1/b/bkt/o/x%2Fpart-000000000000.out")).Status);
        await _sandbox.TableAsync("dst", format == "AVRO" ? Schema.Replace("DATETIME", "STRING", StringComparison.Ordinal) : Schema);
        var loaded = (await LoadAsync("gs://bkt/x/part-*.out", format, "\"skipLeadingRows\":1,\"allowQuotedNewlines\":true,\"writeDisposition\":\"WRITE_TRUNCATE_DATA\"")).Succeeded();
        Assert.Equal("2", (string?)loaded["statistics"]!["load"]!["outputRows"]);
        Assert.Equal(await _sandbox.RowsAsync("src"), await _sandbox.RowsAsync("dst"));
    }

    [Fact]
    public async Task Avro_load_makes_the_table_with_modes_and_types()
    {
        await ExtractAsync("gs://bkt/one.avro", "AVRO", "NONE");
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"createDisposition\":\"CREATE_IF_NEEDED\"")).Succeeded();
        var fields = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/dst")).Json["schema"]!["fields"]!.AsArray();
        Assert.Equal(["INTEGER REQUIRED", "STRING NULLABLE", "DATE NULLABLE", "STRING NULLABLE", "TIMESTAMP NULLABLE", "NUMERIC NULLABLE"],
            fields.Select(field => $"{field!["type"]} {field["mode"]}"));
    }

    [Theory]
    [InlineData("\"decimalTargetTypes\":[\"NUMERIC\",\"BIGNUMERIC\"]", null)]
    [InlineData("\"createDisposition\":\"CREATE_NEVER\"", "Field n has changed type from BIGNUMERIC to NUMERIC")]
    public async Task Decimals_of_avro_become_what_is_asked_for(string option, string? error)
    {
        const string schema = """[{"name":"n","type":"BIGNUMERIC"},{"name":"m","type":"NUMERIC","precision":"5","scale":"2"}]""";
        await _sandbox.TableAsync("numbers", schema);
        await _sandbox.TableAsync("dst", schema);
        await _sandbox.InsertAsync("numbers", """{"n":"-12345678901234567890123456789012345678.00000000000000000000000000000000000001","m":"123.45"}""");
        (await ExtractAsync("gs://bkt/big.avro", "AVRO", "NONE", "numbers")).Succeeded();
        var loaded = await LoadAsync("gs://bkt/big.avro", "AVRO", option);
        if (error is not null)
        {
            loaded.FailedWith("invalid", error);
            return;
        }

        loaded.Succeeded();
        Assert.Equal(await _sandbox.RowsAsync("numbers"), await _sandbox.RowsAsync("dst"));
    }

    [Fact]
    public async Task Dispositions_append_truncate_and_refuse()
    {
        await ExtractAsync("gs://bkt/one.avro", "AVRO", "NONE");
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"createDisposition\":\"CREATE_NEVER\"")).FailedWith("notFound", "Not found: Table p:d.dst");
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"writeDisposition\":\"WRITE_EMPTY\"")).Succeeded();
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"writeDisposition\":\"WRITE_EMPTY\"")).FailedWith("duplicate", "Already Exists: Table p:d.dst");
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"writeDisposition\":\"WRITE_APPEND\"")).Succeeded();
        Assert.Equal("4", (string?)(await _sandbox.GetAsync($"{Base}/datasets/d/tables/dst")).Json["numRows"]);
        (await LoadAsync("gs://bkt/one.avro", "AVRO", "\"writeDisposition\":\"WRITE_TRUNCATE\"")).Succeeded();
        Assert.Equal("2", (string?)(await _sandbox.GetAsync($"{Base}/datasets/d/tables/dst")).Json["numRows"]);
    }

    [Fact]
    public async Task Missing_files_and_bad_addresses_fail_the_job()
    {
        (await LoadAsync("gs://bkt/none.avro", "AVRO")).FailedWith("notFound", "Not found: URI gs://bkt/none.avro");
        (await LoadAsync("gs://none/x", "AVRO")).FailedWith("notFound", "gs://none/x");
        (await LoadAsync("/etc/passwd", "CSV")).FailedWith("invalid", "Google Cloud Storage");
        (await LoadAsync("gs://bkt/a*b*", "CSV")).FailedWith("invalid", "wildcard");
    }

    [Fact]
    public async Task A_wrong_value_fails_the_whole_load()
    {
        await _sandbox.TableAsync("dst", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.PutObjectAsync("x.json", "{\"n\":1}\n{\"n\":\"oops\"}\n"u8.ToArray());
        (await LoadAsync("gs://bkt/x.json", "NEWLINE_DELIMITED_JSON")).FailedWith("invalid", "Error while reading data");
        Assert.Equal("[]", await _sandbox.RowsAsync("dst"));
        await _sandbox.PutObjectAsync("y.json", "{\"zz\":1}\n"u8.ToArray());
        (await LoadAsync("gs://bkt/y.json", "NEWLINE_DELIMITED_JSON")).FailedWith("invalid", "No such field: zz");
    }

    [Theory]
    [InlineData("\"maxBadRecords\":3", "configuration.load.maxBadRecords")]
    [InlineData("\"encoding\":\"ISO-8859-1\"", "configuration.load.encoding ISO-8859-1")]
    [InlineData("\"ignoreUnknownValues\":true", "configuration.load.ignoreUnknownValues of CSV")]
    [InlineData("\"hivePartitioningOptions\":{\"mode\":\"AUTO\"}", "configuration.load.hivePartitioningOptions")]
    public async Task A_load_option_that_is_not_supported_is_named_and_nothing_is_loaded(string option, string named)
    {
        await _sandbox.TableAsync("dst", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.PutObjectAsync("x.csv", "1\n"u8.ToArray());
        (await LoadAsync("gs://bkt/x.csv", "CSV", option)).FailedWith("invalidQuery", $"Unimplemented: {named}");
        Assert.Equal("[]", await _sandbox.RowsAsync("dst"));
    }

    [Fact]
    public async Task Load_options_at_their_defaults_and_members_of_clients_own_change_nothing()
    {
        await _sandbox.TableAsync("dst", """[{"name":"n","type":"INT64"}]""");
        await _sandbox.PutObjectAsync("x.csv", "1\n"u8.ToArray());
        (await LoadAsync("gs://bkt/x.csv", "CSV", "\"maxBadRecords\":0,\"encoding\":\"UTF-8\",\"ignoreUnknownValues\":false,\"jsonExtension\":\"\",\"location\":\"US\"")).Succeeded();
        Assert.Equal("""[{"f":[{"v":"1"}]}]""", await _sandbox.RowsAsync("dst"));
    }

    [Fact]
    public async Task Csv_without_value_is_empty_text_or_null()
    {
        await _sandbox.TableAsync("dst", """[{"name":"n","type":"INT64"},{"name":"s","type":"STRING"},{"name":"b","type":"BOOL"}]""");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("n|s|b\n1|x|yes\n||\n"u8);
        await _sandbox.PutObjectAsync("x.csv", packed.ToArray());
        (await LoadAsync("gs://bkt/x.csv", "CSV", "\"skipLeadingRows\":\"1\",\"fieldDelimiter\":\"|\"")).Succeeded();
        Assert.Equal("""[{"f":[{"v":"1"},{"v":"x"},{"v":"true"}]},{"f":[{"v":null},{"v":""},{"v":null}]}]""", await _sandbox.RowsAsync("dst"));
    }

    [Fact]
    public async Task Autodetect_makes_a_table_of_json_lines()
    {
        await _sandbox.PutObjectAsync("x.json", "{\"name\":\"a\",\"id\":1}\n{\"name\":\"b\",\"id\":2}\n"u8.ToArray());
        (await LoadAsync("gs://bkt/x.json", "NEWLINE_DELIMITED_JSON", "\"autodetect\":true")).Succeeded();
        var fields = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/dst")).Json["schema"]!["fields"]!.AsArray();
        Assert.Equal(["name STRING", "id INTEGER"], fields.Select(field => $"{field!["name"]} {field["type"]}"));
    }

    [Fact]
    public async Task Uploaded_file_is_loaded()
    {
        await _sandbox.TableAsync("dst", """[{"name":"id","type":"INT64"},{"name":"s","type":"STRING"}]""");
        const string Resource = """{"configuration":{"load":{"destinationTable":{"projectId":"p","datasetId":"d","tableId":"dst"},"sourceFormat":"CSV","skipLeadingRows":1}}}""";
        var body = Encoding.UTF8.GetBytes($"--b\r\nContent-Type: application/json\r\n\r\n{Resource}\r\n--b\r\nContent-Type: text/csv\r\n\r\nid,s\n1,a\n2,b\n\r\n--b--\r\n");
        var job = (await _sandbox.SendAsync(
            HttpMethod.Post, "upload/bigquery/v2/projects/p/jobs?uploadType=multipart", RestCalls.Bytes(body, "multipart/related; boundary=b"))).Expect(HttpStatusCode.OK).Json;
        (await _sandbox.DoneAsync((string)job["jobReference"]!["jobId"]!)).Succeeded();
        Assert.Equal("""[{"f":[{"v":"1"},{"v":"a"}]},{"f":[{"v":"2"},{"v":"b"}]}]""", await _sandbox.RowsAsync("dst"));
    }

    [Theory]
    [InlineData("""{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"none"},"destinationUris":["gs://bkt/x"]}""", "notFound", "Not found: Table p:d.none")]
    [InlineData("""{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"src"},"destinationUris":["gs://none/x"]}""", "notFound", "none")]
    [InlineData("""{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"src"},"destinationUris":["gs://bkt/x"],"destinationFormat":"XML"}""", "invalid", "XML")]
    [InlineData("""{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"src"},"destinationUris":["gs://bkt/x"],"destinationFormat":"AVRO","compression":"SNAPPY"}""", "invalidQuery", "Unimplemented: compression SNAPPY")]
    public async Task Extracts_that_cannot_be_are_refused(string extract, string reason, string message) =>
        (await _sandbox.JobAsync($$"""{"extract":{{extract}}}""")).FailedWith(reason, message);

    [Fact]
    public async Task Copy_snapshot_and_restore()
    {
        (await CopyAsync("src", "copy", "COPY")).Succeeded();
        Assert.Equal(await _sandbox.RowsAsync("src"), await _sandbox.RowsAsync("copy"));
        (await CopyAsync("src", "copy", "COPY")).FailedWith("duplicate", "Already Exists: Table p:d.copy");
        (await CopyAsync("src", "snap", "SNAPSHOT")).Succeeded();
        var snapshot = (await _sandbox.GetAsync($"{Base}/datasets/d/tables/snap")).Json;
        Assert.Equal("SNAPSHOT", (string?)snapshot["type"]);
        Assert.Equal("src", (string?)snapshot["snapshotDefinition"]!["baseTableReference"]!["tableId"]);
        await _sandbox.InsertAsync("src", """{"id":3}""");
        (await CopyAsync("snap", "back", "RESTORE")).Succeeded();
        Assert.Equal(await _sandbox.RowsAsync("copy"), await _sandbox.RowsAsync("back"));
    }

    Task<System.Text.Json.Nodes.JsonObject> ExtractAsync(string uri, string format, string compression, string table = "src") => _sandbox.JobAsync(
        $$$"""{"extract":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"{{{table}}}"},"destinationUris":["{{{uri}}}"],"destinationFormat":"{{{format}}}","compression":"{{{compression}}}","useAvroLogicalTypes":true}}""");

    Task<System.Text.Json.Nodes.JsonObject> LoadAsync(string uri, string format, string more = "\"writeDisposition\":\"WRITE_APPEND\"") => _sandbox.JobAsync(
        $$$"""{"load":{"destinationTable":{"projectId":"p","datasetId":"d","tableId":"dst"},"sourceUris":["{{{uri}}}"],"sourceFormat":"{{{format}}}","useAvroLogicalTypes":true,{{{more}}}}}""");

    Task<System.Text.Json.Nodes.JsonObject> CopyAsync(string from, string to, string operation) => _sandbox.JobAsync(
        $$$"""{"copy":{"sourceTable":{"projectId":"p","datasetId":"d","tableId":"{{{from}}}"},"destinationTable":{"projectId":"p","datasetId":"d","tableId":"{{{to}}}"},"operationType":"{{{operation}}}"}}""");
}
