using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ErosDeploy.Runner.Hosting;

namespace ErosDeploy.Runner.Engine;

/// <summary>A PowerShell engine with the module in it. One script at a time; cancelling stops the pipeline and waits for its end.</summary>
internal sealed class EngineSession : IDisposable
{
    internal const string Variable = "ErosEngineSession";
    readonly ConsoleUserInterface _ui;
    readonly ErosHost _host;
    readonly Runspace _runspace;
    readonly OutcomeRecorder _outcomes = new();

    EngineSession(ConsoleUserInterface ui, string manifest)
    {
        _ui = ui;
        _host = new ErosHost(ui);
        PSStyle.Instance.OutputRendering = ui.SupportsVirtualTerminal ? OutputRendering.Host : OutputRendering.PlainText;
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry(PassOutcomeCommand.FullName, typeof(PassOutcomeCommand), null));
        state.Variables.Add(new SessionStateVariableEntry(Variable, this, "outcomes of the runner", ScopedItemOptions.Constant));
        state.ImportPSModule([manifest]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
    }

    /// <summary>The exit code that all outcomes so far amount to, or the one a script gave itself.</summary>
    public int Code => _host.ExitCode ?? _outcomes.Code;

    /// <summary>Opens a session; throws <see cref="ErosException"/> when the module's manifest is not found.</summary>
    public static EngineSession Open(ConsoleUserInterface ui) => new(ui, ModuleLocation.Manifest());

    /// <summary>Runs a script with its results on the console.</summary>
    public int Run(string script, CancellationToken cancel = default)
    {
        using var shell = Prepare(script);
        shell.AddCommand("Out-Default");
        Invoke(shell, null, cancel);
        return Code;
    }

    /// <summary>Runs a script and gives its results of one type instead of showing them; errors are shown.</summary>
    public IReadOnlyList<T> Collect<T>(string script, IReadOnlyDictionary<string, object> variables, CancellationToken cancel = default)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        using var shell = Prepare(script);
        using var results = new PSDataCollection<PSObject>();
        Invoke(shell, results, cancel);
        return [.. results.Select(result => result.BaseObject).OfType<T>()];
    }

    /// <summary>True when the value is a result to pass on; an error is shown at once, as an error.</summary>
    internal bool Accept(PSObject? value)
    {
        _outcomes.Result(value);
        if (value?.BaseObject is not ErrorRecord error)
            return true;
        _ui.WriteError(error);
        return false;
    }

    public void Dispose() => _runspace.Dispose();

    PowerShell Prepare(string script)
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        return shell.AddCommand(PassOutcomeCommand.FullName);
    }

    void Invoke(PowerShell shell, PSDataCollection<PSObject>? results, CancellationToken cancel)
    {
        using var stop = cancel.Register(() => shell.BeginStop(null, null));
        try
        {
            shell.Invoke(null, results ?? [], new PSInvocationSettings { Host = _host });
            cancel.ThrowIfCancellationRequested();
        }
        catch (Exception failure) when (cancel.IsCancellationRequested)
        {
            _outcomes.Failure(new OperationCanceledException("stopped", failure, cancel));
        }
        catch (RuntimeException failure)
        {
            _ui.WriteError(failure.ErrorRecord);
            _outcomes.Failure(failure);
        }
    }
}
