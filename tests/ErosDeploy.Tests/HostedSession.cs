using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ErosDeploy.Tests;

/// <summary>One runspace of the hosted engine with the built module imported.</summary>
public sealed class HostedSession : IDisposable
{
    readonly Runspace _runspace;

    public HostedSession(Action<InitialSessionState>? prepare = null, CapturingHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(BuiltModule.Manifest);
        prepare?.Invoke(state);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }


    public PowerShell Shell(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>Runs a script to its end, with everything that its streams carried.</summary>
    public Outcome Run(string script)
    {
        using var shell = Shell(script);
        var output = new Collection<PSObject>();
        try
        {
            shell.Invoke(null, output);
            return Outcome.Of(shell, output, null);
        }
        catch (RuntimeException e)
        {
            return Outcome.Of(shell, output, e);
        }
    }

    public void Dispose() => _runspace.Dispose();
}

/// <summary>What a script wrote, by stream; Thrown is its terminating error.</summary>
public sealed record Outcome(
    IReadOnlyList<object> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<ProgressRecord> Progress,
    ErrorRecord? Thrown)
{
    public static Outcome Of(PowerShell shell, IEnumerable<PSObject?> output, RuntimeException? thrown) => new(
        [.. output.Select(o => o?.BaseObject!)],
        [.. shell.Streams.Error],
        [.. shell.Streams.Warning.Select(w => w.Message)],
        [.. shell.Streams.Verbose.Select(v => v.Message)],
        [.. shell.Streams.Debug.Select(d => d.Message)],
        [.. shell.Streams.Progress],
        thrown?.ErrorRecord);

    /// <summary>The one object written, of its type; nothing else may have happened.</summary>
    public T Single<T>()
    {
        Assert.Null(Thrown);
        Assert.Empty(Errors);
        return Assert.IsAssignableFrom<T>(Assert.Single(Output));
    }

    public IReadOnlyList<T> All<T>()
    {
        Assert.Null(Thrown);
        Assert.Empty(Errors);
        return [.. Output.Select(o => Assert.IsAssignableFrom<T>(o))];
    }

    /// <summary>Says that the requests told on the debug stream only read; a job is a POST too, and its own tests see that a reading one reads.</summary>
    public Outcome OnlyRead()
    {
        Assert.DoesNotContain(Debug, line => !line.StartsWith("GET ", StringComparison.Ordinal) && !line.Contains("/jobs ", StringComparison.Ordinal) && !line.Contains(":testIamPermissions ", StringComparison.Ordinal));
        return this;
    }

    /// <summary>The terminating error, of a code, with a next step and nothing written.</summary>
    public ErrorRecord Failed(ErosErrorCode code)
    {
        var error = Thrown ?? (Errors.Count > 0 ? Errors[0] : null);
        Assert.NotNull(error);
        Assert.Equal("EROS" + (int)code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails?.RecommendedAction));
        Assert.Empty(Output);
        return error;
    }
}
