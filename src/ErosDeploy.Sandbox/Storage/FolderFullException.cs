namespace ErosDeploy.Sandbox.Storage;

/// <summary>The disk that holds the sandbox folder is full, so that the sandbox cannot be opened.</summary>
public sealed class FolderFullException(string folder, Exception inner) : IOException(FullDisk.Message(folder), inner)
{
    public string Folder { get; } = folder;
}
