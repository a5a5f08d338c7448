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

    /// <summary>Read on the pipeline thread only.</summary>
    public bool HasFailed => _first is not null;

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
    /// <param name="abandon">Done instead when an earlier action failed.</param>
    public ValueTask PostAsync(Action action, CancellationToken cancellationToken, Action? abandon = null) =>
        _queue.Writer.WriteAsync(new PumpAction(action) { Abandon = abandon }, cancellationToken);

    /// <summary>Queues an action that is tried even when an earlier one failed.</summary>
    public ValueTask PostAlwaysAsync(Action action, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(new PumpAction(action) { Always = true }, cancellationToken);

    /// <summary>The same from a thread that must not wait: nothing is done when there is no room, or the work has ended.</summary>
    public void TryPostAlways(Action action) => _queue.Writer.TryWrite(new PumpAction(action) { Always = true });

    /// <summary>Queues a question and waits for its answer without holding a thread; an <see cref="ErosException"/> is an answer, and thrown here.</summary>
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
        try
        {
            if (HasFailed && !action.Always)
                action.Abandon?.Invoke();
            else
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
        catch (ErosException e)
        {
            reply.SetException(e);
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
    /// <summary>Called instead when an earlier action failed.</summary>
    public Action? Abandon { get; init; }

    public bool Always { get; init; }
}
