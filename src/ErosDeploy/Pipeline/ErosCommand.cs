using System.Management.Automation;
using ErosDeploy.Core;

namespace ErosDeploy.Pipeline;

/// <summary>
/// The base of all cmdlets: owns the cancellation of its work, which ends before the cmdlet does, however it is stopped.
/// </summary>
public abstract class ErosCommand : PSCmdlet, IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly object _gate = new();
    CommandStreams? _streams;
    bool _disposed;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _disposed = true;
            _cancellation.Dispose();
        }
    }

    protected override void StopProcessing()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _streams?.Stopping();
            _cancellation.Cancel();
        }
    }

    protected override void ProcessRecord() => RunPrepared();

    /// <summary>Does the command's work and returns when it has ended, or throws what ended it.</summary>
    private protected void RunPrepared()
    {
        var failure = Prepared(out var work) ?? Run(work!);
        if (Stopping || (failure is OperationCanceledException && _cancellation.IsCancellationRequested))
            throw new PipelineStoppedException();
        if (failure is not null)
            ThrowTerminatingError(ErrorRecords.Of(failure));
    }

    /// <summary>On the pipeline thread: reads parameters and session, and returns what is to be done on the pool.</summary>
    private protected abstract Work Prepare();

    ErosException? Prepared(out Work? work)
    {
        work = null;
        try
        {
            work = Prepare();
            return null;
        }
        catch (ErosException e)
        {
            return e;
        }
    }

    Exception? Run(Work work)
    {
        var pump = new Pump(_cancellation);
        var streams = new CommandStreams(pump, this, new ProgressPace(TimeProvider.System));
        lock (_gate)
            _streams = streams;
        return pump.Run(token => ToEndAsync(streams, work, token));
    }

    static async Task ToEndAsync(CommandStreams streams, Work work, CancellationToken cancellationToken)
    {
        try
        {
            await work(streams, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            await streams.StoppedAsync(e).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await streams.CompleteProgressAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>What a cmdlet does off the pipeline thread.</summary>
internal delegate Task Work(CommandStreams streams, CancellationToken cancellationToken);
