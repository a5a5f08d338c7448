namespace ErosDeploy.Tests.Commands;

/// <summary>A copy of the module's own sql folder that a test may damage.</summary>
public sealed class CatalogueCopy : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public CatalogueCopy()
    {
        var original = System.IO.Path.Combine(BuiltModule.Root, "sql");
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(original, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Path => _folder.Path;

    /// <summary>Makes a script fail; returns where it lies and what it held.</summary>
    public (string File, string Text) Break(string script)
    {
        var file = Directory.EnumerateFiles(Path, script, SearchOption.AllDirectories).Single();
        var text = File.ReadAllText(file);
        File.WriteAllText(file, "SELECT no_such_column;\n");
        return (file, text);
    }

    public void Dispose() => _folder.Dispose();
}
