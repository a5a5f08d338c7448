using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Says what differs between a backup and the dataset as it is, or another backup: columns, definitions, rows.</summary>
[Cmdlet(VerbsData.Compare, "ErosBackup")]
[OutputType(typeof(BackupDifference))]
public sealed class CompareErosBackupCommand : TargetCommand
{
    /// <summary>An id, <c>latest</c>, or an object of Get-ErosBackup.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true), ValidateNotNull]
    [BackupIdentity]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference Backup { get; set; } = new("latest");

    /// <summary>The backup to compare with; the dataset as it is when not given.</summary>
    [Parameter(Position = 1), ValidateNotNull]
    [BackupIdentity]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public BackupReference? With { get; set; }

    /// <summary>Writes what is the same too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    private protected override Work Prepare()
    {
        var (id, with, equal) = (Backup.Id, With?.Id, IncludeEqual.IsPresent);
        return OnTarget(async (services, streams, token) =>
        {
            await foreach (var difference in new BackupCompareService(services).CompareAsync(id, with, token))
            {
                if (equal || difference.Kind != DifferenceKind.Same)
                    await streams.WriteAsync(difference, token);
            }
        });
    }
}
