namespace ErosDeploy.Core.Tests;

/// <summary>Keeps what it is told, and does what a test wants at a word of progress.</summary>
sealed class RecordingObserver : IErosObserver
{
    readonly List<ErosProgress> _progress = [];
    readonly List<string> _warnings = [];
    readonly Lock _gate = new();

    public Func<ErosProgress, Task> On { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<ErosProgress> Progress
    {
        get
        {
            lock (_gate) return [.. _progress];
        }
    }

    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_gate) return [.. _warnings];
        }
    }

    public async ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken)
    {
        lock (_gate) _progress.Add(progress);
        await On(progress);
    }

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => default;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken)
    {
        lock (_gate) _warnings.Add(message);
        return default;
    }
}
