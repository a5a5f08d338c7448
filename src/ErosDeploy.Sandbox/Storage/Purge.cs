namespace ErosDeploy.Sandbox.Storage;

/// <summary>Forgets at opening what time travel no longer reaches: entries, history rows, tables and commits older than seven days.</summary>
internal static class Purge
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    public static void Run(DuckConnection connection, DateTimeOffset now)
    {
        var horizon = Horizon(connection, now - Window);
        connection.Atomically(() =>
        {
            Forget(connection, horizon);
            return 0;
        }, CancellationToken.None);
    }

    static long Horizon(DuckConnection connection, DateTimeOffset oldest) =>
        connection.Count($"SELECT coalesce(max(txn), 0) FROM eros.commits WHERE \"at\" <= {SqlText.Literal(oldest)}", CancellationToken.None);

    static void Forget(DuckConnection connection, long horizon)
    {
        var until = SqlText.Literal(horizon);
        connection.Execute($"DELETE FROM eros.entries WHERE until <= {until}", CancellationToken.None);
        connection.Execute($"DELETE FROM eros.commits WHERE txn < {until}", CancellationToken.None);
        foreach (var orphan in Orphans(connection)) connection.Execute($"DROP TABLE {orphan}", CancellationToken.None);
        if (horizon == 0) return;
        foreach (var history in Tables(connection, "h_")) connection.Execute($"DELETE FROM {history} WHERE _until <= {until}", CancellationToken.None);
    }

    static List<string> Orphans(DuckConnection connection)
    {
        var known = connection.Rows("SELECT DISTINCT doc->>'$.StorageId' FROM eros.entries WHERE kind = 'Table' UNION ALL SELECT CAST(storage AS VARCHAR) FROM eros.stored_views", r => r.GetString(0), CancellationToken.None)
            .SelectMany(id => new[] { $"data.t_{id}", $"data.h_{id}" }).ToHashSet(StringComparer.Ordinal);
        return Tables(connection, "").Where(t => !known.Contains(t)).ToList();
    }

    static List<string> Tables(DuckConnection connection, string prefix) =>
        connection.Rows(
            $"SELECT table_name FROM duckdb_tables() WHERE schema_name = 'data' AND starts_with(table_name, {SqlText.Literal(prefix)})",
            r => "data." + r.GetString(0), CancellationToken.None);
}
