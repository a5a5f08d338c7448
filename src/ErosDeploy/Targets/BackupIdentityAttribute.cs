using System.Collections;
using System.Management.Automation;

namespace ErosDeploy.Targets;

/// <summary>Takes any object with an Id for a backup: what Get-ErosBackup wrote comes back from files, jobs and JSON as another type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BackupIdentityAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Bare(inputData) is IList several ? several.Cast<object>().Select(Reference).ToArray() : Reference(inputData);

    static object Reference(object value) =>
        Bare(value) is null or string or BackupInfo or BackupReference || PSObject.AsPSObject(value).Properties["Id"]?.Value is not { } id || Bare(id) is not string { Length: > 0 } text
            ? value
            : new BackupReference(text);

    static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
