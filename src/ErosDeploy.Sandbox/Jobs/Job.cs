namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A job that may still run: its document as of now, the end of it, and the way to stop it.</summary>
internal sealed class Job : IDisposable
{
    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _stop = new();
    readonly object _gate = new();
    JobDocument _document;

    public Job(JobDocument document)
    {
        _document = document;
        if (document.IsDone)
            _done.SetResult();
    }

    public JobDocument Document
    {
        get
        {
            lock (_gate)
                return _document;
        }
    }

    /// <summary>Cancelled when somebody asks the job to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    public JobDocument Change(Func<JobDocument, JobDocument> change)
    {
        lock (_gate)
            return _document = change(_document);
    }

    /// <summary>Makes a final document visible; call it after the document is kept.</summary>
    public void Finish(JobDocument final)
    {
        lock (_gate)
            _document = final;
        _done.TrySetResult();
    }

    public void Stop()
    {
        if (!Document.IsDone)
            _stop.Cancel();
    }

    /// <summary>Waits for the end, at most so long; the document as it is then.</summary>
    public async Task<JobDocument> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken token)
    {
        if (!_done.Task.IsCompleted && patience > TimeSpan.Zero)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            await Task.WhenAny(_done.Task, Task.Delay(patience, time, limit.Token)).ConfigureAwait(false);
            await limit.CancelAsync().ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
        }

        return Document;
    }

    public void Dispose() => _stop.Dispose();
}
