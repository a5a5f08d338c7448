using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Runs query jobs: statements and scripts of GoogleSQL against the warehouse.</summary>
internal sealed class QueryEngine
{
    private readonly Warehouse _warehouse;
    private readonly IJobHistory _history;

    public QueryEngine(Warehouse warehouse, IJobHistory history)
    {
        _warehouse = warehouse;
        _history = history;
    }

    /// <summary>Runs the job to its end. Fails with <see cref="BigQueryException"/>; a cancelled token gives reason "stopped".</summary>
    public Task<QueryOutcome> ExecuteAsync(QueryRequest request, IJobObserver observer, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        throw new NotImplementedException($"{request.JobId} {observer} {_warehouse} {_history}");
    }
}
