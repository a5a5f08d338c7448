using System.Security;

namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>Which identity to use; nothing given means application default credentials.</summary>
/// <param name="KeyFile">A service account's key or another credential file of Google's.</param>
/// <param name="AccessToken">A token made elsewhere; it is not renewed.</param>
/// <param name="ImpersonateServiceAccount">The account to act as, on top of a key file or of default credentials; a token cannot.</param>
public sealed record IdentityRequest(string? KeyFile = null, SecureString? AccessToken = null, string? ImpersonateServiceAccount = null)
{
    public void Validate()
    {
        if (KeyFile is not null && AccessToken is not null)
            throw Refused("Both a key file and an access token were given.", "Give only one of them.");
        if (AccessToken is { Length: 0 })
            throw Refused("The access token is empty.", "Give a token, for instance of 'gcloud auth print-access-token'.");
        if (AccessToken is not null && ImpersonateServiceAccount is not null)
            throw Refused("An access token cannot be used to impersonate.", "Make a token of that account, or give a key file.");
        if (ImpersonateServiceAccount is { } account && !IsAccount(account))
            throw Refused("The service account to impersonate is not an account's address.", "Give it as name@project.iam.gserviceaccount.com.");
    }

    static bool IsAccount(string text) =>
        text.Split('@') is [{ Length: > 0 } name, { Length: > 0 } domain] && domain.Contains('.') && (name + domain).All(IsAddressCharacter);

    static bool IsAddressCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '+';

    static ErosException Refused(string what, string nextStep) => new(ErosErrorCode.InvalidParameter, what, nextStep);
}
