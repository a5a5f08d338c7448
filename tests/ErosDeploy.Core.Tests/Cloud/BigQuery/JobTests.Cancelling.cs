using System.Net;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Tests.Cloud.BigQuery;

public sealed partial class JobTests
{
    [Fact]
    public async Task Cancelling_cancels_the_job_and_waits_until_it_is_done()
    {
        using var stop = new CancellationTokenSource();
        _cloud.Transport.Answer(State("RUNNING"))
            .Answer(_ =>
            {
                stop.Cancel();
                return ScriptedTransport.Json(State("RUNNING"));
            })
            .Answer("""{"job":{}}""").Answer(State("RUNNING")).Answer(State("DONE", "stopped"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token));

        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}", $"POST /jobs/{Id}/cancel", $"GET /jobs/{Id}", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    void CancelsUnanswered(CancellationTokenSource stop) => _cloud.Transport.AnswerAsync((_, cancel) =>
    {
        stop.Cancel();
        return Task.FromCanceled<HttpResponseMessage>(cancel);
    });

    [Fact]
    public async Task Cancelling_while_the_start_is_unanswered_stops_the_job_all_the_same()
    {
        using var stop = new CancellationTokenSource();
        CancelsUnanswered(stop);
        _cloud.Transport.Answer(State("RUNNING")).Answer("""{"job":{}}""").Fault(HttpStatusCode.Conflict, "duplicate").Answer(State("DONE", "stopped"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token));

        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}", $"POST /jobs/{Id}/cancel", "POST /jobs", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    /// <summary>What is not seen yet may be on its way: its id is taken, or it is said that it may come to work.</summary>
    [Fact]
    public async Task Cancelling_while_the_start_is_unanswered_keeps_a_job_that_is_not_seen_from_ever_starting()
    {
        using var stop = new CancellationTokenSource();
        CancelsUnanswered(stop);
        _cloud.Transport.Fault(HttpStatusCode.NotFound, "notFound").Answer(State("DONE"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token));

        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}", "POST /jobs"], _cloud.Requests);
        Assert.Contains("eros_nothing", _cloud.Transport.Sent[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_while_the_start_is_unanswered_and_nothing_answers_says_that_the_job_may_work()
    {
        using var stop = new CancellationTokenSource();
        CancelsUnanswered(stop);
        _cloud.Transport.Afterwards(() => throw new HttpRequestException("down"));

        Assert.True(CloudErrors.MayStillWork(await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token))));
    }

    [Fact]
    public async Task Of_a_dry_run_that_is_cancelled_nothing_is_left_to_stop()
    {
        using var stop = new CancellationTokenSource();
        CancelsUnanswered(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.BigQuery.RunAsync(Given with { Configuration = Given.Configuration! with { DryRun = true } }, null, stop.Token));

        Assert.Equal(["POST /jobs"], _cloud.Requests);
    }
}
