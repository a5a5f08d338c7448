using System.Management.Automation;
using ErosDeploy.Completion;
using ErosDeploy.Core;
using ErosDeploy.Core.Backups;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Lists backups, newest first, incomplete and damaged ones included.</summary>
[Cmdlet(VerbsCommon.Get, "ErosBackup", DefaultParameterSetName = ListSet)]
[OutputType(typeof(BackupInfo))]
public sealed class GetErosBackupCommand : TargetCommand
{
    const string ListSet = "List";
    const string IdSet = "Id";
    const string LatestSet = "Latest";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BackupIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>The newest complete backup that Restore-ErosBackup would take for 'latest'.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    [Parameter(ParameterSetName = ListSet)]
    public BackupKind? Kind { get; set; }

    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? Since { get; set; }

    private protected override Work Prepare()
    {
        var (ids, query) = (Id, new BackupQuery(null, Latest, Kind, Since));
        return OnTarget((services, streams, token) =>
        {
            var service = new BackupService(services);
            return ids is not null ? EachAsync(service, ids, streams, token)
                : query.Latest ? LatestAsync(service, query, streams, token)
                : ListAsync(service, query, streams, token);
        });
    }

    static async Task LatestAsync(BackupService service, BackupQuery query, CommandStreams streams, CancellationToken token)
    {
        if (await ListAsync(service, query, streams, token) == 0)
            throw new ErosException(ErosErrorCode.BackupNotFound, "There is no complete backup of the dataset.", "Take one with New-ErosBackup.");
    }

    static async Task<int> ListAsync(BackupService service, BackupQuery query, CommandStreams streams, CancellationToken token)
    {
        var found = 0;
        await foreach (var backup in service.ListAsync(query, token))
        {
            await streams.WriteAsync(backup, token);
            found++;
        }
        return found;
    }

    static async Task EachAsync(BackupService service, IReadOnlyList<string> ids, CommandStreams streams, CancellationToken token)
    {
        foreach (var id in ids)
            await streams.ContinueAfterErrorAsync(() => ListAsync(service, new BackupQuery(id), streams, token), token);
    }
}
