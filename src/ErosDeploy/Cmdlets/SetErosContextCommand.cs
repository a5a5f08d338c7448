using System.Management.Automation;
using ErosDeploy.Core.Targets;
using ErosDeploy.Pipeline;
using ErosDeploy.Sandboxes;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Replaces the session's target with what this call says; without parameters the session has none again.</summary>
[Cmdlet(VerbsCommon.Set, "ErosContext", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ErosContext))]
public sealed class SetErosContextCommand : TargetCommand
{
    private protected override Work Prepare()
    {
        var (session, target, identity) = (SessionContext.Current, GivenTarget, GivenIdentity);
        Validate(target);
        Identities.Check(identity, target.Sandbox is null ? TargetKind.Cloud : TargetKind.Sandbox);
        var context = target == TargetInput.Empty ? null : ResolveIfComplete();
        return async (streams, token) =>
        {
            var decision = await streams.ShouldProcessAsync(context?.ToString() ?? "no target", "Set the session's target", token);
            if (decision.Approved)
                session.Replace(target, identity);
            if (context is not null && (decision.Approved || decision.WhatIf))
                await streams.WriteAsync(context, token);
        };
    }

    /// <summary>A context may leave the project to a parameter or a variable of a later call.</summary>
    ErosContext? ResolveIfComplete()
    {
        try
        {
            return Resolve(TargetInput.Empty);
        }
        catch (ErosException e) when (e.Code == ErosErrorCode.TargetIncomplete)
        {
            WriteVerbose(e.What);
            return null;
        }
    }

    static void Validate(TargetInput target)
    {
        if (target.Sandbox is { } folder)
            SandboxFolder.RequireSandbox(folder);
        Check(IdentifierKind.Project, target.Project);
        Check(IdentifierKind.Dataset, target.Dataset);
        Check(IdentifierKind.Bucket, target.Bucket);
        Check(IdentifierKind.Location, target.Location);
    }

    static void Check(IdentifierKind kind, string? name)
    {
        if (name is not null)
            Identifiers.Validate(kind, name);
    }
}
