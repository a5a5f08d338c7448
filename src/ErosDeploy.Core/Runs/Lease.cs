using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Runs;

/// <summary>Who holds a dataset. Process and ProcessStart tell, on the same host, whether the holder is still alive.</summary>
sealed record LeaseContent
{
    public required string Owner { get; init; }
    public required string Run { get; init; }
    public required string Purpose { get; init; }
    public required string Host { get; init; }
    public required int Process { get; init; }
    public required DateTimeOffset ProcessStart { get; init; }
    public required DateTimeOffset AcquiredAt { get; init; }
    public required DateTimeOffset HeartbeatAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LeaseContent))]
sealed partial class LeaseJson : JsonSerializerContext
{
    public static byte[] Write(LeaseContent lease) => JsonSerializer.SerializeToUtf8Bytes(lease, Default.LeaseContent);

    /// <summary>Null when the text is no lease.</summary>
    public static LeaseContent? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.LeaseContent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

enum LeaseVerdict
{
    Held,
    /// <summary>Its time is over, or its process is gone: it may be taken over.</summary>
    Abandoned,
}

/// <summary>May a lease that exists be taken over? Pure.</summary>
static class LeaseRule
{
    /// <summary>Clocks of two machines may differ by this much.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(3);

    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>The expiry of a lease that Unlock-ErosDeployment broke.</summary>
    public static readonly DateTimeOffset Broken = DateTimeOffset.UnixEpoch;

    /// <summary>When a lease that is not renewed any more is over, however far the clock of its holder is ahead.</summary>
    public static DateTimeOffset OverAt(LeaseContent lease, DateTimeOffset now)
    {
        var latest = now + TimeToLive + ClockTolerance;
        return lease.ExpiresAt + ClockTolerance < latest ? lease.ExpiresAt + ClockTolerance : latest;
    }

    /// <param name="isAlive">Whether the process with that id and start runs on this host.</param>
    public static LeaseVerdict Judge(LeaseContent lease, DateTimeOffset now, string thisHost, Func<int, DateTimeOffset, bool> isAlive)
    {
        if (now > lease.ExpiresAt + ClockTolerance)
            return LeaseVerdict.Abandoned;
        if (!string.Equals(lease.Host, thisHost, StringComparison.OrdinalIgnoreCase))
            return LeaseVerdict.Held;
        return isAlive(lease.Process, lease.ProcessStart) ? LeaseVerdict.Held : LeaseVerdict.Abandoned;
    }

    public static ErosException HeldBy(LeaseContent? lease, string uri, DateTimeOffset now) => lease is null
        ? new ErosException(ErosErrorCode.LeaseHeld, $"{uri} exists but cannot be read: someone else may be working on this dataset.", "Look at the object; remove it only when no deployment runs.") { Subject = uri }
        : new ErosException(
            ErosErrorCode.LeaseHeld,
            $"{lease.Owner} is working on this dataset: {lease.Purpose}, run {lease.Run}, since {Age(now - lease.AcquiredAt)}, last heard of {Age(now - lease.HeartbeatAt)} ago.",
            "Wait until it is done; if it died, its lease ends by itself within minutes.") { Subject = uri };

    static string Age(TimeSpan age) =>
        age < TimeSpan.FromSeconds(1) ? "less than a second"
        : age < TimeSpan.FromMinutes(2) ? $"{(int)age.TotalSeconds} s"
        : age < TimeSpan.FromHours(2) ? $"{(int)age.TotalMinutes} min"
        : $"{(int)age.TotalHours} h";
}
