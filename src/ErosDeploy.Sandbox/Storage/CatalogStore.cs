using System.Collections.Immutable;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>The catalogue's tables in schema eros: entries as JSON with the versions they were in force, and the log of commits.</summary>
internal static class CatalogStore
{
    static readonly string[] Tables =
    [
        "CREATE SCHEMA IF NOT EXISTS eros",
        "CREATE SCHEMA IF NOT EXISTS data",
        "CREATE TABLE IF NOT EXISTS eros.commits (txn BIGINT, \"at\" TIMESTAMPTZ, next_row BIGINT, next_storage BIGINT)",
        """
        CREATE TABLE IF NOT EXISTS eros.entries
          (kind VARCHAR, project VARCHAR, dataset VARCHAR, name VARCHAR, since BIGINT, until BIGINT, doc VARCHAR)
        """,
        StoredViewStore.Create,
    ];

    sealed record Row(EntryKind Kind, long Since, long Until, object Entry);

    public static void Create(DuckConnection connection)
    {
        foreach (var statement in Tables) connection.Execute(statement, CancellationToken.None);
    }

    /// <summary>Reads everything into a state, and fills the log.</summary>
    public static (CatalogState State, long NextRow, long NextStorage) Load(DuckConnection connection, CommitLog log)
    {
        long version = 0, nextRow = 0, nextStorage = 1;
        foreach (var commit in Commits(connection))
        {
            log.Add(commit.Txn, commit.At);
            (version, nextRow, nextStorage) = (commit.Txn, Math.Max(nextRow, commit.NextRow), Math.Max(nextStorage, commit.NextStorage));
        }
        return (StateOf(Entries(connection), version, log.LastInstant), nextRow, nextStorage);
    }

    public static void Write(CommitScope commit, CancellationToken token)
    {
        foreach (var edit in commit.Edits) Write(commit, edit, token);
        commit.Connection.Execute(
            $"INSERT INTO eros.commits VALUES ({SqlText.Literal(commit.Version)}, {SqlText.Literal(commit.At)}, "
            + $"{SqlText.Literal(commit.NextRow)}, {SqlText.Literal(commit.NextStorage)})", token);
    }

    static void Write(CommitScope commit, CatalogEdit edit, CancellationToken token)
    {
        var (kind, project, dataset, name) =
            (SqlText.Literal(edit.Kind.ToString()), SqlText.Literal(edit.Project), SqlText.Literal(edit.Dataset), SqlText.Literal(edit.Name));
        var version = SqlText.Literal(commit.Version);
        commit.Connection.Execute(
            $"UPDATE eros.entries SET until = {version} WHERE until IS NULL AND kind = {kind} AND project = {project} "
            + $"AND dataset = {dataset} AND name = {name}", token);
        if (edit.Entry is null) return;
        var document = SqlText.Literal(CatalogJson.Write(edit.Entry));
        commit.Connection.Execute(
            $"INSERT INTO eros.entries VALUES ({kind}, {project}, {dataset}, {name}, {version}, NULL, {document})", token);
    }

    static List<(long Txn, DateTimeOffset At, long NextRow, long NextStorage)> Commits(DuckConnection connection) =>
        connection.Rows("SELECT txn, epoch_us(\"at\"), next_row, next_storage FROM eros.commits ORDER BY txn",
            r => (r.GetInt64(0), DateTimeOffset.UnixEpoch.AddMicroseconds(r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3)),
            CancellationToken.None);

    static List<Row> Entries(DuckConnection connection) =>
        connection.Rows("SELECT kind, since, coalesce(until, 9223372036854775807), doc FROM eros.entries ORDER BY since", r =>
        {
            var kind = Enum.Parse<EntryKind>(r.GetString(0));
            return new Row(kind, r.GetInt64(1), r.GetInt64(2), CatalogJson.Read(kind, r.GetString(3)));
        }, CancellationToken.None);

    static CatalogState StateOf(List<Row> rows, long version, DateTimeOffset at)
    {
        var tables = rows.Where(r => r.Entry is TableEntry).Select(r => new TableVersion((TableEntry)r.Entry, r.Since, r.Until)).ToList();
        var live = rows.Where(r => r.Until == long.MaxValue).Select(r => r.Entry).ToList();
        return new CatalogState
        {
            Version = version,
            OpenedAt = version,
            At = at,
            Datasets = live.OfType<DatasetEntry>().ToImmutableDictionary(d => d.Name),
            Routines = live.OfType<RoutineEntry>().ToImmutableDictionary(r => r.Name),
            Tables = tables.Where(t => t.Until == long.MaxValue).ToImmutableDictionary(t => t.Entry.Name),
            Past = tables.Where(t => t.Until != long.MaxValue && t.Since != t.Until).GroupBy(t => t.Entry.Name)
                .ToImmutableDictionary(g => g.Key, g => g.ToImmutableList()),
        };
    }
}
