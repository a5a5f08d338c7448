using System.Globalization;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Rows to insert, change and delete, computed and checked, in a temp table of the connection; dispose to drop it.</summary>
internal sealed class ChangeSet : IDisposable
{
    readonly DuckConnection _connection;

    ChangeSet(DuckConnection connection, TableEntry target, string relation, bool hasOperations, DmlCounts counts)
    {
        (_connection, Target, Relation, HasOperations, Counts) = (connection, target, relation, hasOperations, counts);
    }

    public TableEntry Target { get; }

    /// <summary>The temp table: __op and __rid, when there are operations, and the target's columns by physical name.</summary>
    public string Relation { get; }

    public bool HasOperations { get; }

    public DmlCounts Counts { get; }

    /// <summary>Rows of a query, all to be inserted.</summary>
    public static ChangeSet OfInserts(DuckConnection connection, TableEntry target, string sql, CancellationToken token) =>
        Of(connection, target, sql, false, false, token);

    /// <summary>Rows with __op and __rid.</summary>
    public static ChangeSet OfChanges(DuckConnection connection, TableEntry target, string sql, bool matchOnce, CancellationToken token) =>
        Of(connection, target, sql, true, matchOnce, token);

    /// <summary>The same rows for the target in another form of its entry; this one still owns the temp table.</summary>
    public ChangeSet For(TableEntry target) => new(_connection, target, Relation, HasOperations, Counts);

    /// <summary>A SELECT list that yields the target's columns from the change set in the form they are stored in.</summary>
    public string StoredColumns => string.Join(", ", Target.Columns.Select(Stored));

    public void Dispose() => _connection.Execute($"DROP TABLE IF EXISTS {Relation}", CancellationToken.None);

    static ChangeSet Of(DuckConnection connection, TableEntry target, string sql, bool hasOperations, bool matchOnce, CancellationToken token)
    {
        var relation = "temp." + connection.NewName("cs");
        JobContext.Explained(() => connection.Execute($"CREATE TEMP TABLE {relation} AS {sql}", token));
        try
        {
            if (matchOnce) CheckMatches(connection, relation, token);
            RowChecks.Run(connection, target, relation, hasOperations, token);
            return new ChangeSet(connection, target, relation, hasOperations, Count(connection, relation, hasOperations, token));
        }
        catch
        {
            connection.Execute($"DROP TABLE IF EXISTS {relation}", CancellationToken.None);
            throw;
        }
    }

    static DmlCounts Count(DuckConnection connection, string relation, bool hasOperations, CancellationToken token)
    {
        if (!hasOperations) return new DmlCounts(connection.Count($"SELECT count(*) FROM {relation}", token), 0, 0);
        return connection.Read(
            $"SELECT count(*) FILTER (__op = 'I'), count(*) FILTER (__op = 'U'), count(*) FILTER (__op = 'D') FROM {relation}", r =>
            {
                r.Read();
                return new DmlCounts(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2));
            }, token);
    }

    static void CheckMatches(DuckConnection connection, string relation, CancellationToken token)
    {
        var twice = $"SELECT 1 FROM {relation} WHERE __rid IS NOT NULL GROUP BY __rid HAVING count(*) > 1 LIMIT 1";
        if (connection.Scalar(twice, token) is not null)
            throw BigQueryException.InvalidQuery("UPDATE/MERGE must match at most one source row for each target row");
    }

    // an ARRAY column has no NULL, only an empty array; NUMERIC(p, s) rounds half away from zero
    internal static string Stored(ColumnEntry column)
    {
        var name = SqlText.Quote(column.PhysicalName);
        if (column.Mode == ColumnMode.Repeated) return $"coalesce({name}, CAST([] AS {column.Type.DuckType}))";
        return column.Type is { Kind: TypeKind.Numeric or TypeKind.BigNumeric, Scale: { } scale }
            ? column.Type.Kind == TypeKind.BigNumeric
                ? string.Create(CultureInfo.InvariantCulture, $"bq.big_round({name}, {scale})")
                : string.Create(CultureInfo.InvariantCulture, $"CAST(round({name}, {scale}) AS {column.Type.DuckType})")
            : name;
    }
}
