namespace ErosDeploy.Sandboxes;

/// <summary>What a folder is, seen from outside, without opening it.</summary>
internal static class SandboxFolder
{
    const string Warehouse = "warehouse.duckdb";
    static readonly string[] Parts = ["objects", "jobs"];

    public static bool IsSandbox(string folder) => File.Exists(Path.Combine(folder, Warehouse));

    /// <summary>What making a sandbox of the folder means; a folder with other things in it is left alone.</summary>
    public static SandboxAction ActionOn(string folder, bool anew)
    {
        if (IsSandbox(folder))
            return anew ? SandboxAction.Replace : SandboxAction.Complete;
        if (!Path.Exists(folder) || Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            return SandboxAction.Create;
        throw new ErosException(
            ErosErrorCode.SandboxNotFound,
            $"'{folder}' is not empty and not a sandbox.",
            "Name an empty or a new folder; nothing was changed.") { Subject = folder };
    }

    /// <summary>Deletes what a sandbox consists of; what else lies in the folder stays.</summary>
    public static void Clear(string folder)
    {
        foreach (var part in Directory.EnumerateFiles(folder, Warehouse + "*"))
            File.Delete(part);
        foreach (var part in Parts.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            Directory.Delete(part, recursive: true);
    }

    public static void RequireSandbox(string folder)
    {
        if (!IsSandbox(folder))
            throw new ErosException(
                ErosErrorCode.SandboxNotFound,
                Directory.Exists(folder) ? $"The folder '{folder}' is not a sandbox." : $"There is no sandbox folder '{folder}'.",
                $"Create one with New-ErosSandbox -Path '{folder}', or name another with -Sandbox.") { Subject = folder };
    }
}
