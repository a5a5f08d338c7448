using System.Management.Automation;

namespace ErosDeploy.Runner.Engine;

/// <summary>Sits before the output of every pipeline of the runner: notes outcomes, shows errors, passes everything else on.</summary>
[Cmdlet(Name, "Outcome")]
public sealed class PassOutcomeCommand : PSCmdlet
{
    internal const string Name = "Pass";
    internal const string FullName = Name + "-Outcome";

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        var session = (EngineSession)GetVariableValue(EngineSession.Variable);
        if (session.Accept(InputObject))
            WriteObject(InputObject);
    }
}
