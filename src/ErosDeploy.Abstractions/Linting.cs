namespace ErosDeploy;

/// <summary>Something in a script that would fail, or do harm, when it runs.</summary>
public sealed record LintFinding
{
    /// <summary><c>L204</c>: never changes its meaning.</summary>
    public required string Code { get; init; }

    public required LintSeverity Severity { get; init; }

    /// <summary>Relative to the folder of eros.json.</summary>
    public required string File { get; init; }

    /// <summary>From 1, as is the column.</summary>
    public required int Line { get; init; }

    public required int Column { get; init; }
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }

    public override string ToString() => $"{File}({Line},{Column}): {Code}: {Message}";
}
