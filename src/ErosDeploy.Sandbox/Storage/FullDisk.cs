namespace ErosDeploy.Sandbox.Storage;

/// <summary>Tells a full disk (or a used up quota of one) from other failures, in what the system and DuckDB say of it.</summary>
internal static class FullDisk
{
    /// <summary>Reason of the refusal; no reason of the service's, as the service has no disk to fill.</summary>
    public const string Reason = "diskFull";

    // ENOSPC, and EDQUOT of Linux and macOS; ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL and ERROR_DISK_QUOTA_EXCEEDED of Windows
    static readonly int[] Codes = [28, 122, 69, unchecked((int)0x80070027), unchecked((int)0x80070070), unchecked((int)0x8007050F)];

    // DuckDB passes the system's words on, and limits its temporary files to what was free when it was opened
    static readonly string[] Words =
    [
        "No space left on device", "Disk quota exceeded", "There is not enough space on the disk", "max_temp_directory_size",
    ];

    public static bool Is(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if ((cause is IOException && Codes.Contains(cause.HResult)) || Array.Exists(Words, word => cause.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }

    public static string Message(string folder) => $"The disk that holds the sandbox's folder '{folder}' is full.";
}
