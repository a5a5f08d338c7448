namespace ErosDeploy.GoogleSql.Tests;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("EXECUTE IMMEDIATE 'DELETE FROM `p.shop.t` WHERE TRUE'", true)]
    [InlineData("SELECT \"shop\"", true)]
    [InlineData("SELECT 'workshop, shop_b, shops'", false)]
    [InlineData("SELECT 1 FROM shop.t -- 'shop'", false)]
    public void A_string_says_a_name_as_a_word_of_its_own(string sql, bool said) => Assert.Equal(said, NameWords.IsSaidInString(sql, "shop"));

    [Theory]
    [InlineData("SELECT a.b FROM `p-1.d.t` AS a", "a b d p-1 t")]
    [InlineData("SELECT 'x', \"y\" -- z\nFROM d.`t` /* u */", "d t")]
    [InlineData("CALL p.d.run(`odd name`)", "CALL d odd name p run")]
    [InlineData("SELECT 'unclosed FROM t", "")]
    public void Parts_of_names_but_no_strings_and_comments(string sql, string words) =>
        Assert.Equal(words, string.Join(' ', NameWords.Of(sql).Order(StringComparer.Ordinal)));
}
