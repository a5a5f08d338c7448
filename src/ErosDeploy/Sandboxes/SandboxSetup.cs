using ErosDeploy.Core.Catalogues;
using ErosDeploy.Core.Cloud.Identity;
using ErosDeploy.Core.Deployments;
using ErosDeploy.Pipeline;
using ErosDeploy.Targets;

namespace ErosDeploy.Sandboxes;

/// <summary>Turns a folder into a sandbox that deployments can start from.</summary>
internal sealed class SandboxSetup(ErosContext context, SandboxAction action, int? scale)
{
    readonly string _folder = context.Sandbox!;

    bool HasSample => scale is not null;

    public string Description => (action, HasSample) switch
    {
        (SandboxAction.Replace, true) => "Delete the sandbox and make it anew, with sample data",
        (SandboxAction.Replace, false) => "Delete the sandbox and make it anew",
        (_, true) => "Make a sandbox, with sample data",
        _ => "Make a sandbox",
    };

    public async Task<SandboxPlan> PlanAsync(CommandStreams streams, CancellationToken cancellationToken) => new()
    {
        Folder = _folder,
        Action = action,
        Project = context.Project,
        Dataset = context.Dataset,
        Bucket = context.Bucket,
        Sample = HasSample,
        Scale = scale,
        Scripts = await ScriptsAsync(streams, cancellationToken).ConfigureAwait(false),
    };

    public async Task RunAsync(CommandStreams streams, CancellationToken cancellationToken)
    {
        if (action == SandboxAction.Replace)
            await ClearAsync(streams, cancellationToken).ConfigureAwait(false);
        using var target = await OpenAsync(streams, cancellationToken).ConfigureAwait(false);
        foreach (var done in await new BaselineService(target.Services).InstallAsync(scale, cancellationToken).ConfigureAwait(false))
            await streams.VerboseAsync($"Made: {done}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A folder that is not a sandbox yet lacks everything; only an existing one has to be opened to see.</summary>
    async Task<IReadOnlyList<string>> ScriptsAsync(CommandStreams streams, CancellationToken cancellationToken)
    {
        if (action == SandboxAction.Complete)
        {
            using var target = await OpenAsync(streams, cancellationToken).ConfigureAwait(false);
            return await new BaselineService(target.Services).PlanAsync(HasSample, cancellationToken).ConfigureAwait(false);
        }
        var catalogue = (await CatalogueFolder.OpenAsync(CatalogueLocation.Of(context), cancellationToken).ConfigureAwait(false)).Catalogue;
        return [.. catalogue.Baseline, .. HasSample ? catalogue.Sample : []];
    }

    Task<OpenTarget> OpenAsync(CommandStreams streams, CancellationToken cancellationToken) =>
        OpenTarget.OpenAsync(context, new IdentityRequest(), streams, cancellationToken, mayCreate: true);

    /// <summary>Opens it first: what another process uses is not deleted under its hands.</summary>
    async Task ClearAsync(CommandStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            SandboxPackage.Need(() => OpenSandboxes.OfProcess.Take(_folder)).Dispose();
        }
        catch (Exception e) when (e is not ErosException)
        {
            await streams.VerboseAsync($"The sandbox cannot be opened any more, and is deleted as it is: {e.Message}", cancellationToken).ConfigureAwait(false);
        }
        OpenSandboxes.OfProcess.Close(_folder);
        SandboxFolder.Clear(_folder);
    }
}
