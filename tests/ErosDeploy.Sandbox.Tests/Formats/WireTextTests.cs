using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Tests.Formats;

public sealed class WireTextTests : IDisposable
{
    readonly DuckDBConnection _duck = new("DataSource=:memory:");

    public WireTextTests()
    {
        _duck.Open();
        Scalar("SET TimeZone = 'UTC'");
    }

    public void Dispose() => _duck.Dispose();

    [Theory]
    [InlineData("INT64", "9223372036854775807", "9223372036854775807")]
    [InlineData("INT64", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("FLOAT64", "0.1", "0.1")]
    [InlineData("FLOAT64", "NaN", "NaN")]
    [InlineData("FLOAT64", "Infinity", "Infinity")]
    [InlineData("FLOAT64", "-inf", "-Infinity")]
    [InlineData("NUMERIC", "99999999999999999999999999999.999999999", "99999999999999999999999999999.999999999")]
    [InlineData("NUMERIC", "-1.50", "-1.5")]
    [InlineData("NUMERIC", "100", "100")]
    [InlineData("BOOL", "TRUE", "true")]
    [InlineData("STRING", "it's \"x\"\n", "it's \"x\"\n")]
    [InlineData("STRING", "a\0b", "a\0b")]
    [InlineData("BYTES", "AP8=", "AP8=")]
    [InlineData("DATE", "2024-02-29", "2024-02-29")]
    [InlineData("TIME", "12:34:56.5", "12:34:56.500000")]
    [InlineData("TIME", "12:34:56", "12:34:56")]
    [InlineData("DATETIME", "2024-01-02 03:04:05.678901", "2024-01-02T03:04:05.678901")]
    [InlineData("DATETIME", "2024-01-02T03:04:05", "2024-01-02T03:04:05")]
    [InlineData("TIMESTAMP", "2024-01-15 12:00:00+00:00", "1705320000000000")]
    [InlineData("TIMESTAMP", "1969-12-31 23:59:59.999999 UTC", "-1")]
    [InlineData("TIMESTAMP", "2024-07-01 00:00:00 America/Los_Angeles", "1719817200000000")]
    [InlineData("TIMESTAMP", "2024-01-15T12:00:00.5-08:00", "1705348800500000")]
    [InlineData("INTERVAL", "1-2 3 4:5:6.789", "1-2 3 4:5:6.789000")]
    [InlineData("INTERVAL", "-0-13 -3 -4:05:06", "-1-1 -3 -4:5:6")]
    [InlineData("JSON", """{"a":[1,null]}""", """{"a":[1,null]}""")]
    [InlineData("RANGE<DATE>", "[2024-01-01, UNBOUNDED)", "[2024-01-01, UNBOUNDED)")]
    public void Scalar_goes_through_DuckDB_and_comes_back(string type, string given, string expected) =>
        Assert.Equal(expected, Wire(TypeText.Parse(type), new JsonObject { ["value"] = given }));

    [Theory]
    [InlineData("INT64", "1.5")]
    [InlineData("INT64", "9223372036854775808")]
    [InlineData("INT64", "1); DROP TABLE x")]
    [InlineData("FLOAT64", "abc")]
    [InlineData("NUMERIC", "1,5")]
    [InlineData("BOOL", "maybe")]
    [InlineData("DATE", "2024-01-01'")]
    [InlineData("TIMESTAMP", "yesterday")]
    [InlineData("TIMESTAMP", "2024-01-01 25:00:00")]
    [InlineData("BYTES", "***")]
    public void Text_that_is_not_of_the_type_is_refused_by_name(string type, string given)
    {
        var refusal = Assert.Throws<BigQueryException>(() => ParameterLiteral.Of(TypeText.Parse(type), new JsonObject { ["value"] = given }, "p"));
        Assert.Contains("query parameter p", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT64")]
    [InlineData("STRING")]
    [InlineData("INTERVAL")]
    [InlineData("FLOAT64")]
    [InlineData("RANGE<TIMESTAMP>")]
    [InlineData("STRUCT<a INT64>")]
    public void Null_stays_null(string type) => Assert.Null(Wire(TypeText.Parse(type), new JsonObject()));

    [Fact]
    public void Arrays_and_structs_take_the_form_of_cells()
    {
        var type = TypeText.Parse("ARRAY<STRUCT<a INT64, b ARRAY<STRING>, t TIMESTAMP>>");
        var value = JsonNode.Parse("""
            {"arrayValues":[{"structValues":{"a":{"value":"9007199254740993"},"b":{"arrayValues":[{"value":"x\"y"}]},"t":{"value":"2020-01-01 00:00:00"}}},{"structValues":{}}]}
            """)!.AsObject();
        Assert.Equal(
            """[{"v":{"f":[{"v":"9007199254740993"},{"v":[{"v":"x\"y"}]},{"v":"1577836800000000"}]}},{"v":{"f":[{"v":null},{"v":[]},{"v":null}]}}]""",
            Wire(type, value));
    }

    [Theory]
    [InlineData("0", "0.0")]
    [InlineData("1577836800000000", "1.5778368E9")]
    [InlineData("1577836800123456", "1.577836800123456E9")]
    [InlineData("-1", "-1.0E-6")]
    [InlineData("1000000", "1.0E0")]
    public void Microseconds_become_seconds_in_scientific_form(string micros, string seconds) => Assert.Equal(seconds, WireTimestamps.Seconds(micros));

    [Fact]
    public void Rows_are_rewritten_to_seconds_at_every_depth()
    {
        var row = JsonNode.Parse("""{"f":[{"v":"5"},{"v":[{"v":{"f":[{"v":"1000000"}]}}]},{"v":null}]}""")!.AsObject();
        WireTimestamps.Rewrite(row, [SqlType.Int64, TypeText.Parse("ARRAY<STRUCT<t TIMESTAMP>>"), SqlType.Timestamp], TimestampForm.Seconds);
        Assert.Equal("""{"f":[{"v":"5"},{"v":[{"v":{"f":[{"v":"1.0E0"}]}}]},{"v":null}]}""", row.ToJsonString());
    }

    string? Wire(SqlType type, JsonObject value) =>
        Scalar($"SELECT {WireProjection.Of(type, "v")} FROM (SELECT {ParameterLiteral.Of(type, value, "p")} AS v)") as string;

    object? Scalar(string sql)
    {
        using var command = _duck.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
