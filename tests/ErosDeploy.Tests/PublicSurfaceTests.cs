using System.Reflection;

namespace ErosDeploy.Tests;

/// <summary>A public signature that shows a privately loaded type can make the import fail, and clash with other modules.</summary>
public sealed class PublicSurfaceTests : IDisposable
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    readonly HostedSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Public_signatures_show_only_records_the_engine_and_the_platform()
    {
        var module = _session.Run("(Get-Command Get-ErosContext).ImplementingType").Single<Type>().Assembly;
        var foreign = module.GetExportedTypes().SelectMany(SurfaceOf).SelectMany(Parts).Where(t => !IsShared(t, module)).Distinct();
        Assert.Empty(foreign);
    }

    static IEnumerable<Type> SurfaceOf(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => f.FieldType),
        .. type.GetMethods(Declared).Where(IsVisible).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
        .. type.GetConstructors(Declared).Where(IsVisible).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)),
        .. type.GetCustomAttributesData().Select(a => a.AttributeType),
    ];

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    static bool IsShared(Type type, Assembly module) =>
        type.IsGenericParameter || type.Assembly == module
        || type.Assembly.GetName().Name is { } name
            && (name is "ErosDeploy.Abstractions" or "System.Management.Automation" || name.StartsWith("System.", StringComparison.Ordinal));
}
