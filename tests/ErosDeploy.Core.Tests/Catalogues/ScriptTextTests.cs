using System.Text;
using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Tests.Catalogues;

public sealed class ScriptTextTests
{
    static readonly ErosTarget Target = new("my-project", "my_data", "my-bucket", "US");

    static ScriptText Script(string text) => ScriptText.Of("a.sql", Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("SELECT 1;\nSELECT 2;\n")]
    [InlineData("SELECT 1;\r\nSELECT 2;\r\n")]
    [InlineData("\uFEFFSELECT 1;\rSELECT 2;\r\n")]
    public void Checksum_knows_neither_byte_order_mark_nor_line_ends(string text) =>
        Assert.Equal("sha256:82efb67f3010c6eb7ead02e4f6d9550633dbc1407f99aa487468e7b2567aebbc", Script(text).Checksum);

    [Fact]
    public void Checksum_changes_with_the_text() => Assert.NotEqual(Script("SELECT 1").Checksum, Script("SELECT 2").Checksum);

    [Theory]
    [InlineData("SELECT * FROM `${project}.${dataset}.t`", "SELECT * FROM `my-project.my_data.t`")]
    [InlineData("SELECT '$', '{}', '$ {x}'", "SELECT '$', '{}', '$ {x}'")]
    [InlineData("${dataset}", "my_data")]
    [InlineData("", "")]
    public void Placeholders_are_filled_and_all_else_is_kept(string text, string expected) => Assert.Equal(expected, Script(text).For(Target));

    [Theory]
    [InlineData("SELECT 1;\nSELECT ${secret}", "line 2")]
    [InlineData("${project", "line 1")]
    [InlineData("${}", "line 1")]
    public void Any_other_placeholder_is_an_error_with_its_line(string text, string place)
    {
        var error = Assert.Throws<ErosException>(() => Script(text).For(Target));

        Assert.Equal("EROS1104", error.CodeText);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused() =>
        Assert.Equal("EROS1104", Assert.Throws<ErosException>(() => ScriptText.Of("a.sql", [0x53, 0xFF, 0xFE])).CodeText);
}
