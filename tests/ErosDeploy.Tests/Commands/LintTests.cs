namespace ErosDeploy.Tests.Commands;

/// <summary>Scripts are looked over before anything runs, without a target and before a phase.</summary>
public sealed class LintTests(PreparedSandbox prepared) : IDisposable
{
    readonly CatalogueCopy _catalogue = new();

    public void Dispose() => _catalogue.Dispose();

    void Spoil(string script, string statement) =>
        File.AppendAllText(Directory.EnumerateFiles(_catalogue.Path, script, SearchOption.AllDirectories).Single(), "\n" + statement + "\n");

    [Fact]
    public void The_module_s_own_phases_are_clean_without_any_target()
    {
        using var session = new HostedSession();
        Assert.Empty(session.Run("Test-ErosPhase phase1, phase2 -Lint").All<LintFinding>());
        Assert.All(session.Run("Test-ErosPhase -Lint").All<LintFinding>(), f => Assert.StartsWith("baseline/", f.File, StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_says_where_it_is_and_what_to_do()
    {
        Spoil("04_classify_accounts.sql", "TRUNCATE TABLE `${project}.${dataset}.account_metrics`;");
        using var session = new HostedSession();
        var finding = session.Run($"Test-ErosPhase phase2 -Lint -SqlPath '{_catalogue.Path}'").Single<LintFinding>();
        Assert.Equal(("L203", LintSeverity.Error, "phase2/04_classify_accounts.sql", 1), (finding.Code, finding.Severity, finding.File, finding.Column));
        Assert.Contains("TRUNCATE", File.ReadAllLines(Path.Combine(_catalogue.Path, finding.File))[finding.Line - 1], StringComparison.Ordinal);
        Assert.NotEmpty(finding.Advice);
        Assert.Empty(session.Run($"Test-ErosPhase phase1 -Lint -SqlPath '{_catalogue.Path}'").All<LintFinding>());
    }

    [Fact]
    public void An_unknown_phase_is_named_and_the_others_are_looked_over()
    {
        Spoil("04_classify_accounts.sql", "SELEC;");
        using var session = new HostedSession();
        var outcome = session.Run($"'phase9', 'phase2' | Test-ErosPhase -Lint -SqlPath '{_catalogue.Path}'");
        Assert.Equal("EROS2001", Assert.Single(outcome.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("L101", Assert.IsType<LintFinding>(Assert.Single(outcome.Output)).Code);
    }

    [Theory]
    [InlineData("Invoke-ErosPhase phase2")]
    [InlineData("Invoke-ErosDeployment")]
    public void An_error_stops_before_anything_runs(string command)
    {
        Spoil("04_classify_accounts.sql", "DROP TABLE `${project}.${dataset}.account_metrics`;");
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run($"$DebugPreference = 'Continue'; {command} -SqlPath '{_catalogue.Path}'");
        var error = outcome.OnlyRead().Failed(ErosErrorCode.ScriptsRefused);
        Assert.Contains("phase2/04_classify_accounts.sql(", error.Exception.Message, StringComparison.Ordinal);
        Assert.All(sandbox.Run("Get-ErosPhase").All<PhaseInfo>(), p => Assert.Equal(PhaseState.Pending, p.State));
        Assert.Empty(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
    }

    [Fact]
    public void A_plan_shows_the_findings()
    {
        Spoil("04_classify_accounts.sql", "UPDATE `${project}.${dataset}.account_metrics` SET follower_count = 1 WHERE TRUE;");
        using var sandbox = prepared.Copy();
        var plan = sandbox.Run($"Invoke-ErosPhase phase2 -WhatIf -SqlPath '{_catalogue.Path}'").Single<PhasePlan>();
        Assert.Equal(("L207", LintSeverity.Warning), (Assert.Single(plan.Findings).Code, plan.Findings[0].Severity));
    }
}
