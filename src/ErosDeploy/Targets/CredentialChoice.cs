using System.Security;

namespace ErosDeploy.Targets;

/// <summary>Which identity a cloud target is used with; none named means application default credentials.</summary>
internal sealed record CredentialChoice(string? KeyFile = null, SecureString? AccessToken = null, string? ImpersonateServiceAccount = null)
{
    public static readonly CredentialChoice Default = new();

    public bool IsDefault => this == Default;

    public void RequireFitFor(TargetKind kind)
    {
        if (kind == TargetKind.Sandbox && !IsDefault)
            throw Refused("A sandbox needs no credentials, but some were given.", "Leave out -KeyFile, -AccessToken and -ImpersonateServiceAccount.");
        if (KeyFile is not null && AccessToken is not null)
            throw Refused("Both a key file and an access token were given.", "Give one of -KeyFile and -AccessToken.");
    }

    static ErosException Refused(string what, string nextStep) => new(ErosErrorCode.InvalidParameter, what, nextStep);
}
