using DuckDB.NET.Data;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Interrupts a command for as long as it runs once the token is cancelled.</summary>
internal sealed class Interruption : IDisposable
{
    // DuckDB forgets an interrupt that comes before the statement has begun, so it is repeated
    const int RepeatMilliseconds = 10;

    readonly DuckDBCommand _command;
    readonly object _gate = new();
    readonly CancellationTokenRegistration _registration;
    Timer? _timer;
    bool _over;

    public Interruption(DuckDBCommand command, CancellationToken token)
    {
        _command = command;
        _registration = token.Register(Begin);
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _over = true;
            _timer?.Dispose();
        }
    }

    void Begin()
    {
        lock (_gate)
        {
            if (!_over) _timer = new Timer(_ => Interrupt(), null, 0, RepeatMilliseconds);
        }
    }

    void Interrupt()
    {
        lock (_gate)
        {
            if (!_over) _command.Cancel();
        }
    }
}
