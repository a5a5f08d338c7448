using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Core.Phases;
using ErosDeploy.Core.Runs;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Tests.Phases;

/// <summary>A fault at the HTTP calls of a phase that is right, and of one that is undone: what a repetition helps against never shows, no statement runs twice, and
/// what the result says is so on the server.</summary>
public sealed class PhaseFaultTests(ITestOutputHelper output)
{
    static readonly List<Fault> Passing = [Fault.Unavailable, Fault.TooMany, Fault.AnswerLost, Fault.Reset, Fault.Timeout, Fault.Conflict, Fault.ConflictThenMissing];

    readonly FaultRounds _rounds = new(output, [.. Passing, Fault.Forbidden]);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phase_met_by_faults_is_deployed_once_or_not_at_all() => await _rounds.OfEveryKindAsync("phase", 4, async (shop, kind, tally) =>
    {
        var before = (await shop.StateAsync(Token)).Lines.ToList();
        List<string>? deployed = null;
        await foreach (var call in _rounds.CallsAsync(shop, kind, tally, () => shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)))
        {
            deployed ??= (await shop.StateAsync(Token)).Lines.ToList();
            await BackAsync(shop, before);
            var (run, where) = ($"run-{call}", $"{kind} at call {call}");
            PhaseResult? result = null;
            var error = await FaultRounds.MetAsync(shop, kind, call, async () => result = await shop.Phases.RunAsync(new PhaseRequest("tax", run), null, Token));
            tally.Count(kind, error ?? (result!.EndState == EndState.Succeeded ? null : result.EndState.ToString()), met: IsMet(shop, kind, call));
            Assert.True(result?.EndState == EndState.Succeeded || kind == Fault.Forbidden, $"{where}: {error ?? result!.Error}");
            Assert.True(await RunsAsync(shop, run, "raise") <= 1, $"{where}: the prices were raised twice");
            Same(where, result?.EndState == EndState.Succeeded ? deployed : before, (await shop.StateAsync(Token)).Lines.ToList());
            Assert.True(result?.EndState is null or EndState.Succeeded or EndState.RolledBack or EndState.FailedBeforeChange, $"{where}: {result?.EndState}");
            if (result?.EndState != EndState.Succeeded)
                Assert.Equal(EndState.Succeeded, (await shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token)).EndState);
        }
    });

    [Fact]
    public async Task A_phase_that_fails_and_is_met_by_faults_is_undone_or_names_what_is_not() => await _rounds.OfEveryKindAsync("undo", 4, async (shop, kind, tally) =>
    {
        var before = (await shop.StateAsync(Token)).Lines.ToList();
        await foreach (var call in _rounds.CallsAsync(shop, kind, tally, () => shop.Phases.RunAsync(new PhaseRequest("spoilt"), null, Token)))
        {
            var where = $"{kind} at call {call}";
            PhaseResult? result = null;
            var error = await FaultRounds.MetAsync(shop, kind, call, async () => result = await shop.Phases.RunAsync(new PhaseRequest("spoilt", $"run-{call}"), null, Token));
            tally.Count(kind, error ?? (result!.EndState == EndState.RolledBack ? null : result.EndState.ToString()), met: IsMet(shop, kind, call));
            Assert.True(result?.EndState == EndState.RolledBack || kind == Fault.Forbidden, $"{where}: {error ?? result!.EndState + ": " + result.Error}");
            Assert.True(result is null || await RunsAsync(shop, result.RunId, "spoil") <= 1, $"{where}: the step ran twice");
            var now = (await shop.StateAsync(Token)).Lines.ToList();
            if (result?.EndState != EndState.Inconsistent)
                Same(where, before, now);
            else
                await NamedAsync(shop, where, result, before, now);
        }
    });

    /// <summary>Nothing is put back under the eyes of a job that works on: it would change it again.</summary>
    [Fact]
    public async Task While_a_step_may_still_be_at_work_nothing_is_undone_and_the_run_stays_to_be_undone()
    {
        using var shop = await FaultRounds.OpenAsync();
        var before = (await shop.StateAsync(Token)).Lines.ToList();
        var (ours, begun, taken) = (false, false, false);
        shop.Sandbox.Faults.Read = (_, path, body) =>
        {
            ours = path.Contains("-raise_", StringComparison.Ordinal) || body?.Contains("-raise_1\"", StringComparison.Ordinal) == true;
            taken |= body?.Contains("eros_nothing", StringComparison.Ordinal) == true;
        };
        shop.Sandbox.Faults.Choose = (method, path, _) =>
        {
            if (!ours || path.Contains("/b/", StringComparison.Ordinal))
                return null;
            var fault = begun ? Fault.Forbidden : Fault.AnswerLost;
            begun = true;
            return fault;
        };

        var result = await shop.Phases.RunAsync(new PhaseRequest("tax", "blind"), null, Token);

        Assert.True(result.EndState == EndState.Inconsistent, $"{result.EndState}: {result.Error}");
        Assert.Contains("may still be at work", result.Error, StringComparison.Ordinal);
        Assert.All(result.Undo, u => Assert.True(u is { Done: false, Verified: false } && u.Error!.Contains("Resume-ErosDeployment blind -Undo", StringComparison.Ordinal)));
        shop.Sandbox.Faults.Choose = (_, _, _) => null;
        Assert.Equal("EROS2032", (await Assert.ThrowsAsync<ErosException>(() => shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token))).CodeText);
        Assert.Equal(EndState.RolledBack, Assert.IsType<PhaseResult>(await new RunService(shop.Unpaced).ResumeAsync("blind", undo: true, Token)).EndState);
        Same("resumed", before, (await shop.StateAsync(Token)).Lines.ToList());
        Assert.True(await RunsAsync(shop, "blind", "raise") == 1 && taken);
    }

    /// <summary>What is not as before is not called verified; then it is put right, for the next call.</summary>
    static async Task NamedAsync(Shop shop, string where, PhaseResult result, List<string> before, List<string> now)
    {
        var verified = result.Undo.Where(u => u.Verified).Select(u => u.Object.Name).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(before.Except(now).Concat(now.Except(before)), line => verified.Contains(line.Split(':')[0].Split(' ')[1]));
        Assert.True(result.Undo.Count == 0 || result.Undo.Any(u => !u.Verified), where);
        var mended = Assert.IsType<PhaseResult>(await new RunService(shop.Unpaced).ResumeAsync(result.RunId, undo: true, Token));
        Assert.True(mended.EndState == EndState.RolledBack, $"{where}: {mended.EndState}: {mended.Error} {string.Join("; ", mended.Undo.Where(u => !u.Verified))}");
        Same(where, before, (await shop.StateAsync(Token)).Lines.ToList());
    }

    /// <summary>Takes back what was deployed, without faults.</summary>
    static async Task BackAsync(Shop shop, List<string> before)
    {
        var reversal = new PhaseReversal(shop.Unpaced);
        Assert.Equal(EndState.Succeeded, (await reversal.RunAsync(await reversal.PlanAsync("tax", Token), Token)).EndState);
        Same("undone", before, (await shop.StateAsync(Token)).Lines.ToList());
    }

    static bool IsMet(Shop shop, Fault kind, int call) => shop.Sandbox.Faults.Requests.Count >= call;

    static void Same(string where, List<string> expected, List<string> now) =>
        Assert.True(now.SequenceEqual(expected), $"{where}: the server has\n{string.Join("\n", now.Except(expected))}\ninstead of\n{string.Join("\n", expected.Except(now))}");

    static async Task<int> RunsAsync(Shop shop, string run, string step)
    {
        var answer = await shop.Services.BigQuery.QueryAsync(
            new QueryRequest($"count-{Guid.NewGuid():N}", $"SELECT COUNT(*) AS n FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE STARTS_WITH(job_id, 'eros_{run}') AND CONTAINS_SUBSTR(job_id, '-{step}_') AND parent_job_id IS NULL"), Token);
        return (int)answer.Single().Get<long>("n");
    }
}
