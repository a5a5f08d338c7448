namespace ErosDeploy.Sandbox.Tests.Sql;

public sealed class ChangeTests : IDisposable
{
    readonly SqlBench _bench = new();

    public ChangeTests()
    {
        _bench.Table("t", "id INT64, name STRING, n STRUCT<a INT64, b STRING>", "(1, 'a', {'a': 1, 'b': 'x'}), (2, 'b', NULL)");
        _bench.Table("s", "id INT64, name STRING", "(2, 'B'), (3, 'C')");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("INSERT INTO t (name, id) VALUES ('z', 9), (DEFAULT, 10)", "9|z|NULL;10|NULL|NULL")]
    [InlineData("INSERT INTO t (id, name) SELECT id, name FROM s WHERE id = 3", "3|C|NULL")]
    [InlineData("UPDATE t SET name = UPPER(name) WHERE id = 1", "U|1|1|A|{'a': 1, 'b': x}")]
    [InlineData("UPDATE t SET n.b = 'y' WHERE id = 1", "U|1|1|a|{'a': 1, 'b': y}")]
    [InlineData("UPDATE t SET name = s.name FROM s WHERE s.id = t.id", "U|2|2|B|NULL")]
    [InlineData("DELETE FROM t WHERE id = 2", "D|2|NULL|NULL|NULL")]
    [InlineData("MERGE t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name) WHEN NOT MATCHED BY SOURCE THEN DELETE",
        "D|1|NULL|NULL|NULL;I|NULL|3|C|NULL;U|2|2|B|NULL")]
    [InlineData("MERGE t USING s ON t.id = s.id WHEN MATCHED AND s.name = 'nope' THEN DELETE WHEN MATCHED THEN UPDATE SET name = 'q'", "U|2|2|q|NULL")]
    [InlineData("MERGE t USING (SELECT 7 AS id) x ON FALSE WHEN NOT MATCHED THEN INSERT (id) VALUES (id)", "I|NULL|7|NULL|NULL")]
    public void Change_set_holds_the_rows(string sql, string rows) =>
        Assert.Equal(rows, string.Join(';', _bench.Rows(_bench.Change(sql).Sql).Split(';').Order(sql.StartsWith("INSERT", StringComparison.Ordinal) ? Comparer<string>.Create((_, _) => 0) : StringComparer.Ordinal)));

    [Theory]
    [InlineData("INSERT INTO t (id) VALUES ('a')", "Value has type STRING which cannot be inserted into column id, which has type INT64 at [1:28]")]
    [InlineData("INSERT INTO t (id, name) VALUES (1)", "Inserted row has wrong column count; Has 1, expected 2 at [1:33]")]
    [InlineData("UPDATE t SET id = 'a' WHERE TRUE", "Value of type STRING cannot be assigned to id, which has type INT64 at [1:19]")]
    [InlineData("UPDATE t SET nome = 'a' WHERE TRUE", "Unrecognized name: nome; Did you mean name? at [1:14]")]
    [InlineData("INSERT INTO t (nope) VALUES (1)", "Column nope is not present in table p.d.t at [1:16]")]
    public void Wrong_change_is_refused(string sql, string message) =>
        Assert.Equal(message, Assert.Throws<BigQueryException>(() => _bench.Change(sql)).Message);

    [Fact]
    public void Joined_update_must_match_once()
    {
        Assert.True(_bench.Change("UPDATE t SET name = s.name FROM s WHERE s.id = t.id").MatchOnce);
        Assert.False(_bench.Change("UPDATE t SET name = 'x' WHERE TRUE").MatchOnce);
    }
}
