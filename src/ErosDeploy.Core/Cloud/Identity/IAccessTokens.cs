namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>Where bearer tokens come from. Implementations cache and renew; a token is never written anywhere.</summary>
public interface IAccessTokens
{
    /// <summary>A token that is still valid; throws <see cref="ErosException"/> (CredentialsMissing) when none can be had.</summary>
    Task<string> GetAsync(CancellationToken cancel);
}
