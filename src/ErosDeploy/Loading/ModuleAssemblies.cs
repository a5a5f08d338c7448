using System.Management.Automation;

namespace ErosDeploy.Loading;

/// <summary>
/// Lets the module find its private assemblies while it is imported anywhere in the process. The engine calls
/// <see cref="OnImport"/> once per runspace that imports the module, and <see cref="OnRemove"/> likewise.
/// </summary>
public sealed class ModuleAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    static readonly PrivateAssemblies Assemblies = new(Path.GetDirectoryName(typeof(ModuleAssemblies).Assembly.Location)!);

    public void OnImport() => Assemblies.Hook();

    public void OnRemove(PSModuleInfo psModuleInfo) => Assemblies.Unhook();
}
