using System.Reflection;
using System.Runtime.Loader;

namespace ErosDeploy.Loading;

/// <summary>The module's third-party assemblies and natives, apart from those of other modules in the session.</summary>
internal sealed class PrivateLoadContext(string depsFolder) : AssemblyLoadContext("ErosDeploy")
{
    readonly AssemblyDependencyResolver _resolver = new(Path.Combine(depsFolder, "ErosDeploy.Core.dll"));

    /// <summary>Only the module's own assemblies are looked for on behalf of the default context.</summary>
    public bool Owns(AssemblyName name) =>
        name.Name?.StartsWith("ErosDeploy.", StringComparison.Ordinal) == true && _resolver.ResolveAssemblyToPath(name) is not null;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
