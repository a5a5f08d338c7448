namespace ErosDeploy.GoogleSql.Tests;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("SELECT a.b FROM `p-1.d.t` AS a", "a b d p-1 t")]
    [InlineData("SELECT 'x', \"y\" -- z\nFROM d.`t` /* u */", "d t")]
    [InlineData("CALL p.d.run(`odd name`)", "CALL d odd name p run")]
    [InlineData("SELECT 'unclosed FROM t", "")]
    public void Parts_of_names_but_no_strings_and_comments(string sql, string words) =>
        Assert.Equal(words, string.Join(' ', NameWords.Of(sql).Order(StringComparer.Ordinal)));
}
