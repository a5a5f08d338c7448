namespace ErosDeploy.GoogleSql.Lint;

/// <summary>A script as its file has it, placeholders unfilled, with what the catalogue says of it.</summary>
/// <param name="File">How findings name it.</param>
/// <param name="Text">BOM-less LF text.</param>
public sealed record LintSource(string File, string Text)
{
    /// <summary>What the step may do; null for a script that is no step.</summary>
    public LintStep? Step { get; init; }

    /// <summary>The baseline, or the phase that it is deployed with: each object may come from one of its scripts only; null: it deploys nothing.</summary>
    public string? Group { get; init; }
}

/// <summary>What the undo of a step knows: only this is put back.</summary>
public sealed record LintStep(StepKind Kind, IReadOnlyList<DeployedObject> Creates, IReadOnlyList<string> Changes);
