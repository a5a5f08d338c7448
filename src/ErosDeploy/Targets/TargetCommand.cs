using System.Management.Automation;
using System.Security;
using ErosDeploy.Core;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Targets;
using ErosDeploy.Pipeline;

namespace ErosDeploy.Targets;

/// <summary>The base of cmdlets with a target: the parameters that name it, and how they are resolved.</summary>
public abstract class TargetCommand : ErosCommand
{
    /// <summary>The Google Cloud project; in a sandbox, the name its project goes by.</summary>
    [Parameter, Alias("ProjectId"), ValidateNotNullOrEmpty]
    public string? Project { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Location { get; set; }

    /// <summary>The folder of a local sandbox, instead of a project in the cloud.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? Sandbox { get; set; }

    /// <summary>The folder with eros.json and its scripts; the module's own when not given.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? SqlPath { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    [Parameter, ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? ImpersonateServiceAccount { get; set; }

    private protected TargetInput GivenTarget => new(Project, Dataset, Bucket, Location, Paths.Full(this, Sandbox), Paths.Full(this, SqlPath));

    private protected IdentityRequest GivenIdentity => new(Paths.Full(this, KeyFile), AccessToken, ImpersonateServiceAccount);

    /// <summary>Parameter, then session, then environment, then default. Called on the pipeline thread only.</summary>
    private protected ErosContext Resolve(TargetInput session) => TargetResolver.Resolve(GivenTarget, session, Paths.Variable(this));

    /// <summary>Work on the target's services, which are open for as long as it takes.</summary>
    private protected Work OnTarget(Func<ErosServices, CommandStreams, CancellationToken, Task> work)
    {
        var session = SessionContext.Current;
        var context = Resolve(session.Target);
        var identity = Identities.Choose(GivenIdentity, session.Identity, context.Kind);
        return async (streams, token) =>
        {
            using var target = await OpenTarget.OpenAsync(context, identity, streams, token).ConfigureAwait(false);
            await work(target.Services, streams, token).ConfigureAwait(false);
        };
    }
}
