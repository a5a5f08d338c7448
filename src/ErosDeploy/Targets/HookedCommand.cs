using System.Management.Automation;
using ErosDeploy.Core;
using ErosDeploy.Pipeline;

namespace ErosDeploy.Targets;

/// <summary>The base of cmdlets that run phases: the script blocks that are called on the way. An error in one before something stops the run there; an error in one after
/// something is a note in the result.</summary>
public abstract class HookedCommand : TargetCommand
{
    /// <summary>Called with the lease held, before anything is done. Like all hooks it gets an object with Kind, RunId, Phase, Step, Error and Result as <c>$_</c>.</summary>
    [Parameter, ValidateNotNull]
    public ScriptBlock? BeforeRun { get; set; }

    [Parameter, ValidateNotNull]
    public ScriptBlock? AfterRun { get; set; }

    [Parameter, ValidateNotNull]
    public ScriptBlock? BeforePhase { get; set; }

    [Parameter, ValidateNotNull]
    public ScriptBlock? AfterPhase { get; set; }

    [Parameter, ValidateNotNull]
    public ScriptBlock? BeforeStep { get; set; }

    [Parameter, ValidateNotNull]
    public ScriptBlock? AfterStep { get; set; }

    /// <summary>Called once when the run did not succeed, after everything was undone.</summary>
    [Parameter, ValidateNotNull]
    public ScriptBlock? OnError { get; set; }

    /// <summary>As <see cref="TargetCommand.OnTarget"/>, with the hooks that were given.</summary>
    private protected Work OnHookedTarget(Func<ErosServices, CommandStreams, CancellationToken, Task> work)
    {
        var given = new (HookKind Kind, ScriptBlock? Script)[]
        {
            (HookKind.BeforeRun, BeforeRun), (HookKind.AfterRun, AfterRun), (HookKind.BeforePhase, BeforePhase), (HookKind.AfterPhase, AfterPhase),
            (HookKind.BeforeStep, BeforeStep), (HookKind.AfterStep, AfterStep), (HookKind.OnError, OnError),
        };
        var scripts = given.Where(h => h.Script is not null).ToDictionary(h => h.Kind, h => h.Script!);
        return OnTarget((services, streams, token) => work(scripts.Count == 0 ? services : services with { Hooks = new ScriptHooks(streams, scripts) }, streams, token));
    }
}
