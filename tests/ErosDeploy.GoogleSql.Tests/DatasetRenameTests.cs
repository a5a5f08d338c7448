namespace ErosDeploy.GoogleSql.Tests;

public sealed class DatasetRenameTests
{
    [Theory]
    [InlineData("CREATE VIEW `my-p.d.v` AS SELECT 1 FROM d.t", "CREATE VIEW `my-p.x.v` AS SELECT 1 FROM x.t")]
    [InlineData("SELECT * FROM `my-p`.`d`.t, `my-p`.d.u, my-p.d.w", "SELECT * FROM `my-p`.`x`.t, `my-p`.x.u, my-p.x.w")]
    [InlineData("SELECT `d.t`.a, `d`.t, `my-p.d`.f(1)", "SELECT `x.t`.a, `x`.t, `my-p.x`.f(1)")]
    [InlineData("SELECT * FROM other.d.t, `other.d.t`, `other`.d.t, a.d.b", "SELECT * FROM other.d.t, `other.d.t`, `other`.d.t, a.d.b")]
    [InlineData("SELECT d FROM t AS d -- d.t\nWHERE s = 'd.t' /* `d.t` */", "SELECT d FROM t AS d -- d.t\nWHERE s = 'd.t' /* `d.t` */")]
    [InlineData("SELECT dd.t, `dd.t`, d2.t", "SELECT dd.t, `dd.t`, d2.t")]
    public void Paths_of_the_dataset_become_those_of_the_other(string sql, string renamed) => Assert.Equal(renamed, DatasetRename.Apply(sql, "my-p", "d", "x"));
}
