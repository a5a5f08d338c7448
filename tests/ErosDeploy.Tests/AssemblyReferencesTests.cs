using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ErosDeploy.Tests;

/// <summary>References point one way, read from the built assemblies.</summary>
public sealed class AssemblyReferencesTests
{
    [Theory]
    [InlineData("ErosDeploy.Abstractions", "")]
    [InlineData("ErosDeploy.GoogleSql", "ErosDeploy.Abstractions")]
    [InlineData("ErosDeploy.Core", "ErosDeploy.Abstractions ErosDeploy.GoogleSql")]
    [InlineData("ErosDeploy.Sandbox", "ErosDeploy.Abstractions ErosDeploy.GoogleSql")]
    [InlineData("ErosDeploy", "ErosDeploy.Abstractions ErosDeploy.Core ErosDeploy.Sandbox")]
    public void An_assembly_refers_only_to_those_below_it(string assembly, string allowed)
    {
        var own = References(assembly).Where(name => name.StartsWith("ErosDeploy", StringComparison.Ordinal));
        Assert.Empty(own.Except(allowed.Split(' ')));
    }

    [Theory]
    [InlineData("ErosDeploy.Abstractions")]
    [InlineData("ErosDeploy.GoogleSql")]
    [InlineData("ErosDeploy.Core")]
    [InlineData("ErosDeploy.Sandbox")]
    public void Only_the_cmdlets_know_PowerShell(string assembly) =>
        Assert.DoesNotContain("System.Management.Automation", References(assembly));

    [Theory]
    [InlineData("ErosDeploy.Abstractions")]
    [InlineData("ErosDeploy.GoogleSql")]
    public void The_lower_assemblies_need_no_package(string assembly) =>
        Assert.All(References(assembly), name => Assert.True(IsPlatform(name) || name == "ErosDeploy.Abstractions", name));

    [Theory]
    [InlineData("ErosDeploy")]
    [InlineData("ErosDeploy.Abstractions")]
    [InlineData("ErosDeploy.GoogleSql")]
    [InlineData("ErosDeploy.Core")]
    public void Only_the_sandbox_knows_DuckDB(string assembly) =>
        Assert.DoesNotContain(References(assembly), name => name.StartsWith("DuckDB", StringComparison.Ordinal));

    [Fact]
    public void Records_lie_once_beside_the_root_assembly()
    {
        var copies = Directory.EnumerateFiles(BuiltModule.Bin, "ErosDeploy.Abstractions.dll", SearchOption.AllDirectories);
        Assert.Equal(Path.Combine(BuiltModule.Bin, "ErosDeploy.Abstractions.dll"), Assert.Single(copies));
    }

    [Fact]
    public void The_engine_is_not_shipped_with_the_module() =>
        Assert.Empty(Directory.EnumerateFiles(BuiltModule.Bin, "System.Management.Automation.dll", SearchOption.AllDirectories));

    static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib" or "Microsoft.CSharp";

    static IReadOnlyList<string> References(string assembly)
    {
        var path = assembly is "ErosDeploy" or "ErosDeploy.Abstractions" ? BuiltModule.Bin : BuiltModule.Deps;
        using var file = new PEReader(File.OpenRead(Path.Combine(path, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))];
    }
}
