using System.Globalization;
using System.Security.Cryptography;

namespace ErosDeploy.Core;

/// <summary>Names of a run and of its jobs: <c>eros_&lt;run&gt;_&lt;step&gt;_&lt;attempt&gt;</c>.</summary>
static class RunIdentity
{
    public static string NewRunId(TimeProvider time) =>
        time.GetUtcNow().UtcDateTime.ToString("yyyyMMddTHHmmss", CultureInfo.InvariantCulture) + "-" + RandomNumberGenerator.GetHexString(6, lowercase: true);

    /// <summary>When a run began whose id we made; null for an id that was given.</summary>
    public static DateTimeOffset? BeganAt(string run) =>
        DateTimeOffset.TryParseExact(run.AsSpan(0, Math.Min(run.Length, 15)), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>An id that someone gave: it becomes a part of names of jobs, objects and datasets.</summary>
    public static string Validate(string run) => run.Length is > 0 and <= 64 && run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? run
        : throw new ErosException(ErosErrorCode.InvalidIdentifier, $"'{run}' is no id of a run.", "Use at most 64 letters, digits, hyphens and underscores.") { Subject = run };

    public static string JobId(string run, string safeStep, int attempt) => string.Create(CultureInfo.InvariantCulture, $"eros_{run}_{safeStep}_{attempt}");

    /// <summary>Letters, digits, hyphens and underscores only; every other character becomes a hyphen, so two steps may become one: count attempts by this.</summary>
    public static string SafeStep(string step) =>
        new(step.Take(200).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-').ToArray());
}

/// <summary>The process that works, for leases and history.</summary>
sealed record Worker(string Owner, string Host, int Process, DateTimeOffset ProcessStart)
{
    public static Worker Current()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new Worker($"{Environment.UserName}@{Environment.MachineName}", Environment.MachineName, process.Id, process.StartTime.ToUniversalTime());
    }

    /// <summary>Whether the process that started then still runs on this machine; one that may not be looked at counts as running.</summary>
    public static bool IsAlive(int processId, DateTimeOffset start)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return (process.StartTime.ToUniversalTime() - start).Duration() < TimeSpan.FromSeconds(5);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }
}
