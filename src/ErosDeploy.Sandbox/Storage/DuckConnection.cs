using System.Globalization;
using DuckDB.NET.Data;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>
/// A DuckDB connection of one job or session; not for use by two threads at once. Statements stop within milliseconds when
/// their token is cancelled and then fail with <see cref="OperationCanceledException"/>; other failures are <see cref="DuckDBException"/>.
/// </summary>
internal sealed class DuckConnection(DuckDBConnection connection) : IDisposable
{
    int _names;

    public DuckDBConnection Inner { get; } = connection;

    /// <summary>A name for a temporary object that this connection has not used yet.</summary>
    public string NewName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{++_names}");

    /// <summary>Runs a statement; the number of rows it changed, or -1.</summary>
    public int Execute(string sql, CancellationToken token) => Run(sql, command => command.ExecuteNonQuery(), token);

    public object? Scalar(string sql, CancellationToken token) => Run(sql, command => command.ExecuteScalar(), token) is var value and not DBNull ? value : null;

    public long Count(string sql, CancellationToken token) => Convert.ToInt64(Scalar(sql, token), CultureInfo.InvariantCulture);

    public T Read<T>(string sql, Func<DuckDBDataReader, T> read, CancellationToken token) =>
        Run(sql, command =>
        {
            using var reader = command.ExecuteReader();
            return read(reader);
        }, token);

    public List<T> Rows<T>(string sql, Func<DuckDBDataReader, T> row, CancellationToken token) =>
        Read(sql, reader =>
        {
            var rows = new List<T>();
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }, token);

    public async Task<T> ReadAsync<T>(string sql, Func<DuckDBDataReader, Task<T>> read, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var command = Command(sql);
        using var interruption = new Interruption(command, token);
        try
        {
            using var reader = command.ExecuteReader();
            return await read(reader);
        }
        catch (DuckDBException e) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
    }

    /// <summary>Runs the work in one DuckDB transaction: all of it, or nothing.</summary>
    public T Atomically<T>(Func<T> work, CancellationToken token)
    {
        Execute("BEGIN TRANSACTION", token);
        try
        {
            var result = work();
            Execute("COMMIT", CancellationToken.None);
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose() => Inner.Dispose();

    void Rollback()
    {
        try
        {
            Execute("ROLLBACK", CancellationToken.None);
        }
        catch (DuckDBException)
        {
            // a COMMIT that failed has ended the transaction already, and then there is nothing to roll back
        }
    }

    T Run<T>(string sql, Func<DuckDBCommand, T> run, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var command = Command(sql);
        using var interruption = new Interruption(command, token);
        try
        {
            return run(command);
        }
        catch (DuckDBException e) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
    }

    DuckDBCommand Command(string sql)
    {
        var command = Inner.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
