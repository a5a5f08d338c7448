using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Backs the dataset up: all tables of one instant, with the definitions of views and routines.</summary>
[Cmdlet(VerbsCommon.New, "ErosBackup", SupportsShouldProcess = true, DefaultParameterSetName = TakeSet)]
[OutputType(typeof(BackupInfo), typeof(BackupPlan))]
public sealed class NewErosBackupCommand : TargetCommand
{
    const string TakeSet = "Take";
    const string ResumeSet = "Resume";

    /// <summary>The tables to back up; every base table of the dataset when not given.</summary>
    [Parameter(Position = 0, ParameterSetName = TakeSet), ValidateNotNullOrEmpty]
    public string[]? Table { get; set; }

    [Parameter(ParameterSetName = TakeSet), ValidateRange(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>Keeps the table snapshots until the backup expires.</summary>
    [Parameter(ParameterSetName = TakeSet)]
    public SwitchParameter KeepSnapshot { get; set; }

    /// <summary>Loads every table back and compares it before the backup counts as one.</summary>
    [Parameter(ParameterSetName = TakeSet)]
    public SwitchParameter Deep { get; set; }

    /// <summary>An interrupted or failed backup to go on with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public string? Resume { get; set; }

    /// <summary>Tables worked on at a time.</summary>
    [Parameter, ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    private protected override Work Prepare()
    {
        var request = new BackupRequest(Table, RetentionDays, KeepSnapshot, Deep, ThrottleLimit);
        return Resume is { } id ? OnTarget((services, streams, token) => ResumeAsync(services, id, request.ThrottleLimit, streams, token)) : OnTarget((services, streams, token) => TakeAsync(services, request, streams, token));
    }

    static async Task TakeAsync(ErosServices services, BackupRequest request, CommandStreams streams, CancellationToken token)
    {
        var service = new BackupService(services);
        var plan = await service.PlanAsync(request, token);
        if (await streams.ApprovedAsync(plan, plan.Target, $"Back up {plan.Tables.Count} tables to gs://{plan.Bucket}", token))
            await WriteAsync(await service.RunAsync(request, token), streams, token);
    }

    static async Task ResumeAsync(ErosServices services, string id, int throttleLimit, CommandStreams streams, CancellationToken token)
    {
        if (await streams.ConfirmAsync(services.Target.ToString(), $"Resume backup {id}", token))
            await WriteAsync(await new BackupService(services).ResumeAsync(id, throttleLimit, token), streams, token);
    }

    static async Task WriteAsync(BackupOutcome outcome, CommandStreams streams, CancellationToken token)
    {
        await streams.WriteAsync(outcome.Backup, token);
        if (outcome.Error is { } error)
            await streams.ErrorAsync(error, CancellationToken.None);
    }
}
