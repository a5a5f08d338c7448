using ErosDeploy.Runner.CommandLine;

namespace ErosDeploy.Runner.Engine;

/// <summary>
/// Where no target is set at all, the demo's sandbox in the current folder is the target of this process, and is said to be. Anything
/// that names another target keeps it out.
/// </summary>
internal static class DefaultSandbox
{
    const string Variable = "EROS_DEFAULT_SANDBOX";
    static readonly string[] Targets = [Variable, "EROS_SANDBOX", "EROS_PROJECT_ID", "BIGQUERY_EMULATOR_HOST", "STORAGE_EMULATOR_HOST"];

    /// <summary>The folder to use, or null.</summary>
    public static string? Find(string currentFolder, Func<string, string?> environment)
    {
        var folder = Path.Combine(currentFolder, ArgumentReader.DefaultSandbox);
        var isSandbox = File.Exists(Path.Combine(folder, "warehouse.duckdb"));
        return isSandbox && Targets.All(name => string.IsNullOrEmpty(environment(name))) ? folder : null;
    }

    /// <summary>Sets it for this process and says so.</summary>
    public static void Apply(TextWriter notices)
    {
        if (Find(Environment.CurrentDirectory, Environment.GetEnvironmentVariable) is not { } folder)
            return;
        Environment.SetEnvironmentVariable(Variable, folder);
        notices.WriteLine($"eros: what names no target works on the demo's sandbox here, {folder}.");
    }
}
