using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace ErosDeploy.Pipeline;

/// <summary>
/// Runs work on the pool while the pipeline thread carries out what the work asks of PowerShell: only <see cref="Run"/>
/// touches its streams. When an action throws (a downstream stop, -ErrorAction Stop, a closed pipeline), the work is cancelled,
/// waited for, and the first exception rethrown as it was.
/// </summary>
internal sealed class Pump(CancellationTokenSource cancellation)
{
    /// <summary>What the work may be ahead of a slow consumer.</summary>
    const int Capacity = 64;

    readonly Channel<PumpAction> _queue = Channel.CreateBounded<PumpAction>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    ExceptionDispatchInfo? _first;

    /// <summary>Returns when the work has ended and all it asked for is done: null, or the exception the work failed with.</summary>
    public Exception? Run(Func<CancellationToken, Task> work)
    {
        var running = Task.Run(() => WorkAsync(work), CancellationToken.None);
        foreach (var action in _queue.Reader.ReadAllAsync(CancellationToken.None).ToBlockingEnumerable(CancellationToken.None))
            CarryOut(action);
        var failure = running.GetAwaiter().GetResult();
        _first?.Throw();
        return failure;
    }

    /// <summary>Queues an action and returns when there is room for more.</summary>
    public ValueTask PostAsync(Action action, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(new PumpAction(action), cancellationToken);

    /// <summary>Queues an action that is tried even when an earlier one failed.</summary>
    public ValueTask PostAlwaysAsync(Action action) =>
        _queue.Writer.WriteAsync(new PumpAction(action) { Always = true }, CancellationToken.None);

    /// <summary>Queues a question and waits for its answer without holding a thread.</summary>
    public async ValueTask<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(new PumpAction(() => Answer(question, reply)) { Abandon = reply.SetCanceled }, cancellationToken).ConfigureAwait(false);
        return await reply.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task<Exception?> WorkAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(cancellation.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            _queue.Writer.Complete();
        }
    }

    void CarryOut(PumpAction action)
    {
        if (_first is not null && !action.Always)
        {
            action.Abandon?.Invoke();
            return;
        }
        try
        {
            action.CarryOut();
        }
        catch (Exception e)
        {
            _first ??= ExceptionDispatchInfo.Capture(e);
            cancellation.Cancel();
        }
    }

    static void Answer<T>(Func<T> question, TaskCompletionSource<T> reply)
    {
        try
        {
            reply.SetResult(question());
        }
        catch
        {
            reply.SetCanceled();
            throw;
        }
    }
}

internal readonly record struct PumpAction(Action CarryOut)
{
    /// <summary>Called instead when the pipeline is already gone.</summary>
    public Action? Abandon { get; init; }

    public bool Always { get; init; }
}
