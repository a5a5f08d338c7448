using System.Management.Automation;

namespace ErosDeploy.Pipeline;

/// <summary>An exception as PowerShell shows it: the code is the id, the next step the recommended action.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Of(Exception exception) => Of(Known(exception));

    public static ErosException Known(Exception exception) => exception as ErosException ?? Unexpected(exception);

    public static ErrorRecord Of(ErosException exception) =>
        new(exception, exception.CodeText, Category(exception.Code), exception.Subject)
        {
            ErrorDetails = new ErrorDetails(exception.What) { RecommendedAction = exception.NextStep },
        };

    static ErosException Unexpected(Exception exception) => new(
        ErosErrorCode.Internal,
        $"An unexpected {exception.GetType().Name} stopped the command: {exception.Message}",
        "Please report it with the stack trace in $Error[0].Exception.InnerException.",
        exception);

    static ErrorCategory Category(ErosErrorCode code) => code switch
    {
        ErosErrorCode.CredentialsMissing => ErrorCategory.AuthenticationError,
        ErosErrorCode.CloudAccessDenied => ErrorCategory.PermissionDenied,
        ErosErrorCode.CloudQuotaExceeded => ErrorCategory.LimitsExceeded,
        ErosErrorCode.CloudUnreachable => ErrorCategory.ConnectionError,
        ErosErrorCode.CloudJobTimedOut => ErrorCategory.OperationTimeout,
        ErosErrorCode.SandboxInUse or ErosErrorCode.LeaseHeld or ErosErrorCode.CloudConflict => ErrorCategory.ResourceBusy,
        ErosErrorCode.SandboxFull => ErrorCategory.ResourceUnavailable,
        ErosErrorCode.SandboxUnavailable => ErrorCategory.NotInstalled,
        ErosErrorCode.SandboxNotFound or ErosErrorCode.DatasetNotFound or ErosErrorCode.BucketNotFound or ErosErrorCode.CatalogueNotFound
            or ErosErrorCode.ScriptMissing or ErosErrorCode.PhaseNotFound or ErosErrorCode.BackupNotFound or ErosErrorCode.BackupTableUnknown
            or ErosErrorCode.CloudNotFound => ErrorCategory.ObjectNotFound,
        ErosErrorCode.BackupDamaged or ErosErrorCode.BackupIncomplete or ErosErrorCode.ManifestInvalid or ErosErrorCode.CatalogueInvalid
            or ErosErrorCode.ScriptInvalid or ErosErrorCode.HistoryInvalid => ErrorCategory.InvalidData,
        < ErosErrorCode.PhaseNotFound => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.InvalidOperation,
    };
}
