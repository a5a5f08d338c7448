using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ErosDeploy.Tests;

/// <summary>Test cmdlets derive from the module's base class, so the root assembly must be found before the first import.</summary>
internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void FindModule() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "ErosDeploy" ? context.LoadFromAssemblyPath(Path.Combine(BuiltModule.Bin, "ErosDeploy.dll")) : null;
}
