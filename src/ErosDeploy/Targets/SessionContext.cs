using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Targets;

/// <summary>What Set-ErosContext said in one runspace; forgotten with it.</summary>
internal sealed class SessionContext
{
    static readonly ConditionalWeakTable<Runspace, SessionContext> Sessions = [];

    public TargetInput Target { get; private set; } = TargetInput.Empty;

    public CredentialChoice Credentials { get; private set; } = CredentialChoice.Default;

    /// <summary>That of the runspace on whose pipeline thread this is called.</summary>
    public static SessionContext Current => Sessions.GetOrCreateValue(Runspace.DefaultRunspace);

    public void Replace(TargetInput target, CredentialChoice credentials) => (Target, Credentials) = (target, credentials);
}
