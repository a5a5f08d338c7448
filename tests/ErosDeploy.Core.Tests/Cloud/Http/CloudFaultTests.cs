using System.Net;
using System.Text;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Tests.Cloud.Http;

public sealed class CloudFaultTests
{
    [Theory]
    [InlineData(403, "rateLimitExceeded", FaultClass.Throttled)]
    [InlineData(403, "jobRateLimitExceeded", FaultClass.Throttled)]
    [InlineData(429, null, FaultClass.Throttled)]
    [InlineData(403, "quotaExceeded", FaultClass.Quota)]
    [InlineData(400, "backendError", FaultClass.Transient)]
    [InlineData(400, "internalError", FaultClass.Transient)]
    [InlineData(500, null, FaultClass.Transient)]
    [InlineData(502, null, FaultClass.Transient)]
    [InlineData(503, null, FaultClass.Transient)]
    [InlineData(504, null, FaultClass.Transient)]
    [InlineData(501, "notImplemented", FaultClass.Final)]
    [InlineData(505, null, FaultClass.Final)]
    [InlineData(507, "diskFull", FaultClass.Final)]
    [InlineData(400, "invalid", FaultClass.Final)]
    [InlineData(400, "invalidQuery", FaultClass.Final)]
    [InlineData(404, "notFound", FaultClass.Final)]
    [InlineData(403, "accessDenied", FaultClass.Final)]
    [InlineData(403, null, FaultClass.Final)]
    [InlineData(400, "resourcesExceeded", FaultClass.Final)]
    [InlineData(412, "conditionNotMet", FaultClass.Final)]
    public void A_fault_is_judged_by_its_reason_and_by_status_only_without_one(int status, string? reason, FaultClass expected) =>
        Assert.Equal(expected, new CloudFault((HttpStatusCode)status, reason, "m").Class);

    [Theory]
    [InlineData("Exceeded rate limits: too many table update operations", FaultClass.Throttled)]
    [InlineData("Quota exceeded: Your project exceeded quota for imports per table", FaultClass.Quota)]
    public void Without_a_reason_the_text_of_a_403_decides(string message, FaultClass expected) =>
        Assert.Equal(expected, new CloudFault(HttpStatusCode.Forbidden, null, message).Class);

    [Fact]
    public void Resources_exceeded_is_final_whatever_the_reason_says() =>
        Assert.Equal(FaultClass.Final, new CloudFault(HttpStatusCode.InternalServerError, "backendError", "Resources exceeded during query execution").Class);

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_body_that_is_no_error_of_the_service_leaves_the_status(string body)
    {
        var fault = CloudFault.Read(HttpStatusCode.BadGateway, Encoding.UTF8.GetBytes(body));

        Assert.Equal((HttpStatusCode.BadGateway, null, "HTTP 502"), (fault.Status, fault.Reason, fault.Message));
    }

    [Theory]
    [InlineData(404, "notFound", ErosErrorCode.CloudNotFound)]
    [InlineData(403, "accessDenied", ErosErrorCode.CloudAccessDenied)]
    [InlineData(403, null, ErosErrorCode.CloudAccessDenied)]
    [InlineData(403, "quotaExceeded", ErosErrorCode.CloudQuotaExceeded)]
    [InlineData(403, "rateLimitExceeded", ErosErrorCode.CloudRequestFailed)]
    [InlineData(409, "duplicate", ErosErrorCode.CloudConflict)]
    [InlineData(412, "conditionNotMet", ErosErrorCode.CloudPreconditionFailed)]
    [InlineData(400, "invalidQuery", ErosErrorCode.CloudInvalidRequest)]
    [InlineData(401, "authError", ErosErrorCode.CredentialsMissing)]
    [InlineData(503, "backendError", ErosErrorCode.CloudRequestFailed)]
    [InlineData(507, "diskFull", ErosErrorCode.SandboxFull)]
    [InlineData(0, CloudFault.NoAnswer, ErosErrorCode.CloudUnreachable)]
    public void Every_fault_has_a_code_and_a_next_step(int status, string? reason, ErosErrorCode expected)
    {
        var error = CloudErrors.Of(new CloudFault((HttpStatusCode)status, reason, "the service's words"), "Reading table t");

        Assert.Equal(expected, error.Code);
        Assert.Contains("Reading table t", error.What);
        Assert.Contains("the service's words", error.What);
        Assert.NotEmpty(error.NextStep);
    }

    [Theory]
    [InlineData(60, "60 seconds")]
    [InlineData(120, "2 minutes")]
    [InlineData(150, "2.5 minutes")]
    public void No_answer_is_told_with_how_long_it_was_waited_for(int seconds, string words)
    {
        var fault = CloudFault.Unanswered(new Polly.Timeout.TimeoutRejectedException(TimeSpan.FromSeconds(seconds)));

        Assert.Equal($"Listing gs://b failed: no answer came within {words}. Check the network and the address, then try again.", CloudErrors.Of(fault, "Listing gs://b").Message);
    }

    [Theory]
    [InlineData("Connection refused (localhost:9)", "Listing gs://b failed: Connection refused (localhost:9). ")]
    [InlineData("The response ended prematurely.", "Listing gs://b failed: The response ended prematurely. ")]
    public void A_connection_that_broke_is_told_in_its_words_as_a_sentence(string message, string expected) =>
        Assert.StartsWith(expected, CloudErrors.Of(CloudFault.Unanswered(new HttpRequestException(message)), "Listing gs://b").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("The hook failed: x", "The hook failed: x.")]
    [InlineData("The hook failed: x.", "The hook failed: x.")]
    [InlineData("The hook failed: really?\n", "The hook failed: really?\n")]
    [InlineData("The hook failed: x\r\n", "The hook failed: x.")]
    [InlineData("It says 'no.'", "It says 'no.'")]
    [InlineData("It says (no)", "It says (no).")]
    [InlineData("", "")]
    public void An_error_says_what_happened_in_a_sentence(string message, string expected)
    {
        var error = new ErosException(ErosErrorCode.HookFailed, message, "Correct it.");

        Assert.Equal((expected, $"{expected} Correct it."), (error.What, error.Message));
    }

    [Theory]
    [InlineData("invalidQuery", ErosErrorCode.CloudJobFailed)]
    [InlineData("backendError", ErosErrorCode.CloudJobFailed)]
    [InlineData("quotaExceeded", ErosErrorCode.CloudQuotaExceeded)]
    [InlineData("accessDenied", ErosErrorCode.CloudAccessDenied)]
    [InlineData("diskFull", ErosErrorCode.SandboxFull)]
    [InlineData("notFound", ErosErrorCode.CloudNotFound)]
    public void A_failed_job_is_named(string reason, ErosErrorCode expected)
    {
        var error = CloudErrors.OfJob(new CloudFault(HttpStatusCode.OK, reason, "m"), "eros_1_2_3");

        Assert.Equal((expected, "eros_1_2_3"), (error.Code, error.Subject));
    }
}
