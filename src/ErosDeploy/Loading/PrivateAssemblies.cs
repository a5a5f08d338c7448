using System.Reflection;
using System.Runtime.Loader;

namespace ErosDeploy.Loading;

/// <summary>
/// Resolves what the root assembly asks for and the default context does not have: the records beside it into the
/// default context (their types appear on public signatures), everything in <c>deps</c> into a private one.
/// </summary>
internal sealed class PrivateAssemblies(string moduleFolder)
{
    const string Records = "ErosDeploy.Abstractions";

    readonly object _gate = new();
    PrivateLoadContext? _private;
    int _imports;

    public void Hook()
    {
        lock (_gate)
            if (_imports++ == 0)
                AssemblyLoadContext.Default.Resolving += Resolve;
    }

    public void Unhook()
    {
        lock (_gate)
            if (_imports > 0 && --_imports == 0)
                AssemblyLoadContext.Default.Resolving -= Resolve;
    }

    Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name == Records)
            return context.LoadFromAssemblyPath(Path.Combine(moduleFolder, Records + ".dll"));
        lock (_gate)
            _private ??= new PrivateLoadContext(Path.Combine(moduleFolder, "deps"));
        return _private.Owns(name) ? _private.LoadFromAssemblyName(name) : null;
    }
}
