namespace ErosDeploy;

public enum SandboxAction
{
    /// <summary>The folder is empty or absent: it becomes a sandbox.</summary>
    Create,
    /// <summary>It is a sandbox already: what lacks is added.</summary>
    Complete,
    /// <summary>It is a sandbox, and is made anew: everything in it is deleted first.</summary>
    Replace,
}

/// <summary>What New-ErosSandbox would do.</summary>
public sealed record SandboxPlan
{
    public required string Folder { get; init; }
    public required SandboxAction Action { get; init; }
    public required string Project { get; init; }
    public required string Dataset { get; init; }
    public required string Bucket { get; init; }

    /// <summary>Whether the sample data is wanted.</summary>
    public required bool Sample { get; init; }

    /// <summary>How many times the size of the real system the sample has; null without sample.</summary>
    public int? Scale { get; init; }

    /// <summary>Scripts that would run, in order.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }
}
