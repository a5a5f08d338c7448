namespace ErosDeploy.Tests.Commands;

/// <summary>-WhatIf returns the plan as an object and changes nothing.</summary>
public sealed class WhatIfTests(PreparedSandbox prepared)
{
    [Fact]
    public void A_backup_s_plan_names_the_tables()
    {
        var plan = Planned<BackupPlan>("New-ErosBackup -WhatIf");
        Assert.Contains(plan.Tables, t => t.Name == "caption_bank");
    }

    [Fact]
    public void A_phase_s_plan_has_steps_tests_and_undo()
    {
        var plan = Planned<PhasePlan>("Invoke-ErosPhase phase1 -WhatIf");
        Assert.Equal(plan.Steps.Count, plan.StepsToRun);
        Assert.NotEmpty(plan.Tests);
        Assert.Contains(plan.Steps.SelectMany(s => s.Undo), u => u.Kind == UndoActionKind.Drop);
    }

    [Fact]
    public void Get_ErosPhase_plans_every_phase_and_says_what_its_preflight_finds()
    {
        using var sandbox = prepared.Copy();
        var outcome = sandbox.Run("$DebugPreference = 'Continue'; Get-ErosPhase -Plan");
        Assert.NotEmpty(outcome.OnlyRead().Debug);
        var plans = outcome.All<PhasePlan>();
        Assert.Equal(["phase1", "phase2"], plans.Select(p => p.Phase));
        Assert.All(plans[0].Steps, s => Assert.NotNull(s.Risk));
        Assert.All(plans, p => Assert.Equal("backup", Assert.Single(p.Preflight, c => c.Status == CheckStatus.Fail).Id));
        Assert.Equal(StepRisk.High, plans[0].Risk);
        Assert.Contains(plans[0].Preflight, c => c is { Id: "not-checkable", Status: CheckStatus.Unknown });
        Assert.Contains("as step phase1/", plans[1].Preflight.Single(c => c.Id == "not-checkable").Detail, StringComparison.Ordinal);
        Assert.False(sandbox.Run("Get-ErosPhase phase2 -Plan").Single<PhasePlan>().CanRun);
        Assert.All(sandbox.Run("Invoke-ErosPhase phase1, phase2 -WhatIf -SkipBackup").All<PhasePlan>(), p => Assert.True(p.CanRun));
        Assert.Equal(BytesStatus.NotCheckableYet, plans[0].Steps.Single(s => s.Id == "02-rescore-statistics").BytesStatus);
    }

    [Fact]
    public void A_backup_and_none_cannot_be_asked_for_at_once()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("Invoke-ErosPhase phase1 -Backup -SkipBackup").Failed(ErosErrorCode.InvalidParameter);
    }

    [Fact]
    public void A_deployment_s_plan_has_backup_phases_and_health()
    {
        var plan = Planned<DeploymentPlan>("Invoke-ErosDeployment -WhatIf");
        Assert.Equal(["phase1 30 min", "phase2 120 min"], plan.Watches.Select(w => w.ToString()));
        Assert.NotNull(plan.Backup);
        Assert.Equal(["phase1", "phase2"], plan.Phases.Select(p => p.Phase));
        Assert.True(plan.Health);
    }

    [Fact]
    public void A_restore_s_plan_says_what_happens_to_each_table()
    {
        using var sandbox = prepared.Copy();
        var backup = sandbox.Run("New-ErosBackup").Single<BackupInfo>();
        var outcome = sandbox.Run("$DebugPreference = 'Continue'; Get-ErosBackup -Latest | Restore-ErosBackup -WhatIf");
        var plan = outcome.Single<RestorePlan>();
        Assert.Equal(backup.Id, plan.BackupId);
        Assert.NotEmpty(plan.Tables);
        Assert.NotEmpty(outcome.OnlyRead().Debug);
        Assert.Single(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
    }

    [Fact]
    public void The_preference_of_the_session_counts_too()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("$WhatIfPreference = $true; New-ErosBackup").Single<BackupPlan>();
        Assert.Empty(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
    }

    [Fact]
    public void WhatIf_false_does_it()
    {
        using var sandbox = prepared.Copy();
        sandbox.Run("New-ErosBackup -WhatIf:$false").Single<BackupInfo>();
    }

    T Planned<T>(string command)
    {
        using var sandbox = prepared.Copy();
        var before = sandbox.Run("Get-ErosPhase").All<PhaseInfo>();
        var outcome = sandbox.Run($"$DebugPreference = 'Continue'; {command}");
        Assert.NotEmpty(outcome.OnlyRead().Debug);
        Assert.Equal(before.Select(p => p.State), sandbox.Run("Get-ErosPhase").All<PhaseInfo>().Select(p => p.State));
        Assert.Empty(sandbox.Run("Get-ErosBackup").All<BackupInfo>());
        return outcome.Single<T>();
    }
}
