namespace ErosDeploy.Core.Targets;

/// <summary>What one source says about the target: the parameters of a call, or the context of the session. Null and empty mean "not said".</summary>
/// <param name="Sandbox">A folder; full paths only, since a session's folder is not the process's.</param>
public sealed record TargetInput(
    string? Project = null,
    string? Dataset = null,
    string? Bucket = null,
    string? Location = null,
    string? Sandbox = null,
    string? SqlPath = null)
{
    public static readonly TargetInput Empty = new();
}
