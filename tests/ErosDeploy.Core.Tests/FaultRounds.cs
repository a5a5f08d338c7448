namespace ErosDeploy.Core.Tests;

/// <summary>Work that is done again and again, each time with a fault at another of its HTTP calls. With EROS_EVERY_FAULT=1 every kind meets every call; otherwise
/// some that lie evenly over the work.</summary>
sealed class FaultRounds(ITestOutputHelper output, List<Fault> kinds)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<Shop> OpenAsync() => Shop.OpenAsync(Token, tryTimeout: TimeSpan.FromSeconds(3));

    /// <summary>Every kind has a shop of its own, all at once.</summary>
    public async Task OfEveryKindAsync(string what, int sample, Func<Shop, Fault, FaultTally, Task> meet)
    {
        var all = Task.WhenAll(kinds.Select(kind => Task.Run(async () =>
        {
            using var shop = await OpenAsync();
            var tally = new FaultTally(sample);
            await meet(shop, kind, tally);
            tally.RequireAll(kind);
            return tally;
        }, Token)));
        await all.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (all.Exception is { } failures)
            throw failures;
        var tallies = await all;
        output.WriteLine($"{what}: {tallies.Sum(t => t.Faults)} faults at {tallies.Sum(t => t.Calls)} calls; {string.Join("; ", tallies.Select(t => t.ToString()))}");
    }

    /// <summary>How often a job is asked whether it is done depends on the machine.</summary>
    static bool IsPoll(string method, string path) => method == "GET" && path.Contains("/jobs/", StringComparison.Ordinal);

    /// <summary>Numbers of the calls to spoil: all, until the work ends before the next one; else a few of as many as it makes when none is spoilt. The kinds'
    /// turns lie evenly between one another's.</summary>
    public async IAsyncEnumerable<int> CallsAsync(Shop shop, Fault kind, FaultTally tally, Func<Task> work)
    {
        shop.Sandbox.Faults.Forget();
        await work();
        tally.Calls = shop.Sandbox.Faults.Requests.Count(r => !IsPoll(r.Method, r.Path));
        for (var call = 1; FaultTally.Every && !tally.Ended; call++)
            yield return call;
        for (var i = 0; !FaultTally.Every && i < tally.Sample; i++)
            yield return 1 + (int)((i + (double)kinds.IndexOf(kind) / kinds.Count) * tally.Calls / tally.Sample);
    }

    static bool IsJob(string method, string path) => method == "POST" && path.Split('?')[0].EndsWith("/jobs", StringComparison.Ordinal);

    /// <summary>Does the work with the fault at that call; a killed process answers nothing from there on, a conflict meets the next job. Answers how it failed, or null.</summary>
    public static async Task<string?> MetAsync(Shop shop, Fault kind, int call, Func<Task> work)
    {
        shop.Sandbox.Faults.Forget();
        shop.Sandbox.Faults.Choose = (method, path, number) => kind switch
        {
            Fault.Killed => number >= call ? kind : null,
            Fault.Conflict or Fault.ConflictThenMissing => number >= call && IsJob(method, path) && shop.Sandbox.Faults.Conflicts == 0 ? kind : null,
            _ => number == call ? kind : null,
        };
        try
        {
            await work();
            return kind == Fault.Killed ? "killed" : null;
        }
        catch (Exception e) when (e is ErosException || (e is OperationCanceledException && kind == Fault.Killed))
        {
            return (e as ErosException)?.CodeText ?? "killed";
        }
        finally
        {
            shop.Sandbox.Faults.Choose = (_, _, _) => null;
            await shop.AgeLeaseAsync(Token);
        }
    }
}

/// <summary>How many faults were met, and how the work ended.</summary>
sealed class FaultTally(int sample)
{
    /// <summary>Whether every kind of fault is to meet every call.</summary>
    public static bool Every { get; } = Environment.GetEnvironmentVariable("EROS_EVERY_FAULT") == "1";

    readonly SortedDictionary<string, int> _ends = new(StringComparer.Ordinal);

    public int Sample => sample;

    public int Calls { get; set; }

    public int Faults { get; private set; }

    /// <summary>Whether the work ended before the call that was to be spoilt.</summary>
    public bool Ended { get; private set; }

    public void Count(Fault kind, string? end, bool met)
    {
        Ended = !met;
        if (Ended)
            return;
        Faults++;
        var key = $"{kind} {end ?? "survived"}";
        _ends[key] = _ends.GetValueOrDefault(key) + 1;
    }

    public void RequireAll(Fault kind) => Assert.True(Faults >= (Every ? Calls : sample), $"{kind} met {Faults} of {(Every ? Calls : sample)} calls");

    public override string ToString() => string.Join(", ", _ends.Select(e => $"{e.Key} {e.Value}"));
}
