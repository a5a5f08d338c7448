namespace ErosDeploy.Tests.Commands;

/// <summary>A phase that was deployed by other means is taken as applied, through the public cmdlets.</summary>
public sealed class AdoptionTests(PreparedSandbox prepared) : IDisposable
{
    readonly CatalogueCopy _catalogue = new();

    public void Dispose() => _catalogue.Dispose();

    /// <summary>A phase whose objects the baseline has made.</summary>
    string WithOldPhase()
    {
        const string phase = """
            { "name": "old", "title": "Old", "steps": [ { "id": "wilson", "title": "Wilson", "file": "baseline/02_wilson.sql", "kind": "repeatable",
                "creates": [ { "kind": "function", "name": "wilson_score_bounds" }, { "kind": "function", "name": "calculate_wilson_score" } ], "changes": [] } ],
              "tests": [ { "id": "bank", "title": "Bank", "file": "phase1/tests/13_caption_bank_intact.sql", "severity": "fail" } ] },
            """;
        var file = Path.Combine(_catalogue.Path, "eros.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"phases\": [", "\"phases\": [" + phase, StringComparison.Ordinal));
        return _catalogue.Path;
    }

    [Fact]
    public void What_is_there_is_recorded_and_not_run()
    {
        using var sandbox = prepared.Copy();
        var result = sandbox.Run($"Invoke-ErosPhase old -Adopt -SqlPath '{WithOldPhase()}'").Single<PhaseResult>();
        Assert.Equal((EndState.Succeeded, StepOutcome.Adopted), (result.EndState, Assert.Single(result.Steps).Outcome));
        var phase = sandbox.Run($"Get-ErosPhase old -SqlPath '{_catalogue.Path}'").Single<PhaseInfo>();
        Assert.Equal((PhaseState.Applied, true), (phase.State, phase.Steps[0].Adopted));
        Assert.Equal(StepEvent.Adopted, Assert.Single(phase.Steps[0].Attempts).Event);
    }

    [Fact]
    public void WhatIf_returns_what_would_be_recorded_and_records_nothing()
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run($"$DebugPreference = 'Continue'; Invoke-ErosPhase old -Adopt -WhatIf -SqlPath '{WithOldPhase()}'").OnlyRead();
        Assert.Equal(StepAction.Adopt, Assert.Single(outcome.Single<PhasePlan>().Steps).Action);
        Assert.Equal(PhaseState.Pending, sandbox.Run($"Get-ErosPhase old -SqlPath '{_catalogue.Path}'").Single<PhaseInfo>().State);
    }

    [Fact]
    public void What_is_missing_is_named_and_nothing_recorded()
    {
        using var sandbox = prepared.Copy();
        var error = sandbox.Run("$DebugPreference = 'Continue'; Invoke-ErosPhase phase1 -Adopt").OnlyRead().Failed(ErosErrorCode.AdoptionRefused);
        Assert.Contains("beta_draw does not exist", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(PhaseState.Pending, sandbox.Run("Get-ErosPhase phase1").Single<PhaseInfo>().State);
    }
}
