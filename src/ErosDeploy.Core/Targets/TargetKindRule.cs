namespace ErosDeploy.Core.Targets;

/// <summary>One source of values, nearest first.</summary>
sealed record TargetSource(SettingSource Source, TargetInput Input, Func<string, string> Origin)
{
    public bool SaysSandbox => !string.IsNullOrEmpty(Input.Sandbox);

    public bool SaysProject => !string.IsNullOrEmpty(Input.Project);
}

/// <summary>Cloud or sandbox? The nearest source that names a sandbox or a project decides, but a project alone never overrules a sandbox that a
/// farther source names, and the environment may not name both.</summary>
static class TargetKindRule
{
    public static TargetKind Decide(IReadOnlyList<TargetSource> sources, string? bigQueryEndpoint, string? storageEndpoint)
    {
        var decider = sources.FirstOrDefault(s => s.SaysSandbox || s.SaysProject);
        var sandbox = sources.FirstOrDefault(s => s.SaysSandbox);
        var endpoints = bigQueryEndpoint is not null || storageEndpoint is not null;
        if (sandbox is null)
            return endpoints ? WithEndpoints(bigQueryEndpoint, storageEndpoint) : TargetKind.Cloud;
        if (decider != sandbox)
            throw Ambiguous($"{decider!.Origin("Project")} names the project '{decider.Input.Project}', {sandbox.Origin("Sandbox")} a sandbox folder.");
        if (sandbox.Source == SettingSource.Environment && (sandbox.SaysProject || endpoints))
            throw Ambiguous($"The environment names a sandbox ({TargetVariables.Sandbox}) and a service ({TargetVariables.Project} or an emulator host) at once.");
        return TargetKind.Sandbox;
    }

    static TargetKind WithEndpoints(string? bigQuery, string? storage) =>
        bigQuery is not null && storage is not null
            ? TargetKind.Endpoint
            : throw new ErosException(
                ErosErrorCode.TargetIncomplete,
                $"Only one of {TargetVariables.BigQueryEndpoint} and {TargetVariables.StorageEndpoint} is set: half of the work would go to the cloud.",
                "Set both, or none.");

    static ErosException Ambiguous(string what) => new(
        ErosErrorCode.TargetAmbiguous,
        what,
        "Say which one is meant: -Sandbox for the folder, or remove the sandbox from the context or the environment for the project.");
}
