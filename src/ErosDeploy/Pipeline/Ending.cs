namespace ErosDeploy.Pipeline;

/// <summary>How work that may have changed the target ended, as its result says.</summary>
/// <param name="What">The subject of the sentence, for instance <c>Phase phase1</c>.</param>
internal sealed record Ending(string What, EndState State, string? ErrorCode, string? Error, string RunId, IReadOnlyList<string> Notes)
{
    public static Ending Of(PhaseResult result) => new($"Phase {result.Phase}", result.EndState, result.ErrorCode, result.Error, result.RunId, result.Notes) { CanBeUndone = true };

    /// <summary>A deployment that was cancelled while a phase was watched can be gone on with.</summary>
    public static Ending Of(DeploymentResult result) => new("The deployment", result.EndState, result.ErrorCode, result.Error, result.RunId, result.Notes)
    {
        CanBeUndone = true,
        GoesOn = result is { EndState: EndState.Cancelled, Stages: [.., { EndState: EndState.Cancelled } last] } && last.Name.StartsWith("watch ", StringComparison.Ordinal),
    };

    bool GoesOn { get; init; }

    /// <summary>Whether what it left inconsistent can be tried again to be undone, under its run's id.</summary>
    public bool CanBeUndone { get; init; }

    /// <summary>Null after success, and for a run that paused as asked; else the error that goes with the result.</summary>
    public ErosException? Failure() => State is EndState.Succeeded or EndState.Paused ? null : new ErosException(Code(), Happened(), NextStep()) { EndState = State };

    /// <summary>The ending for those who do not get the result.</summary>
    public override string ToString() => string.Join(' ', ((string?[])[$"{What} ended {State} (run {RunId}).", Error, .. State == EndState.Inconsistent ? Notes : [], NextStepWithoutResult()]).Where(s => !string.IsNullOrEmpty(s)));

    string NextStepWithoutResult() => State switch
    {
        EndState.Succeeded => "It had come to its end before it could be stopped.",
        EndState.Cancelled when GoesOn => $"Resume-ErosDeployment {RunId} goes on with it.",
        EndState.Cancelled => "Nothing is left half done; run it again when it is wanted.",
        EndState.Inconsistent when !CanBeUndone => "Get-ErosDeployment lists it; bring back what is not as before with Restore-ErosBackup -Backup latest.",
        EndState.Inconsistent => Mending,
        _ => NextStep(),
    };

    string Mending => $"Resume-ErosDeployment {RunId} -Undo tries the undo again; Restore-ErosBackup -Backup latest brings everything back.";

    ErosErrorCode Code() =>
        ErrorCode?.StartsWith("EROS", StringComparison.Ordinal) == true && Enum.TryParse<ErosErrorCode>(ErrorCode.AsSpan(4), out var code) && Enum.IsDefined(code) ? code : ErosErrorCode.Internal;

    string Happened() => $"{What} {Phrase()}{(string.IsNullOrEmpty(Error) ? "." : ": " + Error)}";

    string Phrase() => State switch
    {
        EndState.FailedBeforeChange => "failed before anything was changed",
        EndState.RolledBack => "failed and was rolled back",
        EndState.Inconsistent => "failed and left the target inconsistent",
        EndState.Cancelled => "was cancelled",
        _ => "failed",
    };

    string NextStep() => State switch
    {
        EndState.FailedBeforeChange => "Remove the cause and run it again.",
        EndState.RolledBack => "What it had changed is as before; remove the cause and run it again.",
        EndState.Inconsistent when CanBeUndone => $"See the result for what is not as before. {Mending}",
        EndState.Inconsistent => "See the result for what is not as before, and bring it back with Restore-ErosBackup -Backup latest.",
        _ => "See the result for what was done, and run it again.",
    };
}
