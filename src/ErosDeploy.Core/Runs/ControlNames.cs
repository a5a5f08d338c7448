using System.Globalization;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Runs;

/// <summary>Where in the bucket, outside the dataset, the lease, the history and the journals of a dataset lie.</summary>
sealed record ControlNames(ErosTarget Target)
{
    string Prefix => $".eros/{Target.Project}.{Target.Dataset}";

    /// <summary>What all of these names begin with; only of a dataset that is to go may everything below be deleted.</summary>
    public string Control => Prefix;

    public string Lease => Prefix + ".lease";

    public string History => Prefix + "/history.jsonl";

    /// <summary>Whether the baseline was begun or finished.</summary>
    public string Baseline => Prefix + "/baseline";

    /// <summary>The text of a definition by its digest.</summary>
    public string Definition(string digest) => $"{Prefix}/definitions/{digest.Replace(':', '-')}.sql";

    public string Journals => $"{Prefix}/runs/";

    public string Journal(string run) => $"{Journals}{run}/";

    public string JournalEntry(string run, int sequence) => Journal(run) + sequence.ToString("0000", CultureInfo.InvariantCulture) + ".json";

    /// <summary>Beside the entries lies the result of a restore.</summary>
    public static bool IsJournalEntry(string name) => name.EndsWith(".json", StringComparison.Ordinal) && name.AsSpan(name.LastIndexOf('/') + 1)[..^5] is { Length: > 0 } number && !number.ContainsAnyExceptInRange('0', '9');

    /// <summary>Everything that a run reported, beside its journal.</summary>
    public string RunResult(string run) => Journal(run) + "result.json";

    /// <summary>What is known of a backup that is being taken, so that it can be resumed.</summary>
    public string Unfinished(string backup) => $"{Prefix}/backups/{backup}/";

    /// <summary>The restore that was begun last, and the way back from it.</summary>
    public string Restore => Prefix + "/restore.json";

    /// <summary>A dataset beside the target's for snapshots and staging of one run.</summary>
    public string ScratchDataset(string run) => $"{Target.Dataset}_eros_{run.Replace('-', '_')}";
}
