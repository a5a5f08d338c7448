namespace ErosDeploy.Core;

/// <summary>What whoever started a run wants done before and after its parts. What an implementation throws is its failure.</summary>
public interface IErosHooks
{
    ValueTask CallAsync(HookEvent what, CancellationToken cancellationToken);
}

/// <summary>Wants nothing done.</summary>
public sealed class SilentHooks : IErosHooks
{
    public static readonly SilentHooks Instance = new();

    public ValueTask CallAsync(HookEvent what, CancellationToken cancellationToken) => default;
}

/// <summary>The hooks of one run: a failure before something stops it, one after something is a note and changes nothing about the end.</summary>
sealed class RunHooks(ErosServices services, string run)
{
    public async Task BeforeAsync(HookKind kind, CancellationToken cancellationToken, string? phase = null, string? step = null)
    {
        var what = Event(kind, phase, step);
        try
        {
            await services.Hooks.CallAsync(what, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ErosException(ErosErrorCode.HookFailed, $"The hook {what} failed: {e.Message}", "Correct the hook, or run without it.", e) { Subject = step ?? phase ?? run };
        }
    }

    /// <summary>A note of the hook's failure, if it failed.</summary>
    public async Task<IReadOnlyList<string>> AfterAsync(HookKind kind, object? result = null, string? error = null, string? phase = null, string? step = null)
    {
        var what = Event(kind, phase, step) with { Result = result, Error = error };
        try
        {
            await services.Hooks.CallAsync(what, CancellationToken.None);
            return [];
        }
        catch (Exception e)
        {
            var note = $"The hook {what} failed: {FailureText.Of(e)}";
            await services.Observer.WarningAsync(note, CancellationToken.None);
            return [note];
        }
    }

    HookEvent Event(HookKind kind, string? phase, string? step) => new() { Kind = kind, RunId = run, Target = services.Target.ToString(), Phase = phase, Step = step };
}

/// <summary>A whole run between its hooks.</summary>
static class HookedRun
{
    /// <param name="read">End state, phase that failed, and error of a result.</param>
    public static async Task<T> ExecuteAsync<T>(RunHooks hooks, Func<Task<T>> work, Func<T, (EndState End, string? Phase, string? Error)> read, Func<T, IReadOnlyList<string>, T> withNotes, CancellationToken cancellationToken)
        where T : class
    {
        T result;
        try
        {
            await hooks.BeforeAsync(HookKind.BeforeRun, cancellationToken);
            result = await work();
        }
        catch (Exception e)
        {
            await hooks.AfterAsync(HookKind.OnError, error: FailureText.Of(e));
            throw;
        }
        var (end, phase, error) = read(result);
        var notes = new List<string>();
        if (end is not (EndState.Succeeded or EndState.Paused))
            notes.AddRange(await hooks.AfterAsync(HookKind.OnError, result, error, phase));
        notes.AddRange(await hooks.AfterAsync(HookKind.AfterRun, result, error, phase));
        return notes.Count == 0 ? result : withNotes(result, notes);
    }
}
