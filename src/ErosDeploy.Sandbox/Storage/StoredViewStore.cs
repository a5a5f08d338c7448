namespace ErosDeploy.Sandbox.Storage;

/// <summary>Table eros.stored_views: which DuckDB tables hold rows of materialized views.</summary>
internal static class StoredViewStore
{
    public const string Create = "CREATE TABLE IF NOT EXISTS eros.stored_views (storage BIGINT, doc VARCHAR)";

    public static List<StoredView> Read(DuckConnection connection) =>
        connection.Rows("SELECT doc FROM eros.stored_views", r => CatalogJson.ReadStoredView(r.GetString(0)), CancellationToken.None);

    public static void Insert(DuckConnection connection, StoredView stored, CancellationToken token) => connection.Execute(
        $"INSERT INTO eros.stored_views VALUES ({SqlText.Literal(stored.StorageId)}, {SqlText.Literal(CatalogJson.Write(stored))})", token);

    public static void Delete(DuckConnection connection, StoredView stored, CancellationToken token) =>
        connection.Execute($"DELETE FROM eros.stored_views WHERE storage = {SqlText.Literal(stored.StorageId)}", token);

    /// <summary>The oldest version of which all is still known; what was written before it can no longer be told from the rows.</summary>
    public static long Horizon(DuckConnection connection) => connection.Count("SELECT coalesce(min(txn), 0) FROM eros.commits", CancellationToken.None);

    /// <summary>The version that the connection's open transaction reads.</summary>
    public static long Version(DuckConnection connection, CancellationToken token) => connection.Count("SELECT coalesce(max(txn), 0) FROM eros.commits", token);

    /// <summary>The last version that wrote to a stored table, by its rows.</summary>
    public static long LastWrite(DuckConnection connection, long storageId) => connection.Count(
        $"SELECT greatest(coalesce((SELECT max(_v) FROM {TableLayout.Live(storageId)}), 0), coalesce((SELECT max(_until) FROM {TableLayout.History(storageId)}), 0))",
        CancellationToken.None);
}
