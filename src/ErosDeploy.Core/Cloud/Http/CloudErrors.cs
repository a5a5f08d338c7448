using System.Globalization;
using System.Net;

namespace ErosDeploy.Core.Cloud.Http;

/// <summary>Faults as exceptions with a code and a next step.</summary>
public static class CloudErrors
{
    // only a sandbox says so
    const string DiskFull = "diskFull";
    const string AgainStep = "The service itself failed: it may be run again, under a new job id.";

    /// <summary>A job could not be seen to end: what is put back under its eyes may be changed by it afterwards.</summary>
    public static bool MayStillWork(Exception e) => e is ErosException { Code: ErosErrorCode.CloudJobUncertain } || (e.InnerException is { } cause && MayStillWork(cause));

    /// <summary>Nobody who asks, or nowhere to ask: no answer of the service, and not a finding about what was asked.</summary>
    public static bool IsOutage(Exception e) => e is ErosException { Code: ErosErrorCode.CredentialsMissing or ErosErrorCode.CloudUnreachable }
        || (e is ErosException { Code: ErosErrorCode.CloudJobUncertain, InnerException: { } cause } && IsOutage(cause));

    public static ErosException Of(CloudFault fault, string doing, Exception? inner = null)
    {
        var (code, next) = Explain(fault);
        return new ErosException(code, $"{doing} failed: {Told(fault)}", next, inner);
    }

    /// <summary>A job that ended with an error; its id lets the admin look at it.</summary>
    public static ErosException OfJob(CloudFault fault, string jobId)
    {
        var (code, next) = fault.Class is FaultClass.Throttled or FaultClass.Transient ? (ErosErrorCode.CloudJobFailed, AgainStep) : Explain(fault);
        var kind = code is ErosErrorCode.CloudRequestFailed or ErosErrorCode.CloudInvalidRequest ? ErosErrorCode.CloudJobFailed : code;
        return new ErosException(kind, $"Job {jobId} failed: {Told(fault)}", next) { Subject = jobId };
    }

    static string Told(CloudFault fault)
    {
        var status = fault.Status is 0 or HttpStatusCode.OK ? "" : ((int)fault.Status).ToString(CultureInfo.InvariantCulture);
        var reason = fault.Reason is CloudFault.NoAnswer ? "" : fault.Reason ?? "";
        var label = string.Join(' ', new[] { status, reason }.Where(part => part.Length > 0));
        return label.Length == 0 ? ErosException.Sentence(fault.Message) : $"{fault.Message} ({label}).";
    }

    static (ErosErrorCode Code, string Next) Explain(CloudFault fault) => fault switch
    {
        { Reason: CloudFault.NoAnswer } => (ErosErrorCode.CloudUnreachable, "Check the network and the address, then try again."),
        { Reason: DiskFull } => (ErosErrorCode.SandboxFull, "Free space on that disk, or use a folder on another, then run it again."),
        { Class: FaultClass.Quota } => (ErosErrorCode.CloudQuotaExceeded, "Wait until the quota recovers, or ask for more of it."),
        { Status: HttpStatusCode.PreconditionFailed } =>
            (ErosErrorCode.CloudPreconditionFailed, "Someone else changed it meanwhile: read it again."),
        { Status: HttpStatusCode.Unauthorized } => (ErosErrorCode.CredentialsMissing, "Sign in again, or give other credentials."),
        { Reason: "notFound" } or { Status: HttpStatusCode.NotFound } => (ErosErrorCode.CloudNotFound, "Check the name and the location."),
        { Reason: "accessDenied" or "forbidden" or "insufficientPermissions" } or { Status: HttpStatusCode.Forbidden, Class: FaultClass.Final } =>
            (ErosErrorCode.CloudAccessDenied, "Have the missing permission granted to the account in use."),
        { Reason: "duplicate" or "conflict" } or { Status: HttpStatusCode.Conflict } =>
            (ErosErrorCode.CloudConflict, "It is there already: read it before writing it again."),
        { Class: FaultClass.Final } => (ErosErrorCode.CloudInvalidRequest, "Correct what the message names; trying again cannot help."),
        _ => (ErosErrorCode.CloudRequestFailed, "It was tried again until the time for it was used up: try later."),
    };
}
