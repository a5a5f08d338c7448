using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Sees whether backups are what their manifests say; damage is named, one object per part.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ErosBackup")]
[OutputType(typeof(BackupCheck))]
public sealed class TestErosBackupCommand : TargetCommand
{
    /// <summary>An id, <c>latest</c>, or an object of Get-ErosBackup.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true), ValidateNotNull]
    [BackupIdentity]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference Backup { get; set; } = new("latest");

    /// <summary>Restores everything into a dataset of its own, compares it, and drops it.</summary>
    [Parameter]
    public SwitchParameter Drill { get; set; }

    private protected override Work Prepare()
    {
        var (id, drill) = (Backup.Id, Drill.IsPresent);
        return OnTarget((services, streams, token) => streams.ContinueAfterErrorAsync(() => TestAsync(services, id, drill, streams, token), token));
    }

    static async Task TestAsync(ErosServices services, string id, bool drill, CommandStreams streams, CancellationToken token)
    {
        await foreach (var check in new BackupTestService(services).TestAsync(id, drill, token))
            await streams.WriteAsync(check, token);
    }
}
