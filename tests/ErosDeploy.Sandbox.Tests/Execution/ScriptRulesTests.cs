namespace ErosDeploy.Sandbox.Tests.Execution;

/// <summary>What is refused before a script runs.</summary>
public sealed class ScriptRulesTests
{
    [Theory]
    [InlineData("BREAK", "BREAK is only allowed inside of a loop body at [1:1]")]
    [InlineData("BEGIN LEAVE; END", "LEAVE is only allowed inside of a loop body at [1:7]")]
    [InlineData("LOOP ITERATE x; END LOOP", "Unrecognized label x in ITERATE at [1:14]")]
    [InlineData("x: BEGIN LOOP CONTINUE x; END LOOP; END", "Unrecognized label x in CONTINUE at [1:24]")]
    [InlineData("x: LOOP x: LOOP BREAK; END LOOP; END LOOP", "Nested blocks or loops cannot share the label x at [1:9]")]
    [InlineData("BEGIN SELECT 1; DECLARE y INT64; END", "Variable declarations are allowed only at the start of a block or script at [1:17]")]
    [InlineData("IF TRUE THEN DECLARE y INT64; END IF", "Variable declarations are allowed only at the start of a block or script at [1:14]")]
    [InlineData("CREATE PROCEDURE p() BEGIN SELECT 1; BREAK; END", "BREAK is only allowed inside of a loop body at [1:38]")]
    public async Task A_script_that_breaks_the_rules_does_not_begin(string script, string message)
    {
        using var engine = new Engine();
        var error = await engine.FailsAsync($"{script};CREATE TABLE made (a INT64)");
        Assert.Equal(message, error.Message);
        Assert.Contains("Not found", (await engine.FailsAsync("SELECT * FROM made")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x: BEGIN SELECT 1; BREAK x; SELECT 2; END x", "1")]
    [InlineData("DECLARE n INT64 DEFAULT 0; x: WHILE n < 3 DO SET n = n + 1; IF n = 2 THEN LEAVE x; END IF; END WHILE; SELECT n", "2")]
    [InlineData("BEGIN DECLARE a INT64 DEFAULT 1; BEGIN DECLARE b INT64 DEFAULT 2; SELECT a + b; END; END", "3")]
    public async Task Labels_and_declarations_in_their_places_run(string script, string row)
    {
        using var engine = new Engine();
        Assert.Equal([row], await engine.RowsAsync(script));
    }
}
