using System.Net;
using System.Net.Http.Headers;
using ErosDeploy.Core.Cloud.BigQuery;
using ErosDeploy.Core.Cloud.Http;
using ErosDeploy.Core.Cloud.Identity;
using Polly.Retry;
using Polly.Testing;
using Polly.Timeout;

namespace ErosDeploy.Core.Tests.Cloud.Http;

public sealed class RetryTests : IDisposable
{
    const string Found = """{"datasetReference":{"projectId":"p","datasetId":"d"}}""";
    readonly CloudHarness _cloud = new();

    public void Dispose() => _cloud.Dispose();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Dataset NewDataset => new() { DatasetReference = new DatasetReference("p", "d") };

    [Theory]
    [InlineData(403, "rateLimitExceeded")]
    [InlineData(403, "jobRateLimitExceeded")]
    [InlineData(429, null)]
    [InlineData(400, "backendError")]
    [InlineData(500, "internalError")]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    public async Task A_read_is_repeated(int status, string? reason)
    {
        _cloud.Transport.Fault((HttpStatusCode)status, reason).Fault((HttpStatusCode)status, reason).Answer(Found);

        Assert.NotNull(await _cloud.BigQuery.GetDatasetAsync("d", Cancel));
        Assert.Equal(3, _cloud.Transport.Sent.Count);
        Assert.Equal(2, _cloud.Time.Leaps.Count);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_broken_connection()
    {
        _cloud.Transport.Break().Answer(Found);

        Assert.NotNull(await _cloud.BigQuery.GetDatasetAsync("d", Cancel));
    }

    [Theory]
    [InlineData(400, "invalid")]
    [InlineData(403, "accessDenied")]
    [InlineData(403, "quotaExceeded")]
    [InlineData(400, "resourcesExceeded")]
    [InlineData(501, "notImplemented")]
    public async Task What_cannot_succeed_is_asked_once(int status, string reason)
    {
        _cloud.Transport.Fault((HttpStatusCode)status, reason);

        await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.GetDatasetAsync("d", Cancel));
        Assert.Single(_cloud.Transport.Sent);
        Assert.Empty(_cloud.Time.Leaps);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_asked_once()
    {
        _cloud.Transport.Fault(HttpStatusCode.NotFound, "notFound");

        Assert.Null(await _cloud.BigQuery.GetDatasetAsync("d", Cancel));
        Assert.Single(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_write_that_may_have_been_done_is_not_repeated()
    {
        _cloud.Transport.Fault(HttpStatusCode.ServiceUnavailable, "backendError");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.InsertDatasetAsync(NewDataset, Cancel));
        Assert.Equal(ErosErrorCode.CloudRequestFailed, error.Code);
        Assert.Single(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_not_repeated()
    {
        _cloud.Transport.Break();

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.InsertDatasetAsync(NewDataset, Cancel));
        Assert.Equal(ErosErrorCode.CloudUnreachable, error.Code);
        Assert.Single(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_write_that_was_throttled_was_not_done_and_is_repeated()
    {
        _cloud.Transport.Fault(HttpStatusCode.Forbidden, "rateLimitExceeded").Answer(Found);

        await _cloud.BigQuery.InsertDatasetAsync(NewDataset, Cancel);
        Assert.Equal(2, _cloud.Transport.Sent.Count);
        Assert.Equal(_cloud.Transport.Sent[0].Body, _cloud.Transport.Sent[1].Body);
    }

    [Theory]
    [InlineData("e1", 2)]
    [InlineData(null, 1)]
    public async Task A_patch_is_repeated_only_with_an_etag(string? etag, int requests)
    {
        _cloud.Transport.Fault(HttpStatusCode.BadGateway, null).Answer("""{}""");

        var patch = Record.ExceptionAsync(() => _cloud.BigQuery.PatchTableAsync(new TableReference("p", "d", "t"), new Table { Description = "x" }, etag, Cancel));

        Assert.Equal(etag is null, await patch is ErosException);
        Assert.Equal(requests, _cloud.Transport.Sent.Count);
        Assert.Equal(etag is null ? null : "\"e1\"", _cloud.Transport.Sent[0].Headers.GetValueOrDefault("If-Match"));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(3600, 20)]
    public async Task The_service_says_how_long_to_wait_up_to_a_cap(int asked, int waited)
    {
        using var cloud = new CloudHarness(new RetryOptions { LongestRetryAfter = TimeSpan.FromSeconds(20) });
        cloud.Transport.Answer(_ => Throttled(asked)).Answer(Found);

        await cloud.BigQuery.GetDatasetAsync("d", Cancel);

        Assert.Equal(TimeSpan.FromSeconds(waited), Assert.Single(cloud.Time.Leaps));
    }

    [Fact]
    public async Task A_used_up_quota_fails_with_its_name()
    {
        _cloud.Transport.Fault(HttpStatusCode.Forbidden, "quotaExceeded", "Quota exceeded: imports per table");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.GetDatasetAsync("d", Cancel));
        Assert.Equal(ErosErrorCode.CloudQuotaExceeded, error.Code);
        Assert.Contains("imports per table", error.Message);
    }

    [Fact]
    public async Task A_used_up_quota_is_waited_for_once_where_that_is_wanted()
    {
        using var cloud = new CloudHarness(new RetryOptions { QuotaWait = TimeSpan.FromSeconds(35) });
        cloud.Transport.Fault(HttpStatusCode.Forbidden, "quotaExceeded").Fault(HttpStatusCode.Forbidden, "quotaExceeded");

        await Assert.ThrowsAsync<ErosException>(() => cloud.BigQuery.GetDatasetAsync("d", Cancel));

        Assert.Equal(TimeSpan.FromSeconds(35), Assert.Single(cloud.Time.Leaps));
        Assert.Equal(2, cloud.Transport.Sent.Count);
    }

    [Fact]
    public async Task The_budget_ends_the_tries_and_the_last_refusal_is_told()
    {
        _cloud.Transport.Afterwards(() => ScriptedTransport.Refusal(HttpStatusCode.Forbidden, "rateLimitExceeded", "too many updates"));

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.GetDatasetAsync("d", Cancel));

        Assert.Equal(ErosErrorCode.CloudRequestFailed, error.Code);
        Assert.Contains("too many updates", error.Message);
        Assert.InRange(_cloud.Time.Elapsed, TimeSpan.FromSeconds(88), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Pauses_stay_below_the_longest()
    {
        _cloud.Transport.Afterwards(() => ScriptedTransport.Refusal(HttpStatusCode.Forbidden, "rateLimitExceeded", "x"));

        await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.GetDatasetAsync("d", Cancel));

        Assert.All(_cloud.Time.Leaps, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(32)));
    }

    [Fact]
    public void The_budget_is_around_the_retries_and_a_timeout_around_each_try()
    {
        var pipeline = RetryPipeline.Build(new RetryOptions(), TimeProvider.System).GetPipelineDescriptor();

        Assert.Collection(
            pipeline.Strategies,
            budget => Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<TimeoutStrategyOptions>(budget.Options).Timeout),
            retry => Assert.True(Assert.IsType<RetryStrategyOptions<CloudReply>>(retry.Options) is { UseJitter: true, BackoffType: Polly.DelayBackoffType.Exponential }),
            once => Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<TimeoutStrategyOptions>(once.Options).Timeout));
    }

    [Fact]
    public void A_budget_that_could_never_be_kept_is_refused() =>
        Assert.Equal(ErosErrorCode.InvalidParameter, Assert.Throws<ErosException>(() => new RetryOptions { QuotaWait = TimeSpan.Zero }.Validated()).Code);

    [Fact]
    public async Task A_refused_token_is_not_shown()
    {
        using var cloud = new CloudHarness(identity: new FixedIdentity("ya29.canary-7c1"));
        cloud.Transport.Fault(HttpStatusCode.Unauthorized, "authError", "Invalid Credentials");

        var error = await Assert.ThrowsAsync<ErosException>(() => cloud.BigQuery.GetDatasetAsync("d", Cancel));

        Assert.Equal("Bearer ya29.canary-7c1", cloud.Transport.Sent[0].Headers["Authorization"]);
        Assert.DoesNotContain("canary", error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_name_that_means_the_thing_above_is_refused_unsent(string name)
    {
        await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.DeleteTableAsync(new TableReference("p", "d", name), Cancel));
        await Assert.ThrowsAsync<ErosException>(() => _cloud.Storage.DeleteAsync("b", name, null, Cancel));
        Assert.Empty(_cloud.Transport.Sent);
    }

    [Fact]
    public async Task A_hostile_name_stays_one_segment()
    {
        _cloud.Transport.Fault(HttpStatusCode.NotFound, "notFound");

        await _cloud.BigQuery.GetTableAsync(new TableReference("p", "d", "../../x?a=b#c"), Cancel);

        Assert.Equal("/bigquery/v2/projects/p/datasets/d/tables/..%2F..%2Fx%3Fa%3Db%23c", _cloud.Transport.Sent[0].Uri.AbsolutePath);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_says_so()
    {
        _cloud.Transport.Answer("<html>log in to the proxy</html>");

        var error = await Assert.ThrowsAsync<ErosException>(() => _cloud.BigQuery.GetDatasetAsync("d", Cancel));

        Assert.Equal(ErosErrorCode.CloudAnswerInvalid, error.Code);
    }

    static HttpResponseMessage Throttled(int seconds)
    {
        var answer = ScriptedTransport.Refusal(HttpStatusCode.TooManyRequests, "rateLimitExceeded", "slow down");
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    sealed class FixedIdentity(string token) : ICloudIdentity
    {
        public ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken) => ValueTask.FromResult<CloudAuthorization?>(new CloudAuthorization(token));
    }
}
