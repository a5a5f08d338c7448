namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>What can be wrong with an identity. No message holds anything out of a credential or a token server's free text.</summary>
static class IdentityFaults
{
    const string LogIn = "Run 'gcloud auth application-default login', set GOOGLE_APPLICATION_CREDENTIALS to a key file, or give a key file or an access token.";

    public static ErosException Missing() =>
        new(ErosErrorCode.CredentialsMissing, "No Google credentials were found: not in the environment, not gcloud's, not the machine's.", LogIn);

    public static ErosException FileUnreadable(string path, Exception cause) =>
        new(ErosErrorCode.CredentialsMissing, $"The credential file '{path}' cannot be read.", "Check that it exists and that this account may read it.", cause)
        {
            Subject = path,
        };

    /// <summary>Without the cause: a parser's message may quote the file.</summary>
    public static ErosException FileInvalid(string path) =>
        new(ErosErrorCode.CredentialsMissing, $"The file '{path}' is not a credential file of Google's.", "Give the JSON file that Google Cloud made for the account.")
        {
            Subject = path,
        };

    /// <param name="error">The OAuth error code (<c>invalid_grant</c> ...), the only part of the answer that is shown.</param>
    public static ErosException Refused(string? error) =>
        new(ErosErrorCode.CredentialsMissing, $"Google refused the credentials ({OAuthCode(error)}).", RefusedStep(error));

    public static ErosException Unreachable(Exception cause) =>
        new(ErosErrorCode.CloudUnreachable, "The server that issues access tokens cannot be reached.", "Check network and proxy, then try again.", cause);

    public static ErosException Unusable(Exception cause) =>
        new(ErosErrorCode.CredentialsMissing, $"The Google credentials cannot be used ({cause.GetType().Name}).", LogIn);

    static string RefusedStep(string? error) => error switch
    {
        "invalid_grant" => "Log in again or use a current key; check that this machine's clock is right.",
        "unauthorized_client" or "access_denied" or "PERMISSION_DENIED" => "Grant the identity the role Service Account Token Creator on the account to impersonate.",
        _ => LogIn,
    };

    static string OAuthCode(string? error) =>
        error is { Length: > 0 and <= 60 } && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? error : "no reason given";
}
