namespace ErosDeploy.Sandbox.Rest;

/// <summary>The official clients leave out the service's prefix when an emulator host is set; this puts it back.</summary>
internal static class EmulatorPaths
{
    static readonly (string Short, string Full)[] Prefixes =
    [
        ("/projects", "/bigquery/v2/projects"),
        ("/upload/projects", "/upload/bigquery/v2/projects"),
        ("/resumable/upload/bigquery", "/upload/bigquery"),
        ("/b", "/storage/v1/b"),
        ("/upload/b", "/upload/storage/v1/b"),
        ("/upload/resumable/storage", "/upload/storage"),
        ("/resumable/upload/storage", "/upload/storage"),
    ];

    public static string Canonical(string path)
    {
        foreach (var (shorter, full) in Prefixes)
        {
            if (path == shorter || path.StartsWith(shorter + "/", StringComparison.Ordinal))
                return full + path[shorter.Length..];
        }

        return path;
    }
}
