using System.Text.Json;
using Google.Apis.Auth.OAuth2;

namespace ErosDeploy.Core.Cloud.Identity;

/// <summary>
/// Finds and reads credential files in the order of Google's application default credentials. Looked up anew each time:
/// Google's library remembers a failed search for the life of the process, so a log-in would not be noticed by an open session.
/// </summary>
static class CredentialFile
{
    public const string Variable = "GOOGLE_APPLICATION_CREDENTIALS";
    const string WellKnownName = "application_default_credentials.json";

    /// <summary>The file that the environment names, or the one that gcloud leaves behind; null when there is neither.</summary>
    public static string? OfEnvironment(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } named) return named;
        var folder = WellKnownFolder(environment);
        var file = folder is null ? null : Path.Combine(folder, WellKnownName);
        return File.Exists(file) ? file : null;
    }

    public static async Task<GoogleCredential> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var json = await File.ReadAllTextAsync(path, cancellationToken);
            return CredentialFactory.FromJson(json, TypeOf(json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IdentityFaults.FileUnreadable(path, e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException)
        {
            throw IdentityFaults.FileInvalid(path);
        }
    }

    static string TypeOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("type").GetString() ?? throw new FormatException();
    }

    static string? WellKnownFolder(Func<string, string?> environment)
    {
        if (environment("CLOUDSDK_CONFIG") is { Length: > 0 } configured) return configured;
        if (OperatingSystem.IsWindows()) return environment("APPDATA") is { Length: > 0 } data ? Path.Combine(data, "gcloud") : null;
        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config", "gcloud") : null;
    }
}
