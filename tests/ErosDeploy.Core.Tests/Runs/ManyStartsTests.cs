namespace ErosDeploy.Core.Tests.Runs;

/// <summary>A thousand starts of one phase at once.</summary>
public sealed class ManyStartsTests : ShopTests
{
    const int Starts = 1000;

    [Fact]
    public async Task One_of_a_thousand_starts_runs_the_phase_and_the_others_say_who_does()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Starts).Select(_ => Task.Run(StartAsync, Token)));

        Assert.Single(outcomes.OfType<PhaseResult>(), r => r.StepsRun == 2);
        Assert.All(outcomes.OfType<PhaseResult>(), r => Assert.Equal(EndState.Succeeded, r.EndState));
        var refused = outcomes.OfType<ErosException>().ToList();
        Assert.True(refused.Count > Starts / 2, $"{refused.Count} were refused");
        Assert.All(refused, e => Assert.Equal("EROS2003", e.CodeText));
        Assert.Contains(refused, e => e.Message.Contains(Environment.UserName, StringComparison.Ordinal) && e.Message.Contains("phase tax", StringComparison.Ordinal));
        var jobs = await Shop.Services.BigQuery.ListJobsAsync(cancel: Token).ToListAsync(Token);
        Assert.Single(jobs, j => j.JobReference!.JobId.Contains("_tax-raise_", StringComparison.Ordinal));
        Assert.Single(jobs, j => j.JobReference!.JobId.Contains("_tax-better-tax_", StringComparison.Ordinal));
    }

    async Task<object> StartAsync()
    {
        try
        {
            return await Shop.Phases.RunAsync(new PhaseRequest("tax"), null, Token);
        }
        catch (ErosException e)
        {
            return e;
        }
    }
}
