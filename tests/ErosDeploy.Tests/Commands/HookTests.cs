namespace ErosDeploy.Tests.Commands;

/// <summary>Hooks as script blocks: they run in the caller's session, and what they write is verbose.</summary>
public sealed class HookTests(PreparedSandbox prepared)
{
    [Fact]
    public void Hooks_see_their_event_and_write_to_verbose_only_and_one_that_throws_afterwards_is_a_note()
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run("""
            $global:seen = @()
            Invoke-ErosPhase phase1 -SkipBackup -Verbose -BeforeStep { param($e) $global:seen += "$($e.Kind) $($_.Phase)/$($_.Step)"; 'said by a hook' } -AfterRun { $global:seen += "$($_.Kind) $($_.Result.EndState)"; throw 'too late' } -OnError { $global:seen += 'error' }
            """);
        var result = outcome.Single<PhaseResult>();
        Assert.Equal(EndState.Succeeded, result.EndState);
        Assert.Contains("The hook AfterRun phase1 failed: too late.", result.Notes);
        Assert.Contains("said by a hook", outcome.Verbose);
        var seen = sandbox.Run("$seen").All<string>();
        Assert.Equal(("BeforeStep phase1/01-wilson-score", "AfterRun Succeeded", 9), (seen[0], seen[^1], seen.Count));
    }

    [Theory]
    [InlineData("break")]
    [InlineData("continue")]
    [InlineData("exit 7")]
    public void A_hook_that_leaves_its_caller_s_script_fails_and_the_script_goes_on(string statement)
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run($"Invoke-ErosPhase phase1 -SkipBackup -BeforeStep {{ {statement} }} -OnError {{ $global:told = $_.Error }}; 'next'");
        Assert.Equal("EROS2031", Assert.Single(outcome.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("next", outcome.Output[^1]);
        Assert.Contains($"It left by '{statement.Split(' ')[0]}'", sandbox.Run("$told").Single<string>(), StringComparison.Ordinal);
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
    }

    [Fact]
    public void A_hook_that_throws_before_a_phase_stops_it_and_the_session_goes_on()
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run("Invoke-ErosPhase phase1 -SkipBackup -BeforePhase { Get-NoSuchThing } -OnError { $global:told = $_.Error }");
        Assert.Equal("EROS2031", (outcome.Thrown ?? Assert.Single(outcome.Errors)).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("The hook BeforePhase phase1 failed", sandbox.Run("$told").Single<string>(), StringComparison.Ordinal);
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
    }
}
