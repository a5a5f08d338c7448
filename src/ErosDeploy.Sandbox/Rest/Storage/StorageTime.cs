using System.Globalization;

namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>Times as Cloud Storage writes them: RFC 3339, UTC, milliseconds.</summary>
internal static class StorageTime
{
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
