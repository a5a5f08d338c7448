using DuckDB.NET.Data;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.TestKit;

namespace ErosDeploy.Benchmarks.Tpch;

/// <summary>
/// The 22 queries of TPC-H at scale 0.1: GoogleSQL through the client, REST and the sandbox against DuckDB's own SQL over the
/// same tables of the same database file. Both must give the same rows before anything is measured.
/// </summary>
internal static class TpchBenchmark
{
    const double Bar = 1.3;
    const int Rounds = 5;
    const int Queries = 22;

    public static IEnumerable<Comparison> Run()
    {
        using var sandbox = new SandboxFixture();
        using var connection = new CloudConnection(sandbox.Handler);
        var google = new GoogleSide(new BigQueryClient(connection, "bench-project"));
        google.Fill(EmbeddedFile.Text("data.sql"));
        using var duck = new DuckSide(sandbox.Folder);
        var each = new List<Comparison>();
        for (var number = 1; number <= Queries; number++)
        {
            each.Add(Compare(google, duck, number));
            yield return each[^1];
        }

        yield return new Comparison("all queries", each.Sum(one => one.Ours), each.Sum(one => one.Reference), Bar);
    }

    static Comparison Compare(GoogleSide google, DuckSide duck, int number)
    {
        var (ours, reference) = (EmbeddedFile.Text($"q{number:00}.google.sql"), EmbeddedFile.Text($"q{number:00}.duck.sql"));
        Answers.RequireEqual($"query {number}", google.Rows(ours), duck.Rows(reference));
        return Comparison.Measure($"query {number:00}", Bar, Rounds, () => google.Rows(ours), () => duck.Rows(reference));
    }
}

/// <summary>GoogleSQL through the client.</summary>
internal sealed class GoogleSide(BigQueryClient client)
{
    public void Fill(string script)
    {
        QueryBenchmark.CreateDataset(client, "tpch");
        Rows(script);
    }

    public List<object?[]> Rows(string sql)
    {
        var request = new QueryRequest($"tpch_{Guid.NewGuid():N}", sql) { Location = "US", UseQueryCache = false };
        var result = client.QueryAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        var width = result.Schema.Fields.Count;
        return [.. result.Rows.Select(row => Enumerable.Range(0, width).Select(i => row[i]).ToArray())];
    }
}

/// <summary>DuckDB on the sandbox's database file, with views that give its tables their names.</summary>
internal sealed class DuckSide : IDisposable
{
    static readonly string[] Tables = ["region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"];
    readonly DuckDBConnection _connection;

    public DuckSide(string folder)
    {
        _connection = new DuckDBConnection($"DataSource={Path.Combine(folder, "warehouse.duckdb")}");
        _connection.Open();
        foreach (var table in Tables)
            Rows($"CREATE TEMP VIEW {table} AS SELECT * EXCLUDE (_v, _r) FROM data.{Physical(table)}");
    }

    public List<object?[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public void Dispose() => _connection.Dispose();

    // every column's name begins with letters of its table, so that the first key column tells the table
    string Physical(string table) => (string)Rows($"""
        SELECT table_name FROM duckdb_columns()
        WHERE schema_name = 'data' AND table_name LIKE 't\_%' ESCAPE '\' AND column_name = '{KeyOf(table)}'
        """).Single()[0]!;

    static string KeyOf(string table) => table switch
    {
        "partsupp" => "ps_partkey",
        "lineitem" => "l_orderkey",
        "orders" => "o_orderkey",
        "supplier" => "s_suppkey",
        "customer" => "c_custkey",
        _ => $"{table[0]}_{table}key",
    };
}
