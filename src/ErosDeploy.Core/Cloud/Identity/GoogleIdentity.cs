using System.Net;
using System.Security;
using Google;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;

namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>Google.Apis.Auth behind <see cref="ICloudIdentity"/>; nothing else sees its types.</summary>
sealed class GoogleIdentity(Func<CancellationToken, Task<GoogleCredential>> load) : ICloudIdentity
{
    const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    static readonly TimeSpan ImpersonationLifetime = TimeSpan.FromHours(1);

    GoogleCredential? _credential;

    public static GoogleIdentity Of(IdentityRequest request, HttpMessageHandler? transport, Func<string, string?> environment) =>
        new(async cancellationToken =>
        {
            var source = await SourceAsync(request, environment, cancellationToken);
            var reached = Through(source, transport).CreateScoped(Scope);
            return request.ImpersonateServiceAccount is { } account ? Through(As(account, reached), transport) : reached;
        });

    public async ValueTask<CloudAuthorization?> AuthorizeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var credential = _credential ??= await load(cancellationToken);
            var token = await credential.UnderlyingCredential.GetAccessTokenForRequestAsync(null, cancellationToken);
            return new CloudAuthorization(token, credential.QuotaProject);
        }
        catch (TokenResponseException e)
        {
            throw IdentityFaults.Refused(e.Error?.Error);
        }
        catch (HttpRequestException e)
        {
            throw IdentityFaults.Unreachable(e);
        }
        catch (Exception e) when (e is GoogleApiException or InvalidOperationException)
        {
            throw IdentityFaults.Unusable(e);
        }
    }

    static async Task<GoogleCredential> SourceAsync(IdentityRequest request, Func<string, string?> environment, CancellationToken cancellationToken) =>
        request switch
        {
            { AccessToken: { } token } => GoogleCredential.FromAccessToken(Reveal(token)),
            { KeyFile: { } file } => await CredentialFile.ReadAsync(file, cancellationToken),
            _ when CredentialFile.OfEnvironment(environment) is { } file => await CredentialFile.ReadAsync(file, cancellationToken),
            _ => await OfMachineAsync(cancellationToken),
        };

    /// <summary>The identity of the machine itself, where it runs at Google.</summary>
    static async Task<GoogleCredential> OfMachineAsync(CancellationToken cancellationToken) =>
        await ComputeCredential.IsRunningOnComputeEngine().WaitAsync(cancellationToken)
            ? GoogleCredential.FromComputeCredential()
            : throw IdentityFaults.Missing();

    static GoogleCredential As(string account, GoogleCredential source) =>
        source.Impersonate(new ImpersonatedCredential.Initializer(account) { Scopes = [Scope], Lifetime = ImpersonationLifetime });

    static GoogleCredential Through(GoogleCredential credential, HttpMessageHandler? transport) =>
        transport is null ? credential : credential.CreateWithHttpClientFactory(new HttpClientFromMessageHandlerFactory(_ =>
            new HttpClientFromMessageHandlerFactory.ConfiguredHttpMessageHandler(new Undisposed(transport), false, false)));

    static string Reveal(SecureString token) => new NetworkCredential(string.Empty, token).Password;

    /// <summary>Google's clients dispose their handler; this one belongs to the caller.</summary>
    sealed class Undisposed(HttpMessageHandler inner) : HttpMessageHandler
    {
        readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _inner.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
