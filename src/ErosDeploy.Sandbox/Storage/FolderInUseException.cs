namespace ErosDeploy.Sandbox.Storage;

/// <summary>Another process works on the sandbox folder.</summary>
public sealed class FolderInUseException : IOException
{
    public FolderInUseException(string folder, int? processId, Exception? inner)
        : base(Describe(folder, processId), inner)
    {
        Folder = folder;
        ProcessId = processId;
    }

    public string Folder { get; }

    /// <summary>The process that holds the folder, where the system tells it.</summary>
    public int? ProcessId { get; }

    private static string Describe(string folder, int? processId) =>
        processId is null
            ? $"The sandbox folder {folder} is in use by another process."
            : FormattableString.Invariant($"The sandbox folder {folder} is in use by process {processId}.");
}
