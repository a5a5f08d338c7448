using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text.Json;
using ErosDeploy.Core.Cloud.Identity;

namespace ErosDeploy.Core.Tests.Cloud.Identity;

public sealed class GoogleIdentityTests : IDisposable
{
    const string Canary = "canary-3f9a";
    readonly string _folder = Directory.CreateTempSubdirectory("eros-identity-").FullName;
    readonly ScriptedTransport _transport = new();

    public void Dispose()
    {
        _transport.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_access_token_is_used_as_it_is()
    {
        var identity = CloudIdentity.Google(new IdentityRequest(AccessToken: Secret("ya29.given")), _transport);

        var authorization = await identity.AuthorizeAsync(Cancel);

        Assert.Equal("ya29.given", authorization?.AccessToken);
        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public async Task A_key_file_is_exchanged_for_a_token_once()
    {
        _transport.Answer("""{"access_token":"ya29.fresh","expires_in":3600,"token_type":"Bearer"}""");
        var identity = CloudIdentity.Google(new IdentityRequest(KeyFile: KeyFile()), _transport);

        var first = await identity.AuthorizeAsync(Cancel);
        var second = await identity.AuthorizeAsync(Cancel);

        Assert.Equal("ya29.fresh", first?.AccessToken);
        Assert.Equal("ya29.fresh", second?.AccessToken);
        Assert.Equal("https://token.invalid/", Assert.Single(_transport.Sent).Uri.AbsoluteUri);
    }

    [Fact]
    public async Task The_environment_names_the_file_of_default_credentials()
    {
        _transport.Answer("""{"access_token":"ya29.default","expires_in":3600}""");
        var file = KeyFile();
        var identity = GoogleIdentity.Of(new IdentityRequest(), _transport, name => name == CredentialFile.Variable ? file : null);

        Assert.Equal("ya29.default", (await identity.AuthorizeAsync(Cancel))?.AccessToken);
    }

    [Fact]
    public async Task What_gcloud_left_behind_is_found_and_names_the_quota_project()
    {
        File.WriteAllText(Path.Combine(_folder, "application_default_credentials.json"),
            """{"type":"authorized_user","client_id":"c","client_secret":"s","refresh_token":"r","quota_project_id":"billing-project"}""");
        _transport.Answer("""{"access_token":"ya29.user","expires_in":3600}""");
        var identity = GoogleIdentity.Of(new IdentityRequest(), _transport, name => name == "CLOUDSDK_CONFIG" ? _folder : null);

        Assert.Equal(new CloudAuthorization("ya29.user", "billing-project"), await identity.AuthorizeAsync(Cancel));
    }

    [Fact]
    public async Task A_log_in_after_a_failure_is_noticed_by_the_same_session()
    {
        var file = Path.Combine(_folder, "later.json");
        var identity = GoogleIdentity.Of(new IdentityRequest(), _transport, name => name == CredentialFile.Variable ? file : null);
        await Assert.ThrowsAsync<ErosException>(async () => await identity.AuthorizeAsync(Cancel));

        File.Copy(KeyFile(), file);
        _transport.Answer("""{"access_token":"ya29.later","expires_in":3600}""");

        Assert.Equal("ya29.later", (await identity.AuthorizeAsync(Cancel))?.AccessToken);
    }

    [Fact]
    public async Task Impersonation_asks_for_a_token_of_the_account_in_the_source_s_name()
    {
        var expires = DateTime.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        _transport.Answer("""{"access_token":"ya29.source","expires_in":3600}""").Answer($$"""{"accessToken":"ya29.acting","expireTime":"{{expires}}"}""");
        var request = new IdentityRequest(KeyFile(), ImpersonateServiceAccount: "deployer@p.iam.gserviceaccount.com");

        var authorization = await CloudIdentity.Google(request, _transport).AuthorizeAsync(Cancel);

        Assert.Equal("ya29.acting", authorization?.AccessToken);
        var sent = _transport.Sent[^1];
        Assert.Contains("deployer@p.iam.gserviceaccount.com:generateAccessToken", Uri.UnescapeDataString(sent.Uri.AbsolutePath));
        Assert.Equal("Bearer ya29.source", sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task Without_any_credential_the_error_says_what_to_do()
    {
        var missing = Path.Combine(_folder, "absent.json");
        var identity = GoogleIdentity.Of(new IdentityRequest(), _transport, name => name == CredentialFile.Variable ? missing : null);

        var error = await Assert.ThrowsAsync<ErosException>(async () => await identity.AuthorizeAsync(Cancel));

        Assert.Equal("EROS1007", error.CodeText);
        Assert.Equal(missing, error.Subject);
        Assert.NotEmpty(error.NextStep);
    }

    [Theory]
    [InlineData("not json " + Canary)]
    [InlineData("""{"private_key":"canary-3f9a"}""")]
    [InlineData("""{"type":"canary-3f9a"}""")]
    [InlineData("""["canary-3f9a"]""")]
    [InlineData("""{"type":"service_account","client_email":"a@b.c","private_key":"canary-3f9a"}""")]
    public async Task A_file_that_is_no_credential_is_refused_without_showing_it(string content)
    {
        var file = Path.Combine(_folder, "broken.json");
        File.WriteAllText(file, content);

        var error = await Assert.ThrowsAsync<ErosException>(async () => await CloudIdentity.Google(new IdentityRequest(file), _transport).AuthorizeAsync(Cancel));

        Assert.Equal(ErosErrorCode.CredentialsMissing, error.Code);
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public async Task A_refused_key_shows_the_reason_and_nothing_else()
    {
        _transport.Answer($$"""{"error":"invalid_grant","error_description":"{{Canary}}"}""", HttpStatusCode.BadRequest);

        var error = await Assert.ThrowsAsync<ErosException>(async () => await CloudIdentity.Google(new IdentityRequest(KeyFile()), _transport).AuthorizeAsync(Cancel));

        Assert.Equal(ErosErrorCode.CredentialsMissing, error.Code);
        Assert.Contains("invalid_grant", error.Message);
        Assert.DoesNotContain(Canary, error.ToString());
    }

    [Fact]
    public async Task A_token_server_out_of_reach_is_no_missing_credential()
    {
        _transport.Break().Break().Break().Break();

        var error = await Assert.ThrowsAsync<ErosException>(async () => await CloudIdentity.Google(new IdentityRequest(KeyFile()), _transport).AuthorizeAsync(Cancel));

        Assert.Equal(ErosErrorCode.CloudUnreachable, error.Code);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("a@b")]
    [InlineData("a@b.c/../x@d.e")]
    [InlineData("@b.c")]
    public void An_account_to_impersonate_must_be_an_address(string account)
    {
        var error = Assert.Throws<ErosException>(() => CloudIdentity.Google(new IdentityRequest(ImpersonateServiceAccount: account)));
        Assert.Equal(ErosErrorCode.InvalidParameter, error.Code);
    }

    [Fact]
    public void A_key_file_and_a_token_contradict_each_other() =>
        Assert.Equal(ErosErrorCode.InvalidParameter, Assert.Throws<ErosException>(() => CloudIdentity.Google(new IdentityRequest("f", Secret("t")))).Code);

    [Fact]
    public void A_token_cannot_impersonate() =>
        Assert.Equal(ErosErrorCode.InvalidParameter, Assert.Throws<ErosException>(() => CloudIdentity.Google(new IdentityRequest(null, Secret("t"), "a@b.c"))).Code);

    [Fact]
    public void An_authorization_does_not_show_its_token() =>
        Assert.DoesNotContain(Canary, $"{new CloudAuthorization(Canary)}");

    [Fact]
    public void An_authorization_becomes_headers()
    {
        using var request = new HttpRequestMessage();
        new CloudAuthorization("ya29.x", "billing").Apply(request.Headers);

        Assert.Equal("Bearer ya29.x", request.Headers.Authorization?.ToString());
        Assert.Equal("billing", Assert.Single(request.Headers.GetValues("x-goog-user-project")));
    }

    string KeyFile()
    {
        using var rsa = RSA.Create(2048);
        var key = new Dictionary<string, string>
        {
            ["type"] = "service_account", ["project_id"] = "p", ["client_email"] = "robot@p.iam.gserviceaccount.com",
            ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(), ["token_uri"] = "https://token.invalid/",
        };
        var file = Path.Combine(_folder, "key.json");
        File.WriteAllText(file, JsonSerializer.Serialize(key));
        return file;
    }

    static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text) secret.AppendChar(c);
        return secret;
    }
}
