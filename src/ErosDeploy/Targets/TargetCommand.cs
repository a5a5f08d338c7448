using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Security;
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

    private protected TargetInput GivenTarget => new(Project, Dataset, Bucket, Location, FullPath(Sandbox), FullPath(SqlPath));

    private protected CredentialChoice GivenCredentials => new(FullPath(KeyFile), AccessToken, ImpersonateServiceAccount);

    /// <summary>Parameter, then session, then environment, then default. Called on the pipeline thread only.</summary>
    private protected ErosContext Resolve(TargetInput session) => TargetResolver.Resolve(GivenTarget, session, Variable);

    [return: NotNullIfNotNull(nameof(path))]
    private protected string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    string? Variable(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        { Length: > 0 } path when name is TargetVariables.Sandbox or TargetVariables.SqlPath => FullPath(path),
        var value => value,
    };
}
