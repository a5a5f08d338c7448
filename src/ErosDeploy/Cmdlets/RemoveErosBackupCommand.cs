using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Removes backups, named ones or all that a rule does not keep; never the last verified good one, nor one that something open needs.</summary>
[Cmdlet(VerbsCommon.Remove, "ErosBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = BackupSet)]
[OutputType(typeof(BackupRemoval))]
public sealed class RemoveErosBackupCommand : TargetCommand
{
    const string BackupSet = "Backup";
    const string RuleSet = "Rule";

    readonly List<string> _ids = [];

    /// <summary>An id or an object of Get-ErosBackup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = BackupSet), ValidateNotNull]
    [BackupIdentity]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference[]? Backup { get; set; }

    /// <summary>Keeps what is younger.</summary>
    [Parameter(ParameterSetName = RuleSet), ValidateRange(0, 36500)]
    public int? OlderThanDays { get; set; }

    /// <summary>Keeps so many of the newest.</summary>
    [Parameter(ParameterSetName = RuleSet), ValidateRange(0, 100000)]
    public int? KeepLast { get; set; }

    /// <summary>Keeps the newest of each of so many days.</summary>
    [Parameter(ParameterSetName = RuleSet), ValidateRange(0, 100000)]
    public int KeepDaily { get; set; }

    [Parameter(ParameterSetName = RuleSet), ValidateRange(0, 100000)]
    public int KeepWeekly { get; set; }

    [Parameter(ParameterSetName = RuleSet), ValidateRange(0, 100000)]
    public int KeepMonthly { get; set; }

    /// <summary>Keeps what has not reached its own expiration.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    public SwitchParameter Expired { get; set; }

    /// <summary>Safety backups go when they are older; without it they stay.</summary>
    [Parameter(ParameterSetName = RuleSet), ValidateRange(1, 36500)]
    public int? PreRollbackOlderThanDays { get; set; }

    protected override void ProcessRecord() => _ids.AddRange((Backup ?? []).Select(b => b.Id));

    protected override void EndProcessing() => RunPrepared();

    private protected override Work Prepare()
    {
        if (ParameterSetName == BackupSet)
            return OnTarget((services, streams, token) => RemoveAsync(services, service => service.PlanAsync(_ids, token), streams, token));
        var rule = new RetentionRule(Days(OlderThanDays), KeepLast, KeepDaily, KeepWeekly, KeepMonthly, Expired, Days(PreRollbackOlderThanDays));
        return OnTarget((services, streams, token) => RemoveAsync(services, service => service.PlanAsync(rule, token), streams, token));
    }

    static async Task RemoveAsync(ErosServices services, Func<RetentionService, Task<IReadOnlyList<BackupRemoval>>> planned, CommandStreams streams, CancellationToken token)
    {
        var service = new RetentionService(services);
        var plan = await planned(service);
        if (plan.Count == 0)
            return;
        var decision = await streams.ShouldProcessAsync(services.Target.ToString(), $"Remove {plan.Count} backups ({Names(plan)})", token);
        foreach (var removal in decision.Approved ? await service.RunAsync(plan, token) : decision.WhatIf ? plan : [])
            await WriteAsync(removal, streams, token);
    }

    static async Task WriteAsync(BackupRemoval removal, CommandStreams streams, CancellationToken token)
    {
        await streams.WriteAsync(removal, token);
        if (removal.Error is { } error)
            await streams.ErrorAsync(new ErosException(ErosErrorCode.CloudRequestFailed, $"Backup {removal.BackupId} could not be removed wholly: {error}", "Run it again.") { Subject = removal.BackupId }, token);
    }

    static string Names(IReadOnlyList<BackupRemoval> plan) => string.Join(", ", plan.Take(5).Select(r => r.BackupId)) + (plan.Count > 5 ? " ..." : "");

    static TimeSpan? Days(int? days) => days is { } n ? TimeSpan.FromDays(n) : null;
}
