using System.Text.RegularExpressions;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.GoogleSql;

namespace ErosDeploy.Core.Preflights;

/// <summary>What became of the dry run of a script, or of one of its statements.</summary>
/// <param name="Job">Null when it was refused.</param>
sealed record DryRunAnswer(ScriptContents Contents, Job? Job, ErosException? Refusal);

/// <summary>An object that a step which is to run before makes or changes.</summary>
/// <param name="Redefined">Also if it is there now, it will be another.</param>
/// <param name="Phase">The phase that this one comes after, and which nobody is about to run; null: the step runs before.</param>
sealed record PendingObject(string Name, string Step, bool Redefined, string? Phase = null);

/// <param name="Check">Unknown: it cannot be looked at, or not yet.</param>
/// <param name="Detail">Why it is no Pass.</param>
sealed record StatementVerdict(BytesStatus Bytes, long Count, CheckStatus Check, string Detail = "")
{
    public bool IsDenied { get; init; }

    /// <summary>What a step before it is to make or change first; null: nothing.</summary>
    public PendingObject? Needs { get; init; }

    /// <summary>Refused for want of something that no step makes which is about to run.</summary>
    public bool IsOutOfOrder => Needs?.Phase is not null;
}

/// <summary>What a dry run tells of a script, and what not. Pure.</summary>
static partial class DryRunVerdict
{
    /// <summary>What passed by a definition that will be another when the script runs is not looked at either.</summary>
    /// <param name="left">What phases before it make that are not about to run: it is wanted where it is missing, and nowhere else.</param>
    public static StatementVerdict Of(DryRunAnswer answer, IReadOnlyList<PendingObject> pending, IReadOnlyList<PendingObject> left) =>
        answer.Refusal is { } refusal ? OfRefusal(refusal, answer.Contents, pending, left)
        : pending.LastOrDefault(p => p.Redefined && answer.Contents.Names.Contains(p.Name)) is { } needed ? NotYet(needed)
        : Accepted(answer);

    static StatementVerdict Accepted(DryRunAnswer answer) =>
        answer.Contents.Reach == DryRunReach.Whole
            ? new StatementVerdict(BytesOf(answer), BytesOf(answer) == BytesStatus.Unknown ? 0 : Processed(answer), CheckStatus.Pass)
            : new StatementVerdict(Processed(answer) > 0 && Accuracy(answer) is "PRECISE" or "LOWER_BOUND" ? BytesStatus.LowerBound : BytesStatus.Unknown, Processed(answer), CheckStatus.Unknown, "a dry run does not look into all of it");

    /// <summary>What several statements process together.</summary>
    public static (BytesStatus Status, long? Bytes) Sum(IReadOnlyCollection<StatementVerdict> verdicts)
    {
        bool Any(BytesStatus status) => verdicts.Any(v => v.Bytes == status);
        if (Any(BytesStatus.NotCheckableYet))
            return (BytesStatus.NotCheckableYet, null);
        var unbounded = Any(BytesStatus.Unknown) || Any(BytesStatus.LowerBound);
        var atLeast = verdicts.Where(v => v.Bytes is BytesStatus.Known or BytesStatus.LowerBound).Sum(v => v.Count);
        if (unbounded)
            return atLeast > 0 ? (BytesStatus.LowerBound, atLeast) : (BytesStatus.Unknown, null);
        return (Any(BytesStatus.UpperBound) ? BytesStatus.UpperBound : BytesStatus.Known, verdicts.Sum(v => v.Count));
    }

    static BytesStatus BytesOf(DryRunAnswer answer) => Accuracy(answer) switch
    {
        "PRECISE" => BytesStatus.Known,
        "UPPER_BOUND" => BytesStatus.UpperBound,
        "LOWER_BOUND" => BytesStatus.LowerBound,
        _ => BytesStatus.Unknown,
    };

    static string? Accuracy(DryRunAnswer answer) => answer.Job?.Statistics?.Query?.TotalBytesProcessedAccuracy;

    static long Processed(DryRunAnswer answer) => answer.Job?.Statistics?.TotalBytesProcessed ?? 0;

    /// <summary>A refusal for want of something pending says nothing of the script; any other is a fault of it, unless the service did not get to look.</summary>
    static StatementVerdict OfRefusal(ErosException refusal, ScriptContents contents, IReadOnlyList<PendingObject> pending, IReadOnlyList<PendingObject> left)
    {
        var message = refusal.What.Split("failed: ", 2)[^1];
        if (refusal.Code == ErosErrorCode.CloudAccessDenied)
            return new StatementVerdict(BytesStatus.Unknown, 0, CheckStatus.Fail, message) { IsDenied = true };
        if (refusal.Code is not (ErosErrorCode.CloudInvalidRequest or ErosErrorCode.CloudNotFound or ErosErrorCode.CloudJobFailed))
            return new StatementVerdict(BytesStatus.Unknown, 0, CheckStatus.Unknown, message);
        var missing = refusal.Code == ErosErrorCode.CloudNotFound || message.Contains("not found", StringComparison.OrdinalIgnoreCase);
        var named = missing ? Word().Matches(message).Select(w => w.Value).ToHashSet(StringComparer.OrdinalIgnoreCase) : contents.Names;
        return pending.LastOrDefault(p => named.Contains(p.Name)) is { } needed ? NotYet(needed)
            : missing && left.LastOrDefault(p => named.Contains(p.Name)) is { } wanted ? NotYet(wanted)
            : new StatementVerdict(BytesStatus.Unknown, 0, CheckStatus.Fail, message);
    }

    static StatementVerdict NotYet(PendingObject needed) => new(BytesStatus.NotCheckableYet, 0, CheckStatus.Unknown, $"it needs {needed.Name} as step {needed.Step} leaves it") { Needs = needed };

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
