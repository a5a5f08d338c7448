using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ErosDeploy.Core.Warehouses;

/// <summary>Gives every job of a run its id; a step asked for again gets the next attempt's.</summary>
sealed class JobNames(string run)
{
    readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public string Run => run;

    /// <summary>For reads that may happen several times in a run: their ids never meet.</summary>
    public static JobNames ForReading(string run) => new($"{run}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    public string Next(string step)
    {
        var safe = RunIdentity.SafeStep(step);
        return RunIdentity.JobId(run, safe, _attempts.AddOrUpdate(safe, 1, (_, n) => n + 1));
    }
}
