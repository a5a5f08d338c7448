using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Targets;

/// <summary>What Set-ErosContext said in one runspace; forgotten with it.</summary>
internal sealed class SessionContext
{
    static readonly ConditionalWeakTable<Runspace, SessionContext> Sessions = [];

    public TargetInput Target { get; private set; } = TargetInput.Empty;

    public IdentityRequest Identity { get; private set; } = new();

    /// <summary>That of the runspace on whose pipeline thread this is called.</summary>
    public static SessionContext Current => Runspace.DefaultRunspace is { } runspace ? Sessions.GetOrCreateValue(runspace) : new SessionContext();

    public void Replace(TargetInput target, IdentityRequest identity) => (Target, Identity) = (target, identity);
}
