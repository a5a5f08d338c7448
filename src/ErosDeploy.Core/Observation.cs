namespace ErosDeploy.Core;

/// <summary>Progress of one activity; Percent is null while the end is not known. Completed is sent once, also after a failure.</summary>
public sealed record ErosProgress(string Activity, string Status, int? Percent = null, bool Completed = false);

/// <summary>What services tell whoever started them. Implementations may be slow: every call is awaited.</summary>
public interface IErosObserver
{
    ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken);
    ValueTask VerboseAsync(string message, CancellationToken cancellationToken);
    ValueTask WarningAsync(string message, CancellationToken cancellationToken);
}

/// <summary>Asks whether to go on. Services that plan and run in two calls leave the question to their caller.</summary>
public interface IErosConfirmation
{
    ValueTask<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken);
}

/// <summary>Says nothing.</summary>
public sealed class SilentObserver : IErosObserver
{
    public static readonly SilentObserver Instance = new();

    public ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken) => default;

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => default;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => default;
}
