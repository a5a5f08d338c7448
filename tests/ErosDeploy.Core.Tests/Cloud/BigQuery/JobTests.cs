using System.Net;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Tests.Cloud.BigQuery;

public sealed partial class JobTests : IDisposable
{
    const string Id = "eros_r1_s1_1";
    readonly CloudHarness _cloud = new();

    public void Dispose() => _cloud.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Job Given => new QueryRequest(Id, "SELECT 1") { Location = "US" }.ToJob("p");

    static string State(string state, string? failure = null) => $$"""
        { "jobReference": { "projectId": "p", "jobId": "{{Id}}", "location": "US" },
          "status": { "state": "{{state}}" {{(failure is null ? "" : $", \"errorResult\": {{ \"reason\": \"{failure}\", \"message\": \"told why\" }}")}} } }
        """;

    [Fact]
    public async Task A_lost_answer_is_settled_by_reading_the_job()
    {
        _cloud.Transport.Break().Answer(State("RUNNING"));

        var job = await _cloud.BigQuery.InsertJobAsync(Given, Cancel);

        Assert.Equal("RUNNING", job.Status?.State);
        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}"], _cloud.Requests);
        Assert.Equal("US", _cloud.Transport.Sent[1].Query("location"));
    }

    /// <summary>Its end is not that of what was asked for.</summary>
    [Theory]
    [InlineData("""{ "query": { "query": "SELECT 2" } }""", "something else")]
    [InlineData("""{ "extract": { "sourceTable": { "projectId": "p", "datasetId": "d", "tableId": "t" }, "destinationUris": [ "gs://b/o" ], "destinationFormat": "AVRO" } }""", "something else")]
    [InlineData("""{ "query": { "query": "SELECT 1" }, "labels": { "eros_nothing": "1" } }""", "so that this one never runs")]
    public async Task A_job_of_the_same_id_that_is_another_is_not_taken_for_ours(string configuration, string why)
    {
        _cloud.Transport.Fault(HttpStatusCode.Conflict, "duplicate").Answer($$"""{ "jobReference": { "projectId": "p", "jobId": "{{Id}}" }, "configuration": {{configuration}}, "status": { "state": "DONE" } }""");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));

        Assert.Equal((ErosErrorCode.CloudConflict, Id), (error.Code, error.Subject));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    [Fact]
    public async Task Only_a_job_that_is_not_there_is_sent_again_under_the_same_id()
    {
        _cloud.Transport.Break().Fault(HttpStatusCode.NotFound, "notFound").Answer(State("RUNNING"));

        await _cloud.BigQuery.InsertJobAsync(Given, Cancel);

        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}", "POST /jobs"], _cloud.Requests);
        Assert.Equal(_cloud.Transport.Sent[0].Body, _cloud.Transport.Sent[2].Body);
        Assert.Contains(Id, _cloud.Transport.Sent[0].Body);
    }

    [Theory]
    [InlineData("internalError")]
    [InlineData("backendError")]
    public async Task An_ambiguous_error_is_settled_by_reading_too(string reason)
    {
        _cloud.Transport.Fault(HttpStatusCode.InternalServerError, reason).Answer(State("DONE"));

        await _cloud.BigQuery.InsertJobAsync(Given, Cancel);

        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    [Fact]
    public async Task Throttling_needs_no_reading()
    {
        _cloud.Transport.Fault(HttpStatusCode.Forbidden, "jobRateLimitExceeded").Answer(State("PENDING"));

        await _cloud.BigQuery.InsertJobAsync(Given, Cancel);

        Assert.Equal(["POST /jobs", "POST /jobs"], _cloud.Requests);
    }

    [Fact]
    public async Task Already_exists_means_read_it()
    {
        _cloud.Transport.Fault(HttpStatusCode.Conflict, "duplicate").Answer(State("DONE"));

        Assert.Equal("DONE", (await _cloud.BigQuery.InsertJobAsync(Given, Cancel)).Status?.State);
        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    [Fact]
    public async Task After_already_exists_the_job_may_be_unreadable_for_a_while()
    {
        _cloud.Transport.Fault(HttpStatusCode.Conflict, "duplicate");
        for (var i = 0; i < 5; i++) _cloud.Transport.Fault(HttpStatusCode.NotFound, "notFound");
        _cloud.Transport.Answer(State("RUNNING"));

        Assert.Equal("RUNNING", (await _cloud.BigQuery.InsertJobAsync(Given, Cancel)).Status?.State);
        Assert.Single(_cloud.Requests, request => request == "POST /jobs");
    }

    [Fact]
    public async Task But_not_for_ever_and_it_is_never_run_again()
    {
        _cloud.Transport.Fault(HttpStatusCode.Conflict, "duplicate").Afterwards(() => ScriptedTransport.Refusal(HttpStatusCode.NotFound, "notFound", "x"));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.InsertJobAsync(Given, Cancel));

        Assert.Equal(ErosErrorCode.CloudConflict, error.Code);
        Assert.InRange(_cloud.Time.Elapsed, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
        Assert.Single(_cloud.Requests, request => request == "POST /jobs");
    }

    [Fact]
    public async Task Creating_a_job_has_a_budget_of_its_own()
    {
        _cloud.Transport.Afterwards(() => throw new HttpRequestException("down"));

        await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.InsertJobAsync(Given, Cancel));

        Assert.Equal("POST /jobs", _cloud.Requests[0]);
        Assert.Single(_cloud.Requests, request => request == "POST /jobs");
    }

    [Fact]
    public async Task A_refused_job_is_neither_read_nor_sent_again()
    {
        _cloud.Transport.Fault(HttpStatusCode.BadRequest, "invalidQuery", "Syntax error: Unexpected end of script at [1:7]");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.InsertJobAsync(Given, Cancel));

        Assert.Contains("[1:7]", error.Message);
        Assert.Equal(["POST /jobs"], _cloud.Requests);
    }

    [Fact]
    public async Task A_job_needs_an_id_of_ours() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _cloud.BigQuery.InsertJobAsync(new Job(), Cancel));

    [Fact]
    public async Task A_job_is_polled_with_growing_pauses_until_it_is_done()
    {
        _cloud.Transport.Answer(State("PENDING"));
        for (var i = 0; i < 40; i++) _cloud.Transport.Answer(State("RUNNING"));
        _cloud.Transport.Answer(State("DONE"));

        Assert.Equal("DONE", (await _cloud.BigQuery.RunAsync(Given, null, Cancel)).Status?.State);
        Assert.Equal(TimeSpan.FromMilliseconds(20), _cloud.Time.Leaps[0]);
        Assert.Equal(_cloud.Time.Leaps.Order(), _cloud.Time.Leaps);
        Assert.Equal(TimeSpan.FromSeconds(5), _cloud.Time.Leaps[^1]);
    }

    [Fact]
    public async Task A_job_that_failed_is_an_error_with_its_id()
    {
        _cloud.Transport.Answer(State("DONE", "invalidQuery"));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));

        Assert.Equal((ErosErrorCode.CloudJobFailed, Id), (error.Code, error.Subject));
        Assert.Contains("told why", error.Message);
    }

    [Fact]
    public async Task A_job_that_failed_can_be_had_as_it_is()
    {
        _cloud.Transport.Answer(State("DONE", "invalidQuery"));

        Assert.Equal("invalidQuery", (await _cloud.BigQuery.RunToEndAsync(Given, null, Cancel)).Status?.ErrorResult?.Reason);
    }

    [Fact]
    public async Task A_job_past_its_limit_is_cancelled_and_waited_for()
    {
        var cancelled = false;
        Script(sent =>
        {
            cancelled |= sent.Uri.AbsolutePath.EndsWith("/cancel", StringComparison.Ordinal);
            return cancelled ? State("DONE", "stopped") : State("RUNNING");
        });

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, TimeSpan.FromMinutes(2), Cancel));

        Assert.Equal((ErosErrorCode.CloudJobTimedOut, Id), (error.Code, error.Subject));
        Assert.Contains("was stopped", error.Message);
        Assert.Equal([$"POST /jobs/{Id}/cancel", $"GET /jobs/{Id}"], _cloud.Requests.TakeLast(2));
    }

    [Fact]
    public async Task A_job_that_succeeded_before_it_could_be_stopped_has_succeeded()
    {
        var cancelled = false;
        Script(sent =>
        {
            cancelled |= sent.Uri.AbsolutePath.EndsWith("/cancel", StringComparison.Ordinal);
            return cancelled ? State("DONE") : State("RUNNING");
        });

        Assert.Equal("DONE", (await _cloud.BigQuery.RunAsync(Given, TimeSpan.FromMinutes(2), Cancel)).Status?.State);
    }

    [Fact]
    public async Task A_job_that_does_not_stop_is_told_so()
    {
        Script(_ => State("RUNNING"));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, TimeSpan.FromMinutes(2), Cancel));

        Assert.Equal(ErosErrorCode.CloudJobTimedOut, error.Code);
        Assert.Contains("may still be running", error.Message);
    }

    [Fact]
    public async Task A_job_that_refuses_to_be_cancelled_is_still_waited_for()
    {
        using var stop = new CancellationTokenSource();
        _cloud.Transport.Answer(State("RUNNING"))
            .Answer(_ =>
            {
                stop.Cancel();
                return ScriptedTransport.Json(State("RUNNING"));
            })
            .Fault(HttpStatusCode.BadRequest, "invalid", "copy jobs cannot be cancelled").Answer(State("RUNNING")).Answer(State("DONE"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token));

        Assert.True(_cloud.Transport.Exhausted);
    }

    [Fact]
    public async Task Child_jobs_come_over_all_pages()
    {
        _cloud.Transport.Answer($$"""{ "jobs": [{{State("DONE")}}], "nextPageToken": "t 2" }""").Answer($$"""{ "jobs": [{{State("DONE")}}] }""");

        var jobs = new List<Job>();
        await foreach (var job in _cloud.BigQuery.ListJobsAsync(Id, Cancel)) jobs.Add(job);

        Assert.Equal(2, jobs.Count);
        Assert.All(_cloud.Transport.Sent, sent => Assert.Equal(Id, sent.Query("parentJobId")));
        Assert.Equal("t 2", _cloud.Transport.Sent[1].Query("pageToken"));
    }

    void Script(Func<SentRequest, string> state)
    {
        for (var i = 0; i < 200; i++) _cloud.Transport.Answer(sent => ScriptedTransport.Json(state(sent)));
    }
}
