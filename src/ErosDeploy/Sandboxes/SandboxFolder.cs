namespace ErosDeploy.Sandboxes;

/// <summary>What a folder is, seen from outside, without opening it.</summary>
internal static class SandboxFolder
{
    const string Warehouse = "warehouse.duckdb";

    public static bool IsSandbox(string folder) => File.Exists(Path.Combine(folder, Warehouse));

    public static bool IsEmptyOrAbsent(string folder) => !Path.Exists(folder) || Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    public static void RequireSandbox(string folder)
    {
        if (!IsSandbox(folder))
            throw new ErosException(
                ErosErrorCode.SandboxNotFound,
                Directory.Exists(folder) ? $"The folder '{folder}' is not a sandbox." : $"There is no sandbox folder '{folder}'.",
                $"Create one with New-ErosSandbox -Path '{folder}', or name another with -Sandbox.") { Subject = folder };
    }
}
