using System.Security;

namespace ErosDeploy.Targets;

/// <summary>Which identity a cloud target is used with; none named means application default credentials.</summary>
internal sealed record CredentialChoice(string? KeyFile = null, SecureString? AccessToken = null, string? ImpersonateServiceAccount = null)
{
    public static readonly CredentialChoice Default = new();

    public bool IsDefault => this == Default;
}
