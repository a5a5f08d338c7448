using DuckDB.NET.Data;
using ErosDeploy.Core.Cloud;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.TestKit;

namespace ErosDeploy.Benchmarks;

/// <summary>GoogleSQL through the client, REST and the sandbox against DuckDB's own SQL over the same million rows.</summary>
internal static class QueryBenchmark
{
    const int Rounds = 9;

    static readonly (string Name, string GoogleSql, string DuckSql)[] Cases =
    [
        ("filter and count",
            "SELECT COUNT(*) AS n FROM bench.sales WHERE amount > 500 AND region != 'r3'",
            "SELECT count(*) FROM sales WHERE amount > 500 AND region <> 'r3'"),
        ("group and order",
            "SELECT region, SUM(amount) AS total, AVG(amount) AS mean FROM bench.sales GROUP BY region ORDER BY total DESC",
            "SELECT region, sum(amount), avg(amount) FROM sales GROUP BY region ORDER BY 2 DESC"),
        ("join",
            "SELECT p.kind, COUNT(*) AS n FROM bench.sales AS s JOIN bench.products AS p USING (product) GROUP BY p.kind",
            "SELECT p.kind, count(*) FROM sales s JOIN products p USING (product) GROUP BY p.kind"),
        ("rank in a window",
            "SELECT region, id FROM bench.sales WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY region ORDER BY amount DESC, id) <= 3",
            "SELECT region, id FROM sales QUALIFY row_number() OVER (PARTITION BY region ORDER BY amount DESC, id) <= 3"),
    ];

    public static IEnumerable<Comparison> Run()
    {
        using var sandbox = new SandboxFixture();
        using var connection = new CloudConnection(sandbox.Handler);
        var client = new BigQueryClient(connection, "bench-project");
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        Fill(client, duck);
        foreach (var (name, google, native) in Cases)
            yield return Comparison.Measure(name, 1.3, Rounds, () => Query(client, google), () => Read(duck, native));
    }

    static void Fill(BigQueryClient client, DuckDBConnection duck)
    {
        CreateDataset(client, "bench");
        Query(client, """
            CREATE TABLE bench.sales AS
            SELECT id, MOD(id * 7919, 1000) AS amount, CONCAT('r', CAST(MOD(id, 10) AS STRING)) AS region, MOD(id, 5000) AS product
            FROM UNNEST(GENERATE_ARRAY(1, 1000000)) AS id
            """);
        Query(client, """
            CREATE TABLE bench.products AS
            SELECT product, CONCAT('k', CAST(MOD(product, 20) AS STRING)) AS kind FROM UNNEST(GENERATE_ARRAY(0, 4999)) AS product
            """);
        Read(duck, """
            CREATE TABLE sales AS
            SELECT id, (id * 7919) % 1000 AS amount, 'r' || (id % 10) AS region, id % 5000 AS product FROM range(1, 1000001) t(id)
            """);
        Read(duck, "CREATE TABLE products AS SELECT product, 'k' || (product % 20) AS kind FROM range(0, 5000) t(product)");
    }

    internal static void CreateDataset(BigQueryClient client, string id) => client.InsertDatasetAsync(
        new Dataset { DatasetReference = new DatasetReference(client.ProjectId, id), Location = "US" }, CancellationToken.None).GetAwaiter().GetResult();

    internal static void Query(BigQueryClient client, string sql)
    {
        var request = new QueryRequest($"bench_{Guid.NewGuid():N}", sql) { Location = "US", UseQueryCache = false };
        client.QueryAsync(request, CancellationToken.None).GetAwaiter().GetResult();
    }

    internal static void Read(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                _ = reader.GetValue(i);
        }
    }
}
