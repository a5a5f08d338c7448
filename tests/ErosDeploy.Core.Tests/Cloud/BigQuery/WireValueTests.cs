using System.Text.Json;
using ErosDeploy.Core.Cloud.BigQuery;
using FsCheck;
using FsCheck.Fluent;

namespace ErosDeploy.Core.Tests.Cloud.BigQuery;

public sealed class WireValueTests
{
    static object? Read(string type, string json, string? mode = null, params TableFieldSchema[] fields)
    {
        using var document = JsonDocument.Parse($$"""{ "f": [ { "v": {{json}} } ] }""");
        var schema = new TableSchema { Fields = [new TableFieldSchema { Name = "c", Type = type, Mode = mode, Fields = fields.Length == 0 ? null : fields }] };
        return new QueryRow(new RowSchema(schema), document.RootElement.Clone())["C"];
    }

    public static TheoryData<string, string, object?> Cells => new()
    {
        { "INTEGER", "\"-9223372036854775808\"", long.MinValue },
        { "INT64", "\"9007199254740993\"", 9007199254740993L },
        { "FLOAT", "\"NaN\"", double.NaN },
        { "FLOAT", "\"-Infinity\"", double.NegativeInfinity },
        { "FLOAT64", "\"1.0E-7\"", 1e-7 },
        { "NUMERIC", "\"-12345678901234567.123456789\"", -12345678901234567.123456789m },
        { "NUMERIC", "\"99999999999999999999999999999.999999999\"", "99999999999999999999999999999.999999999" },
        { "BIGNUMERIC", "\"0.00000000000000000000000000000000000001\"", "0.00000000000000000000000000000000000001" },
        { "BOOLEAN", "\"true\"", true },
        { "BOOL", "\"false\"", false },
        { "STRING", "\"\"", "" },
        { "BYTES", "\"AAH/\"", new byte[] { 0, 1, 255 } },
        { "DATE", "\"0001-01-01\"", DateOnly.MinValue },
        { "TIME", "\"23:59:59.999999\"", new TimeOnly(23, 59, 59, 999, 999) },
        { "DATETIME", "\"2026-11-23T20:05:00.000001\"", new DateTime(2026, 11, 23, 20, 5, 0, 0, 1) },
        { "TIMESTAMP", "\"1\"", DateTimeOffset.UnixEpoch.AddTicks(10) },
        { "TIMESTAMP", "\"-62135596800000000\"", DateTimeOffset.MinValue },
        { "TIMESTAMP", "\"253402300799999999\"", new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero) },
        { "JSON", "\"{\\\"a\\\":1}\"", "{\"a\":1}" },
        { "INTERVAL", "\"1-2 3 4:5:6\"", "1-2 3 4:5:6" },
        { "RANGE", "\"[2026-01-01, UNBOUNDED)\"", "[2026-01-01, UNBOUNDED)" },
        { "TIMESTAMP", "null", null },
        { "RECORD", "null", null },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_becomes_a_value_of_its_type(string type, string json, object? expected) => Assert.Equal(expected, Read(type, json));

    [Fact]
    public void A_datetime_belongs_to_no_zone() =>
        Assert.Equal(DateTimeKind.Unspecified, ((DateTime)Read("DATETIME", "\"2026-01-01T00:00:00\"")!).Kind);

    [Fact]
    public void An_array_of_structs_is_read_in_depth()
    {
        var fields = new[] { new TableFieldSchema { Name = "n", Type = "INTEGER" }, new TableFieldSchema { Name = "tags", Type = "STRING", Mode = "REPEATED" } };

        var array = (object?[])Read("RECORD", """[ { "v": { "f": [ { "v": "1" }, { "v": [ { "v": "x" }, { "v": "y" } ] } ] } }, { "v": { "f": [ { "v": null }, { "v": [] } ] } } ]""", "REPEATED", fields)!;

        var (first, second) = ((QueryRow)array[0]!, (QueryRow)array[1]!);
        Assert.Equal(1L, first["n"]);
        Assert.Equal(["x", "y"], (object?[])first["tags"]!);
        Assert.Null(second["n"]);
        Assert.Empty((object?[])second["tags"]!);
    }

    [Theory]
    [InlineData("INTEGER", "1.5")]
    [InlineData("INTEGER", "9223372036854775808")]
    [InlineData("DATE", "2026-13-01")]
    [InlineData("TIMESTAMP", "9223372036854775807")]
    [InlineData("BYTES", "***")]
    public void A_cell_that_is_not_of_its_type_is_an_invalid_answer(string type, string text) =>
        Assert.Equal(ErosErrorCode.CloudAnswerInvalid, Assert.Throws<ErosException>(() => Read(type, $"\"{text}\"")).Code);

    [Fact]
    public void Int64_goes_and_comes_exactly() =>
        Prop.ForAll<long>(value => Equals(Back(Parameter.Int64("p", value)), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Float64_goes_and_comes_bit_by_bit() =>
        Prop.ForAll<double>(value => Equals(Back(Parameter.Float64("p", value)), value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Numeric_goes_and_comes_without_loss() =>
        Prop.ForAll<decimal>(value => Back(Parameter.Numeric("p", value)) switch
        {
            decimal number => number == value,
            string text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == value,
            _ => false,
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_go_and_come_whole() =>
        Prop.ForAll<byte[]>(value => ((byte[])Back(Parameter.Bytes("p", value))).SequenceEqual(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Dates_and_times_go_and_come_to_the_microsecond() =>
        Prop.ForAll<DateTime>(value =>
        {
            var micros = new DateTime(value.Ticks - (value.Ticks % 10), DateTimeKind.Unspecified);
            return Equals(Back(Parameter.DateTime("p", micros)), micros)
                && Equals(Back(Parameter.Date("p", DateOnly.FromDateTime(micros))), DateOnly.FromDateTime(micros))
                && Equals(Back(Parameter.Time("p", TimeOnly.FromDateTime(micros))), TimeOnly.FromDateTime(micros));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_timestamp_is_sent_in_UTC() =>
        Assert.Equal("2026-11-23 18:05:00.000000+00:00", Parameter.Timestamp("p", new DateTimeOffset(2026, 11, 23, 20, 5, 0, TimeSpan.FromHours(2))).ParameterValue.Value);

    [Fact]
    public void A_struct_parameter_names_its_fields_and_their_types()
    {
        var parameter = Parameter.Struct("s", [Parameter.Int64("a", 1), Parameter.String("b", null)]);

        Assert.Equal(["a:INT64", "b:STRING"], parameter.ParameterType.StructTypes!.Select(field => $"{field.Name}:{field.Type.Type}"));
        Assert.Equal(["1", null], parameter.ParameterValue.StructValues!.Values.Select(value => value.Value));
    }

    static object Back(QueryParameter parameter) => WireValue.Scalar(parameter.ParameterType.Type, parameter.ParameterValue.Value!);
}
