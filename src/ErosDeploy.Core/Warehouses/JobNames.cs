using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ErosDeploy.Core.Warehouses;

/// <summary>The id of a job of ours, and the labels by which the service's own views find it.</summary>
readonly record struct JobName(string Id, IReadOnlyDictionary<string, string> Labels)
{
    public static implicit operator JobName(string id) => new(id, new Dictionary<string, string>());

    public static implicit operator string(JobName name) => name.Id;

    public override string ToString() => Id;
}

/// <summary>Gives every job of a run its id; a step asked for again gets the next attempt's.</summary>
/// <param name="label">The run that the labels name.</param>
sealed class JobNames(string run, string label)
{
    const int LongestLabel = 63;

    readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public JobNames(string run)
        : this(run, run)
    {
    }

    public string Run => run;

    /// <summary>For reads that may happen several times in a run: their ids never meet.</summary>
    public static JobNames ForReading(string run) => new($"{run}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}", run);

    /// <summary>For a run that goes on after its process died.</summary>
    public static JobNames Resumed(string run, int times) => new($"{run}-{times}", run);

    public JobName Next(string step, string? phase = null)
    {
        var safe = RunIdentity.SafeStep(phase is null ? step : $"{phase}-{step}");
        return new JobName(RunIdentity.JobId(run, safe, _attempts.AddOrUpdate(safe, 1, (_, n) => n + 1)), Labels(step, phase));
    }

    /// <summary>The job that a step was given by an earlier process of the run.</summary>
    public JobName Again(string id, string step, string phase) => new(id, Labels(step, phase));

    Dictionary<string, string> Labels(string step, string? phase)
    {
        var labels = new Dictionary<string, string> { ["eros_run"] = Label(label), ["eros_step"] = Label(step) };
        if (phase is not null)
            labels["eros_phase"] = Label(phase);
        return labels;
    }

    /// <summary>At most 63 small letters, digits, underscores and hyphens.</summary>
    static string Label(string text) =>
        new(text.Take(LongestLabel).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? char.ToLowerInvariant(c) : '-').ToArray());
}
