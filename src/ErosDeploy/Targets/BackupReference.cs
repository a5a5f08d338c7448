namespace ErosDeploy.Targets;

/// <summary>Names a backup: an id, <c>latest</c>, or an object that Get-ErosBackup wrote.</summary>
public sealed class BackupReference
{
    public BackupReference(string id) => Id = id;

    public BackupReference(BackupInfo backup)
    {
        ArgumentNullException.ThrowIfNull(backup);
        Id = backup.Id;
    }

    public string Id { get; }

    public override string ToString() => Id;
}
