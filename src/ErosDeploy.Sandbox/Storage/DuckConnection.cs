using System.Globalization;
using DuckDB.NET.Data;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>
/// A DuckDB connection of one job or session; not for use by two threads at once. Statements stop within milliseconds when
/// their token is cancelled and then fail with <see cref="OperationCanceledException"/>; other failures are <see cref="DuckDBException"/>.
/// Every statement is planned and run in one DuckDB transaction. Left alone, DuckDB.NET plans it in one and runs it in the next, and a filter such as
/// _v &lt;= 7 that the plan found always true then lets in what was committed between.
/// </summary>
internal sealed class DuckConnection(DuckDBConnection connection) : IDisposable
{
    int _names;
    bool _isOpen;

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

    public Task<T> ReadAsync<T>(string sql, Func<DuckDBDataReader, Task<T>> read, CancellationToken token) =>
        _isOpen ? InterruptibleAsync(sql, read, token) : AtomicallyAsync(() => InterruptibleAsync(sql, read, token), token);

    /// <summary>Runs the work in one DuckDB transaction: all of it, or nothing.</summary>
    public async Task<T> AtomicallyAsync<T>(Func<Task<T>> work, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Begin();
        try
        {
            var result = await work();
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Runs the work in one DuckDB transaction: all of it, or nothing.</summary>
    public T Atomically<T>(Func<T> work, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Begin();
        try
        {
            var result = work();
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose() => Inner.Dispose();

    void Begin()
    {
        Control("BEGIN TRANSACTION");
        _isOpen = true;
    }

    void Commit()
    {
        Control("COMMIT");
        _isOpen = false;
    }

    void Rollback()
    {
        _isOpen = false;
        try
        {
            Control("ROLLBACK");
        }
        catch (DuckDBException)
        {
            // a COMMIT that failed has ended the transaction already, and then there is nothing to roll back
        }
    }

    void Control(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    T Run<T>(string sql, Func<DuckDBCommand, T> run, CancellationToken token) =>
        _isOpen ? Interruptible(sql, run, token) : Atomically(() => Interruptible(sql, run, token), token);

    T Interruptible<T>(string sql, Func<DuckDBCommand, T> run, CancellationToken token)
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

    async Task<T> InterruptibleAsync<T>(string sql, Func<DuckDBDataReader, Task<T>> read, CancellationToken token)
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

    DuckDBCommand Command(string sql)
    {
        var command = Inner.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
