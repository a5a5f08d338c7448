using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Brings tables, views and routines back to what a backup holds, all together or not at all.</summary>
[Cmdlet(VerbsData.Restore, "ErosBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestoreResult), typeof(RestorePlan))]
public sealed class RestoreErosBackupCommand : TargetCommand
{
    /// <summary>An id, <c>latest</c>, or an object of Get-ErosBackup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), ValidateNotNull]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference? Backup { get; set; }

    /// <summary>Only these tables; everything, with views and routines, when not given.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string[]? Table { get; set; }

    /// <summary>Why; recorded with the result.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    private protected override Work Prepare()
    {
        var request = new RestoreRequest(Backup!.Id, Table, Reason);
        return OnTarget(async (services, streams, token) =>
        {
            var service = new RestoreService(services);
            var plan = await service.PlanAsync(request, token);
            if (!await streams.ApprovedAsync(plan, plan.Target, $"Restore {plan.Tables.Count} tables and {plan.Objects.Count} objects from {plan.BackupId}", token))
                return;
            var result = await service.RunAsync(request, plan, token);
            await streams.WriteAsync(result, token);
            await streams.SucceededAsync(new Ending($"Restore of {result.BackupId}", result.EndState, result.ErrorCode, result.Error), token);
        });
    }
}
