using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Health;

namespace ErosDeploy.Core.Tests.Deployments;

public sealed class DeploymentServiceTests : ShopTests
{
    DeploymentService Deployments => new(Shop.Services);

    [Fact]
    public async Task A_deployment_backs_up_applies_and_measures_and_can_be_repeated()
    {
        var first = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);
        var second = await Deployments.RunAsync(new DeploymentRequest(["tax"]), Token);

        Assert.Equal(["checklist", "backup", "tax", "health", "validation"], first.Stages.Select(s => s.Name));
        Assert.Equal((EndState.Succeeded, EndState.Succeeded), (first.EndState, second.EndState));
        Assert.Equal((2, 0), (first.Phases[0].StepsRun, second.Phases[0].StepsRun));
        Assert.NotEqual(first.Backup!.Id, second.Backup!.Id);
    }

    [Fact]
    public async Task A_deployment_stops_at_the_first_failure_and_says_how_things_are()
    {
        var result = await Deployments.RunAsync(new DeploymentRequest(), Token);

        Assert.Equal((EndState.RolledBack, "EROS2007"), (result.EndState, result.ErrorCode));
        Assert.Equal([EndState.Succeeded, EndState.RolledBack], result.Phases.Select(p => p.EndState));
        Assert.EndsWith($"What tax deployed stays. To take that back as well: Restore-ErosBackup -Backup {result.Backup!.Id}.", result.Error, StringComparison.Ordinal);
        Assert.Null(result.Health);
    }

    [Fact]
    public async Task What_health_cannot_read_is_unknown_and_earns_nothing()
    {
        var report = await new HealthService(Shop.Services).MeasureAsync(new HealthRequest(), Token);

        Assert.Equal([CheckStatus.Pass, CheckStatus.Unknown], report.Checks.Select(c => c.Status));
        Assert.Equal((20.0, HealthGrade.NeedsAttention), (report.Score, report.Grade));
    }

    /// <summary>What the preflight finds stops a deployment before its backup; the phase before the wrong one is not deployed either.</summary>
    [Fact]
    public async Task A_checklist_that_fails_ends_a_deployment_before_anything()
    {
        Shop.Catalogue.Write("half.sql", "DELETE FROM `${project}.${dataset}.orders` WHERE id IN (SELECT id FROM `${project}.${dataset}.no_such_table`);");
        await Shop.ReloadAsync(Token);
        var before = (await Shop.StateAsync(Token)).Lines.ToList();
        var result = await Deployments.RunAsync(new DeploymentRequest(["tax", "half"]), Token);
        Assert.Equal((EndState.FailedBeforeChange, "checklist"), (result.EndState, Assert.Single(result.Stages).Name));
        Assert.Contains("no_such_table", result.Error, StringComparison.Ordinal);
        Assert.Empty(await Shop.Backups.ListAsync(new BackupQuery(), Token).ToListAsync(Token));
        Assert.Equal(before, (await Shop.StateAsync(Token)).Lines);
    }
}
