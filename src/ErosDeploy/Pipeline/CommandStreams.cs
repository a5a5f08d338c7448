using System.Management.Automation;
using ErosDeploy.Core;

namespace ErosDeploy.Pipeline;

/// <summary>What work may ask of the pipeline it runs in; every call goes through the pump.</summary>
internal sealed class CommandStreams(Pump pump, Cmdlet cmdlet, ProgressPace pace) : IErosObserver, IErosConfirmation
{
    public ValueTask WriteAsync(object output, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteObject(output), cancellationToken);

    /// <summary>Reports the failure of one of several inputs; the others go on.</summary>
    public ValueTask ErrorAsync(ErosException error, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteError(ErrorRecords.Of(error)), cancellationToken);

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteVerbose(message), cancellationToken);

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteDebug(message), cancellationToken);

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) =>
        pump.PostAsync(() => cmdlet.WriteWarning(message), cancellationToken);

    public ValueTask ProgressAsync(ErosProgress progress, CancellationToken cancellationToken) => pace.Admit(progress) switch
    {
        null => default,
        { RecordType: ProgressRecordType.Completed } completed => pump.PostAlwaysAsync(() => cmdlet.WriteProgress(completed)),
        var update => pump.PostAsync(() => cmdlet.WriteProgress(update), cancellationToken),
    };

    /// <summary>Completes what is still shown as running.</summary>
    public async ValueTask CompleteProgressAsync()
    {
        foreach (var record in pace.Unfinished())
            await pump.PostAlwaysAsync(() => cmdlet.WriteProgress(record)).ConfigureAwait(false);
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

    /// <summary>Writes the error that goes with a result that is not a success.</summary>
    public async ValueTask<bool> SucceededAsync(Ending ending, CancellationToken cancellationToken)
    {
        if (ending.Failure() is not { } failure)
            return true;
        await ErrorAsync(failure, cancellationToken).ConfigureAwait(false);
        return false;
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
    public ValueTask<Exception?> InvokeAsync(ScriptBlock script, object argument, CancellationToken cancellationToken) =>
        pump.AskAsync(() => Invoke(script, argument), cancellationToken);

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
    }

    Decision Decide(string target, string action)
    {
        var approved = cmdlet.ShouldProcess($"{action}: {target}", $"{action}: {target}?", "ErosDeploy", out var reason);
        return new Decision(approved, reason == ShouldProcessReason.WhatIf);
    }
}

/// <param name="WhatIf">Nobody was asked: only the plan is wanted.</param>
internal readonly record struct Decision(bool Approved, bool WhatIf);
