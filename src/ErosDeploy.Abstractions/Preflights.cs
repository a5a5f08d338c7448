namespace ErosDeploy;

/// <summary>What a step can do harm to, told by its script, what eros.json says of it, what is there, and what the linter found.</summary>
public enum StepRisk
{
    /// <summary>Definitions only: they are captured and put back.</summary>
    Low,
    /// <summary>New tables, changes of tables, or something that the linter warns of.</summary>
    Medium,
    /// <summary>Writes rows of tables that exist, or takes something away.</summary>
    High,
}

/// <summary>What is known of the bytes that a step will process.</summary>
public enum BytesStatus
{
    Known,
    /// <summary>At most so many: of clustered tables less may be read.</summary>
    UpperBound,
    /// <summary>At least so many: the dry run does not look into all of the script.</summary>
    LowerBound,
    /// <summary>The service does not say; that is not nothing.</summary>
    Unknown,
    /// <summary>It needs what an earlier step creates.</summary>
    NotCheckableYet,
}

/// <summary>Something that was looked at before a phase runs. Fail stops the run before it begins; Unknown could not be looked at, and is no Pass.</summary>
public sealed record PreflightCheck
{
    /// <summary>schema, order, scripts, not-checkable, permissions, location, backup, pacing or undo.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }
    public required CheckStatus Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>What to do about it; empty when there is nothing to do.</summary>
    public string Next { get; init; } = "";

    /// <summary>The code of the error that a Fail ends a run with.</summary>
    public ErosErrorCode Code { get; init; } = ErosErrorCode.PreflightFailed;

    public override string ToString() => $"{Id} ({Status})";
}
