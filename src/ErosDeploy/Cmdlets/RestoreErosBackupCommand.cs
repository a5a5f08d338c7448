using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Brings tables, views and routines back to what a backup holds, all together or not at all.</summary>
[Cmdlet(VerbsData.Restore, "ErosBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BackupSet)]
[OutputType(typeof(RestoreResult), typeof(RestorePlan))]
public sealed class RestoreErosBackupCommand : TargetCommand
{
    const string BackupSet = "Backup";
    const string UndoSet = "Undo";

    /// <summary>An id, <c>latest</c>, or an object of Get-ErosBackup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = BackupSet), ValidateNotNull]
    [BackupIdentity]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference? Backup { get; set; }

    /// <summary>Takes the last restore back: restores the safety backup that it took.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UndoSet)]
    public SwitchParameter Undo { get; set; }

    /// <summary>Only these tables; everything, with views and routines, when not given.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string[]? Table { get; set; }

    /// <summary>Why; recorded with the result.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Returns the plan and does nothing; the same plan that -WhatIf returns.</summary>
    [Parameter]
    public SwitchParameter PlanOnly { get; set; }

    /// <summary>Goes on where scheduled queries cannot be read, and so not be paused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Work Prepare()
    {
        var (request, planOnly) = (new RestoreRequest(Backup?.Id ?? "", Table, Reason, Undo, Force), PlanOnly.IsPresent);
        return OnTarget((services, streams, token) => planOnly ? PlanAsync(services, request, streams, token) : RestoreAsync(services, request, streams, token));
    }

    static async Task PlanAsync(ErosServices services, RestoreRequest request, CommandStreams streams, CancellationToken token) =>
        await streams.WriteAsync(await new RestoreService(services).PlanAsync(request, token), token);

    static async Task RestoreAsync(ErosServices services, RestoreRequest request, CommandStreams streams, CancellationToken token)
    {
        var service = new RestoreService(services);
        var plan = await service.PlanAsync(request, token);
        if (!await streams.ApprovedAsync(plan, plan.Target, RestoreQuestion.Of(plan), token))
            return;
        var result = await service.RunAsync(request, plan, token);
        await streams.EndedAsync(result, new Ending($"Restore of {result.BackupId}", result.EndState, result.ErrorCode, result.Error, result.RunId, result.Notes));
    }
}
