using ErosDeploy.Runner.Engine;

namespace ErosDeploy.Runner.Tests.Engine;

public sealed class ScriptFileTests
{
    [Theory]
    [InlineData("& '/x/a.ps1'")]
    [InlineData("& '/x/a.ps1' -Phase 'one two'", "-Phase", "one two")]
    [InlineData("& '/x/a.ps1' -Confirm:$false", "-Confirm:$false")]
    [InlineData("& '/x/a.ps1' '-5' '$(Remove-Item x)'", "-5", "$(Remove-Item x)")]
    [InlineData("& '/x/a.ps1' 'it''s' '-a;b'", "it's", "-a;b")]
    public void Values_are_quoted_and_parameter_names_are_not(string expected, params string[] arguments) =>
        Assert.Equal(expected, ScriptFile.Call("/x/a.ps1", arguments));

    [Fact]
    public void A_quote_in_the_path_stays_inside_the_quotes() =>
        Assert.Equal("& '/x/it''s.ps1'", ScriptFile.Call("/x/it's.ps1", []));
}
