namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Set operations that match columns by name.</summary>
public sealed class SetOperationTests : IDisposable
{
    readonly SqlBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS a", "1|2;4|3")]
    [InlineData("SELECT 1 AS a, 2 AS b INNER UNION ALL BY NAME SELECT 3 AS a, 4 AS c", "1;3")]
    [InlineData("SELECT 1 AS a, 2 AS b UNION ALL CORRESPONDING SELECT 3 AS a, 4 AS c", "1;3")]
    [InlineData("SELECT 1 AS a, 2 AS b FULL OUTER UNION ALL BY NAME SELECT 3 AS a, 4 AS c", "1|2|NULL;3|NULL|4")]
    [InlineData("SELECT 1 AS a OUTER UNION ALL BY NAME SELECT 2 AS b", "1|NULL;NULL|2")]
    [InlineData("SELECT 1 AS a, 2 AS b LEFT UNION ALL CORRESPONDING SELECT 3 AS a, 4 AS c", "1|2;3|NULL")]
    [InlineData("SELECT 1 AS a, 2 AS b FULL UNION ALL BY NAME ON (b) SELECT 3 AS b", "2;3")]
    public void Rows_are_put_together_by_name(string sql, string rows) => Assert.Equal(rows, _bench.Run(sql));

    [Theory]
    [InlineData("SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b", "BY NAME set operation requires all input queries to have identical column names; column a is missing at [1:1]")]
    [InlineData("SELECT 1 AS a INNER UNION ALL BY NAME SELECT 2 AS b", "The inputs of a set operation with column name matching have no column in common at [1:1]")]
    [InlineData("SELECT 1 AS a, 2 AS a UNION ALL BY NAME SELECT 2 AS a, 3 AS a", "Duplicate column a in an input of a set operation with column name matching at [1:1]")]
    [InlineData("SELECT 1 AS a EXCEPT ALL SELECT 1", "Unimplemented: EXCEPT ALL at [1:1]")]
    public void What_does_not_match_is_refused(string sql, string message) => Assert.Equal(message, _bench.Error(sql));
}
