using System.Management.Automation;
using System.Management.Automation.Host;
using ErosDeploy.Core;

namespace ErosDeploy.Pipeline;

/// <summary>What work may ask of the pipeline it runs in; every call goes through the pump.</summary>
internal sealed class CommandStreams(Pump pump, PSCmdlet cmdlet, ProgressPace pace) : IErosObserver, IErosConfirmation
{
    volatile bool _approved;
    volatile bool _stopped;

    /// <summary>A stream that takes nothing may also be the first to fail, as with -ErrorAction Stop: that one ends the work.</summary>
    bool NothingIsTaken => _stopped || pump.HasFailed;

    public ValueTask WriteAsync(object output, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteObject(output), cancellationToken);

    /// <summary>Reports the failure of one of several inputs; the others go on.</summary>
    public ValueTask ErrorAsync(ErosException error, CancellationToken cancellationToken) =>
        pump.PostAsync(() => WriteOrTell(() => cmdlet.WriteError(ErrorRecords.Of(error)), error.Message), cancellationToken, () => Tell(error.Message));

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteVerbose(message), cancellationToken);

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteDebug(message), cancellationToken);

    /// <summary>Reaches whoever watches also after the pipeline was stopped: then what is told is that work is being undone.</summary>
    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAlwaysAsync(() => Tell(message), cancellationToken);

    public ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken) => pace.Admit(progress) switch
    {
        null => default,
        { RecordType: ProgressRecordType.Completed } completed => pump.PostAlwaysAsync(() => cmdlet.WriteProgress(completed), CancellationToken.None),
        var update => pump.PostAsync(() => cmdlet.WriteProgress(update), cancellationToken),
    };

    /// <summary>Completes what is still shown as running.</summary>
    public async ValueTask CompleteProgressAsync()
    {
        foreach (var record in pace.Unfinished())
            await pump.PostAlwaysAsync(() => cmdlet.WriteProgress(record), CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) =>
        (await ShouldProcessAsync(target, action, cancellationToken).ConfigureAwait(false)).Approved;

    public ValueTask<Decision> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        pump.AskAsync(() => Decide(target, action), cancellationToken);

    /// <summary>Asks; with -WhatIf writes the plan instead. True when the plan is to be carried out.</summary>
    public async ValueTask<bool> ApprovedAsync(object plan, string target, string action, CancellationToken cancellationToken)
    {
        var decision = await ShouldProcessAsync(target, action, cancellationToken).ConfigureAwait(false);
        if (decision.WhatIf)
            await WriteAsync(plan, cancellationToken).ConfigureAwait(false);
        return decision.Approved;
    }

    /// <summary>Writes a result and the error that goes with it when it is no success: false then. Where nothing takes it any more, how it ended is told.</summary>
    public async ValueTask<bool> EndedAsync(object result, Ending ending)
    {
        await pump.PostAsync(() => WriteOrTell(() => cmdlet.WriteObject(result), ending.ToString()), CancellationToken.None, () => Tell(ending.ToString())).ConfigureAwait(false);
        if (ending.Failure() is not { } failure)
            return true;
        await pump.PostAsync(() => cmdlet.WriteError(ErrorRecords.Of(failure)), CancellationToken.None).ConfigureAwait(false);
        return false;
    }

    /// <summary>Says at once that work which may have changed something is being stopped. From any thread.</summary>
    public void Stopping()
    {
        _stopped = true;
        if (_approved)
            pump.TryPostAlways(() => Tell("Stopping: what was begun is undone or completed first. How it ended is told then."));
    }

    /// <summary>What is said of work that was stopped and left no result.</summary>
    public async ValueTask StoppedAsync(Exception cause)
    {
        if (cause is not OperationCanceledException)
            await ErrorAsync(ErrorRecords.Known(cause), CancellationToken.None).ConfigureAwait(false);
        else if (_approved)
            await pump.PostAlwaysAsync(() => TellIfStopped("Stopped. Get-ErosDeployment and Get-ErosBackup list what was begun."), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>One of several inputs: its failure is reported, and the others go on.</summary>
    public async Task ContinueAfterErrorAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (ErosException e)
        {
            await ErrorAsync(e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a script on the pipeline thread; what it writes is verbose, and its first error ends it. That error, or null.</summary>
    public async ValueTask<Exception?> InvokeAsync(ScriptBlock script, object argument, CancellationToken cancellationToken)
    {
        try
        {
            return await pump.AskAsync(() => Invoke(script, argument), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.CanBeCanceled)
        {
            return new InvalidOperationException("The pipeline was stopped, and no script runs in it any more.", e);
        }
    }

    Exception? Invoke(ScriptBlock script, object argument)
    {
        try
        {
            foreach (var output in script.InvokeWithContext(null, [new PSVariable("_", argument), new PSVariable("ErrorActionPreference", ActionPreference.Stop)], argument))
                cmdlet.WriteVerbose(output?.ToString() ?? "");
            return null;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            return e.ErrorRecord?.Exception ?? e;
        }
        catch (Exception e) when (LeavingWord(e) is { } word)
        {
            return new InvalidOperationException($"It left by '{word}', which would have ended the script that called the command. Use 'throw' to stop the run, 'return' to go on.", e);
        }
    }

    static string? LeavingWord(Exception e) => e switch
    {
        BreakException => "break",
        ContinueException => "continue",
        ExitException => "exit",
        _ => null,
    };

    Decision Decide(string target, string action)
    {
        var approved = Ask($"{action}: {target}", out var reason);
        _approved |= approved;
        return new Decision(approved, reason == ShouldProcessReason.WhatIf);
    }

    /// <summary>Hosts that cannot ask say so in ways of their own, down to a null reference where the input is empty.</summary>
    bool Ask(string what, out ShouldProcessReason reason)
    {
        try
        {
            return cmdlet.ShouldProcess(what, what + "?", "ErosDeploy", out reason);
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException or NotImplementedException or NotSupportedException or NullReferenceException)
        {
            throw new ErosException(
                ErosErrorCode.InvalidParameter,
                $"This is asked before it is done, and nobody can be asked here, so nothing was changed: {what}.",
                "To go on without being asked, use -Confirm:$false.",
                e);
        }
    }

    void WriteOrTell(Action write, string otherwise)
    {
        try
        {
            write();
        }
        catch (PipelineStoppedException) when (NothingIsTaken)
        {
            Tell(otherwise);
        }
    }

    /// <summary>After a stop no stream takes anything; the console still does.</summary>
    void Tell(string message)
    {
        try
        {
            cmdlet.WriteWarning(message);
        }
        catch (PipelineStoppedException) when (NothingIsTaken)
        {
            cmdlet.Host.UI.WriteWarningLine(message);
        }
    }

    void TellIfStopped(string message)
    {
        if (_stopped)
            Tell(message);
    }
}

/// <param name="WhatIf">Nobody was asked: only the plan is wanted.</param>
internal readonly record struct Decision(bool Approved, bool WhatIf);
