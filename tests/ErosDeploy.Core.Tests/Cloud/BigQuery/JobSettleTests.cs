using System.Net;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Identity;

namespace ErosDeploy.Core.Tests.Cloud.BigQuery;

/// <summary>A job that cannot be watched any more is stopped and waited for, or it is said that it may still be at work: nothing may be undone under its eyes.</summary>
public sealed class JobSettleTests : IDisposable
{
    const string Id = "eros_r1_s1_1";
    readonly CloudHarness _cloud = new();

    public void Dispose() => _cloud.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Job Given => new QueryRequest(Id, "SELECT 1") { Location = "US" }.ToJob("p");

    static string State(string state, string? failure = null, string labels = "{}") => $$"""
        { "jobReference": { "projectId": "p", "jobId": "{{Id}}", "location": "US" }, "configuration": { "labels": {{labels}} },
          "status": { "state": "{{state}}" {{(failure is null ? "" : $", \"errorResult\": {{ \"reason\": \"{failure}\", \"message\": \"told why\" }}")}} } }
        """;

    /// <summary>Begun, then one look is refused; the next says that it runs, it is asked to stop, and its id is taken.</summary>
    void LosesSight() => _cloud.Transport.Answer(State("RUNNING")).Fault(HttpStatusCode.Forbidden, "accessDenied").Answer(State("RUNNING")).Answer("{}").Fault(HttpStatusCode.Conflict, "duplicate");

    [Fact]
    public async Task One_that_ended_by_itself_all_the_same_is_what_it_is()
    {
        LosesSight();
        _cloud.Transport.Answer(State("RUNNING")).Answer(State("DONE"));
        Assert.Null((await _cloud.BigQuery.RunAsync(Given, null, Cancel)).Status?.ErrorResult);
        Assert.Equal(["POST /jobs", $"GET /jobs/{Id}", $"GET /jobs/{Id}", $"POST /jobs/{Id}/cancel", "POST /jobs", $"GET /jobs/{Id}", $"GET /jobs/{Id}"], _cloud.Requests);
    }

    [Fact]
    public async Task One_that_failed_by_itself_tells_why()
    {
        LosesSight();
        _cloud.Transport.Answer(State("DONE", "invalidQuery"));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(ErosErrorCode.CloudJobFailed, error.Code);
    }

    [Fact]
    public async Task One_that_was_stopped_gives_the_error_that_stopped_the_watching()
    {
        LosesSight();
        _cloud.Transport.Answer(State("DONE", "stopped"));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(ErosErrorCode.CloudAccessDenied, error.Code);
    }

    [Fact]
    public async Task One_that_was_never_begun_never_will_be()
    {
        _cloud.Transport.Break().Fault(HttpStatusCode.Forbidden, "accessDenied").Fault(HttpStatusCode.NotFound, "notFound").Answer(State("DONE", labels: """{ "eros_nothing": "1" }"""));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(ErosErrorCode.CloudAccessDenied, error.Code);
        Assert.Contains("eros_nothing", _cloud.Transport.Sent[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_seen_to_end_may_still_be_at_work_and_this_is_said()
    {
        _cloud.Transport.Answer(State("RUNNING")).Afterwards(() => ScriptedTransport.Refusal(HttpStatusCode.Forbidden, "accessDenied", "no"));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(("EROS5012", Id), (error.CodeText, error.Subject));
        Assert.Contains("may still be at work", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Nobody who asks has begun nothing.</summary>
    [Fact]
    public async Task Without_credentials_nothing_was_sent_and_this_is_said()
    {
        using var cloud = new CloudHarness(identity: new Nobody());
        var error = await Assert.ThrowsAsync<ErosException>(() => cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(ErosErrorCode.CredentialsMissing, error.Code);
        Assert.Empty(cloud.Requests);
        Assert.True(CloudErrors.IsOutage(error));
        Assert.False(CloudErrors.MayStillWork(error));
    }

    [Fact]
    public async Task A_network_that_goes_while_a_job_works_is_an_outage_that_leaves_it_working()
    {
        _cloud.Transport.Answer(State("RUNNING")).Afterwards(() => throw new HttpRequestException("down"));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.True(CloudErrors.IsOutage(error) && CloudErrors.MayStillWork(error), error.ToString());
    }

    /// <summary>Cancelled, and it cannot be stopped: saying that it was cancelled would let it be undone while it works.</summary>
    [Fact]
    public async Task A_cancelled_job_that_does_not_stop_may_still_be_at_work()
    {
        using var stop = new CancellationTokenSource();
        _cloud.Transport.Answer(State("RUNNING")).Answer(_ =>
        {
            stop.Cancel();
            return ScriptedTransport.Json(State("RUNNING"));
        }).Afterwards(() => ScriptedTransport.Json(State("RUNNING")));
        Assert.True(CloudErrors.MayStillWork(await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, stop.Token))));
    }

    [Fact]
    public async Task One_that_ran_past_its_limit_and_does_not_stop_may_still_be_at_work()
    {
        _cloud.Transport.Answer(State("RUNNING")).Afterwards(() => ScriptedTransport.Json(State("RUNNING")));
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, TimeSpan.FromSeconds(5), Cancel));
        Assert.Equal((ErosErrorCode.CloudJobTimedOut, true), (error.Code, CloudErrors.MayStillWork(error)));
    }

    sealed class Nobody : ICloudIdentity
    {
        public ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken) => throw new ErosException(ErosErrorCode.CredentialsMissing, "Nobody asks.", "Sign in.");
    }

    [Fact]
    public async Task What_the_service_will_not_begin_needs_no_settling()
    {
        _cloud.Transport.Fault(HttpStatusCode.Forbidden, "accessDenied");
        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.RunAsync(Given, null, Cancel));
        Assert.Equal(ErosErrorCode.CloudAccessDenied, error.Code);
        Assert.Equal(["POST /jobs"], _cloud.Requests);
    }
}
