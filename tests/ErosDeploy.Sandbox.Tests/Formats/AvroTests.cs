using System.Text;
using Avro.File;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Tests.Formats;

public sealed class AvroTests : IDisposable
{
    const string Values = """
        SELECT 9007199254740993::BIGINT AS i, 0.1::DOUBLE AS f, 99999999999999999999999999999.999999999::DECIMAL(38,9) AS n, true AS b, 'it''s 🙂' AS s,
          '\xAA\x00'::BLOB AS y, DATE '1969-12-31' AS d, TIME '12:34:56.789012' AS t, TIMESTAMP '2024-01-02 03:04:05.678901' AS dt,
          TIMESTAMPTZ '1969-12-31 23:59:59.999999+00' AS ts, '{"a":1}'::JSON AS j, [1, 2]::BIGINT[] AS a, {'x': -1::BIGINT, 'y': 'z'} AS r
        UNION ALL SELECT NULL, 'nan'::DOUBLE, -0.000000001, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, [], NULL
        """;

    static readonly (string Name, string Type)[] Types =
    [
        ("i", "INT64"), ("f", "FLOAT64"), ("n", "NUMERIC"), ("b", "BOOL"), ("s", "STRING"), ("y", "BYTES"), ("d", "DATE"), ("t", "TIME"),
        ("dt", "DATETIME"), ("ts", "TIMESTAMP"), ("j", "JSON"), ("a", "ARRAY<INT64>"), ("r", "STRUCT<x INT64, y STRING>"),
    ];

    readonly DuckDBConnection _duck = new("DataSource=:memory:");
    readonly string _folder = Directory.CreateTempSubdirectory("eros-avro-").FullName;
    readonly List<ColumnEntry> _columns = [.. Types.Select(column => SchemaResource.Described(column.Name, TypeText.Parse(column.Type)))];

    public AvroTests()
    {
        _duck.Open();
        using var command = _duck.CreateCommand();
        command.CommandText = "SET TimeZone = 'UTC'";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("DEFLATE")]
    public async Task Every_type_survives_a_file_with_logical_types_but_DATETIME_as_text(string compression)
    {
        var file = Write(Values, compression, logicalTypes: true);
        var loaded = await LoadAsync(file, logicalTypes: true, []);
        Assert.Equal(_columns.Select(column => (column.Name, column.Name == "dt" ? SqlType.String : column.Type)), loaded.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal(Rows(Values), Rows($"SELECT * REPLACE (CAST(replace(dt, 'T', ' ') AS TIMESTAMP) AS dt) FROM ({loaded.Sql})"));
    }

    [Theory]
    [InlineData("dt DATETIME", "TIMESTAMP '2024-01-02 03:04:05' AS dt", "Field dt has incompatible types. Configured schema: datetime; Avro file: string.")]
    [InlineData("r STRUCT<d DATETIME>", "{'d': TIMESTAMP '2024-01-02 03:04:05'} AS r", "Field r.d has incompatible types. Configured schema: datetime; Avro file: string.")]
    public async Task What_the_service_does_not_load_again_is_refused(string column, string value, string message)
    {
        Use(column);
        var file = Write($"SELECT {value}", "NONE", logicalTypes: true);
        var refusal = await Assert.ThrowsAsync<BigQueryException>(() => LoadAsync(file, logicalTypes: true, _columns));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NUMERIC", 38, 9, "NUMERIC")]
    [InlineData("NUMERIC", 77, 38, "NUMERIC")]
    [InlineData("NUMERIC BIGNUMERIC", 5, 2, "NUMERIC")]
    [InlineData("NUMERIC BIGNUMERIC", 40, 2, "BIGNUMERIC")]
    [InlineData("NUMERIC BIGNUMERIC", 77, 38, "BIGNUMERIC")]
    [InlineData("BIGNUMERIC STRING", 78, 39, "STRING")]
    public void A_decimal_becomes_the_first_type_asked_for_that_holds_it(string types, int precision, int scale, string type)
    {
        var schema = Avro.Schema.Parse($$"""{"type":"bytes","logicalType":"decimal","precision":{{precision}},"scale":{{scale}}}""");
        Assert.Equal(TypeText.Parse(type), AvroDecimals.Target(schema, types.Split(' ')));
    }

    [Fact]
    public async Task Without_logical_types_a_destination_tells_the_types()
    {
        var file = Write(Values, "NONE", logicalTypes: false);
        _columns[8] = SchemaResource.Described("dt", SqlType.String);
        var blind = await LoadAsync(file, logicalTypes: false, []);
        Assert.Equal(SqlType.String, blind.Columns.Single(column => column.Name == "d").Type);
        Assert.Equal(SqlType.Int64, blind.Columns.Single(column => column.Name == "ts").Type);
        var guided = await LoadAsync(file, logicalTypes: false, _columns);
        Assert.Equal(Rows($"SELECT * REPLACE (replace(CAST(dt AS VARCHAR), ' ', 'T') AS dt) FROM ({Values})"), Rows(guided.Sql));
    }

    [Fact]
    public void Schema_follows_BigQuerys_conventions()
    {
        var required = SchemaResource.Described("id", SqlType.Int64) with { Mode = ColumnMode.Required };
        var price = SchemaResource.Described("price", TypeText.Parse("BIGNUMERIC(12, 2)")) with { Mode = ColumnMode.Required };
        var schema = AvroSchemas.Of([required, price, SchemaResource.Described("Sub", TypeText.Parse("ARRAY<STRUCT<d DATE>>"))], logicalTypes: true);
        Assert.Equal(
            """{"type":"record","name":"Root","fields":[{"name":"id","type":"long"},{"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},{"name":"Sub","type":{"type":"array","items":{"type":"record","namespace":"root","name":"Sub","fields":[{"name":"d","type":["null",{"type":"int","logicalType":"date"}]}]}}}]}""",
            schema);
    }

    [Fact]
    public void Ranges_cannot_be_exported()
    {
        var refusal = Assert.Throws<BigQueryException>(() => AvroSchemas.Of([SchemaResource.Described("r", TypeText.Parse("RANGE<DATE>"))], logicalTypes: true));
        Assert.Contains("column r", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_avro_is_refused()
    {
        var file = Path.Combine(_folder, "x.avro");
        await File.WriteAllTextAsync(file, "not avro at all", TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<BigQueryException>(() => LoadAsync(file, logicalTypes: true, []));
        Assert.Contains("Avro", refusal.Message, StringComparison.Ordinal);
    }

    void Use(string column)
    {
        var space = column.IndexOf(' ', StringComparison.Ordinal);
        _columns.Clear();
        _columns.Add(SchemaResource.Described(column[..space], TypeText.Parse(column[(space + 1)..])));
    }

    string Write(string sql, string compression, bool logicalTypes)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.avro");
        var options = new ExportOptions(new ObjectUri("bucket", "x"), "AVRO") { Compression = compression, UseAvroLogicalTypes = logicalTypes };
        using var stream = File.Create(file);
        using var encoder = RowEncoders.Open(stream, _columns, options);
        Each(Projected(sql), encoder.Write);
        return file;
    }

    Task<LoadedRelation> LoadAsync(string file, bool logicalTypes, IReadOnlyList<ColumnEntry> wanted)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        var options = new LoadOptions { Format = "AVRO", UseAvroLogicalTypes = logicalTypes };
        return AvroLoad.RelationAsync(new LoadSource([file], options) { Scratch = scratch, Schema = wanted }, TestContext.Current.CancellationToken);
    }

    string Projected(string sql) =>
        $"SELECT {string.Join(", ", _columns.Select(column => WireProjection.Of(column.Type, DuckTypes.Quote(column.Name))))} FROM ({sql})";

    List<string> Rows(string sql)
    {
        var rows = new List<string>();
        using var line = new MemoryStream();
        using var writer = new WireRowWriter(line, [.. _columns.Select(column => column.Type)]);
        Each(Projected(sql), row =>
        {
            line.SetLength(0);
            writer.Write(row);
            rows.Add(Encoding.UTF8.GetString(line.ToArray()));
        });
        return rows;
    }

    void Each(string sql, Action<DuckDBDataReader> row)
    {
        using var command = _duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            row(reader);
    }
}
