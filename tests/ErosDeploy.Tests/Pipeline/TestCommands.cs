using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ErosDeploy.Pipeline;

namespace ErosDeploy.Tests.Pipeline;

/// <summary>Runs the work that a test put into the session.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TestWork", SupportsShouldProcess = true)]
public sealed class InvokeTestWorkCommand : ErosCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    public object? Work { get; set; }

    private protected override Work Prepare() => (Work)PSObject.AsPSObject(Work).BaseObject;
}

/// <summary>Lets one object through and then stops its upstream, as Select-Object -First 1 does (that one is not in the hosted engine).</summary>
[Cmdlet(VerbsCommon.Select, "TestFirst")]
public sealed class SelectTestFirstCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        var stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", true)!;
        throw (Exception)Activator.CreateInstance(stop, this)!;
    }
}

/// <summary>A session in which <c>Invoke-TestWork $work</c> runs a given work.</summary>
internal sealed class WorkSession : IDisposable
{
    readonly HostedSession _session;

    public WorkSession(Work work, CapturingHost? host = null) => _session = new HostedSession(state =>
    {
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-TestWork", typeof(InvokeTestWorkCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Select-TestFirst", typeof(SelectTestFirstCommand), null));
        state.Variables.Add(new SessionStateVariableEntry("work", work, null));
    }, host);

    public Outcome Run(string script) => _session.Run(script);

    public PowerShell Shell(string script) => _session.Shell(script);

    public void Dispose() => _session.Dispose();
}
