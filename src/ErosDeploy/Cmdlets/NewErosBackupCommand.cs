using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Backs the dataset up: all tables of one instant, with the definitions of views and routines.</summary>
[Cmdlet(VerbsCommon.New, "ErosBackup", SupportsShouldProcess = true)]
[OutputType(typeof(BackupInfo), typeof(BackupPlan))]
public sealed class NewErosBackupCommand : TargetCommand
{
    /// <summary>The tables to back up; every base table of the dataset when not given.</summary>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public string[]? Table { get; set; }

    [Parameter, ValidateRange(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    private protected override Work Prepare()
    {
        var request = new BackupRequest(Table, RetentionDays);
        return OnTarget(async (services, streams, token) =>
        {
            var service = new BackupService(services);
            var plan = await service.PlanAsync(request, token);
            if (await streams.ApprovedAsync(plan, plan.Target, $"Back up {plan.Tables.Count} tables to gs://{plan.Bucket}", token))
                await streams.WriteAsync(await service.RunAsync(request, token), token);
        });
    }
}
