using System.Net.Http.Headers;

namespace ErosDeploy.Core.Cloud.Identity;

public static class CloudIdentity
{
    public static ICloudIdentity Anonymous { get; } = new NoIdentity();

    /// <summary>A Google identity. Reads nothing and loads no Google assembly before the first request.</summary>
    /// <param name="transport">Where tokens are asked for; null: the internet. Not disposed.</param>
    /// <exception cref="ErosException">EROS1008 when the request contradicts itself.</exception>
    public static ICloudIdentity Google(IdentityRequest request, HttpMessageHandler? transport = null)
    {
        request.Validate();
        return new DeferredIdentity(() => GoogleIdentity.Of(request, transport, Environment.GetEnvironmentVariable));
    }

    /// <summary>Puts the authorization on a request; a request that already has one keeps it.</summary>
    public static void Apply(this CloudAuthorization authorization, HttpRequestHeaders headers)
    {
        headers.Authorization ??= new AuthenticationHeaderValue("Bearer", authorization.AccessToken);
        if (authorization.QuotaProject is { } project && !headers.Contains("x-goog-user-project"))
            headers.Add("x-goog-user-project", project);
    }

    sealed class NoIdentity : ICloudIdentity
    {
        public ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken) => default;
    }

    sealed class DeferredIdentity(Func<ICloudIdentity> make) : ICloudIdentity
    {
        readonly Lazy<ICloudIdentity> _identity = new(make);

        public ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken) => _identity.Value.AuthorizeAsync(cancellationToken);
    }
}
