namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>What a request carries to be let in. Never shown: its text holds no token.</summary>
/// <param name="QuotaProject">The project whose quota counts (header <c>x-goog-user-project</c>), where the credential names one.</param>
public sealed record CloudAuthorization(string AccessToken, string? QuotaProject = null)
{
    public override string ToString() => "Bearer (hidden)";
}

/// <summary>Who speaks to the cloud. Asked before every request; implementations keep a token until shortly before its end.</summary>
public interface ICloudIdentity
{
    /// <summary>Null: nobody in particular, as emulators and sandboxes take it.</summary>
    /// <exception cref="ErosException">EROS1007 when there are no credentials or they are refused.</exception>
    ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken);
}
