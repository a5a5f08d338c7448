using System.Management.Automation;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Shows what cmdlets would talk to, and where each value comes from.</summary>
[Cmdlet(VerbsCommon.Get, "ErosContext")]
[OutputType(typeof(ErosContext))]
public sealed class GetErosContextCommand : TargetCommand
{
    private protected override Work Prepare()
    {
        var context = Resolve(SessionContext.Current.Target);
        return (streams, token) => streams.WriteAsync(context, token).AsTask();
    }
}
