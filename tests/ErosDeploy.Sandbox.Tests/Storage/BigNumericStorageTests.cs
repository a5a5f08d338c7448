using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;
using ErosDeploy.Sandbox.Tests.Execution;

namespace ErosDeploy.Sandbox.Tests.Storage;

public sealed class BigNumericStorageTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("eros-big-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Columns_of_an_older_folder_are_read_value_for_value()
    {
        using (var engine = new Engine(folder: _folder))
        {
            await engine.OutcomeAsync("CREATE TABLE t (a BIGNUMERIC, b ARRAY<BIGNUMERIC>, c STRUCT<d BIGNUMERIC, e DATETIME>)");
            await engine.OutcomeAsync("INSERT INTO t VALUES (1, [2], STRUCT(3, DATETIME '2024-01-02 03:04:05'))");
        }
        MakeOld("a DECIMAL(38,18)", "12345678901234567890.000000000000000001");
        MakeOld("b DECIMAL(38,18)[]", "[-1.5, 0.25]");
        MakeOld("c STRUCT(d DECIMAL(38,18), e TIMESTAMP)", "{'d': 7.5, 'e': TIMESTAMP '2024-01-02 03:04:05'}");
        using var reopened = new Engine(folder: _folder);
        Assert.Equal(
            ["12345678901234567890.000000000000000001|-1.25|7.5|2024-01-02"],
            await reopened.RowsAsync("SELECT CAST(a AS STRING), CAST(b[0] + b[1] AS STRING), CAST(c.d AS STRING), CAST(DATE(c.e) AS STRING) FROM t"));
    }

    [Theory]
    [InlineData("INT64", "41", "41")]
    [InlineData("NUMERIC", "1.5", "1.5")]
    public async Task A_column_that_becomes_BIGNUMERIC_keeps_its_values_and_its_past(string type, string value, string text)
    {
        using var engine = new Engine();
        await engine.OutcomeAsync($"CREATE TABLE t (a {type}, b STRING); INSERT INTO t VALUES ({value}, 'x'), (NULL, 'y')");
        var at = $"FOR SYSTEM_TIME AS OF TIMESTAMP '{engine.Warehouse.State.At:yyyy-MM-dd HH:mm:ss.ffffff}+00'";
        await engine.OutcomeAsync("ALTER TABLE t ALTER COLUMN a SET DATA TYPE BIGNUMERIC");
        await engine.OutcomeAsync("UPDATE t SET a = a / 3 WHERE b = 'x'");
        Assert.Equal([$"{text}|x", "∅|y"], await engine.RowsAsync($"SELECT CAST(a AS STRING), b FROM t {at} ORDER BY b"));
        Assert.Equal(["true"], await engine.RowsAsync($"SELECT LOWER(CAST(a = BIGNUMERIC '{value}' / 3 AS STRING)) FROM t WHERE b = 'x'"));
    }

    [Fact]
    public async Task Narrower_numbers_go_to_BIGNUMERIC_columns_and_variables()
    {
        using var engine = new Engine();
        await engine.OutcomeAsync("CREATE TABLE t (a BIGNUMERIC, b BIGNUMERIC(4, 2)); INSERT INTO t SELECT 1, NUMERIC '1.005'; INSERT INTO t (a) SELECT NUMERIC '2.5'");
        await engine.OutcomeAsync("MERGE t USING (SELECT 1 AS k) ON a = k WHEN MATCHED THEN UPDATE SET a = k + NUMERIC '1.5'");
        Assert.Equal(["2.5|1.01", "2.5|∅"], await engine.RowsAsync("SELECT CAST(a AS STRING), CAST(b AS STRING) FROM t ORDER BY b DESC"));
        Assert.Equal(["7"], await engine.RowsAsync("DECLARE x, y BIGNUMERIC; SET (x, y) = (SELECT AS STRUCT 3, NUMERIC '4'); SELECT CAST(x + y AS STRING)"));
        var error = await engine.FailsAsync("INSERT INTO t (b) VALUES (100)");
        Assert.Contains("BIGNUMERIC(4, 2) has precision 4 and scale 2 but got a value that is not in range", error.Message, StringComparison.Ordinal);
    }

    void MakeOld(string column, string value)
    {
        using var connection = new DuckDBConnection($"DataSource={Path.Combine(_folder, Warehouse.FileName)}");
        connection.Open();
        DuckSession.Prepare(connection);
        var (name, type) = (column.Split(' ')[0], column[(column.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        foreach (var table in new[] { "data.t_1", "data.h_1" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"ALTER TABLE {table} ALTER COLUMN {name} SET DATA TYPE {type} USING {value}";
            command.ExecuteNonQuery();
        }
    }
}
