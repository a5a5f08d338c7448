using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>What outlives a statement: the DuckDB connection, temporary objects, an open transaction, variables. Of one job, or of a session.</summary>
internal sealed class WorkSession(DuckConnection connection, string? id = null) : IDisposable
{
    /// <summary>The session's id for requests; null for the private one of a job.</summary>
    public string? Id { get; } = id;

    public DuckConnection Connection { get; } = connection;

    public TempObjects Temp { get; } = new();

    public OpenTransaction? Transaction { get; set; }

    /// <summary>Variables that were declared in the session's earlier jobs.</summary>
    public VariableFrame Variables { get; } = new(null);

    public SystemVariables System { get; } = new();

    /// <summary>A session runs one job at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public void Dispose()
    {
        Transaction?.Dispose();
        Connection.Dispose();
        Turn.Dispose();
    }
}
