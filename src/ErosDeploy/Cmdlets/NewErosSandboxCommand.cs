using System.Management.Automation;
using ErosDeploy.Core.Targets;
using ErosDeploy.Pipeline;
using ErosDeploy.Sandboxes;
using ErosDeploy.Targets;

namespace ErosDeploy.Cmdlets;

/// <summary>Makes a folder a local cloud with bucket, dataset and baseline, and on request the sample data; adds what lacks to one that exists.</summary>
[Cmdlet(VerbsCommon.New, "ErosSandbox", SupportsShouldProcess = true, DefaultParameterSetName = EmptySet)]
[OutputType(typeof(ErosContext), typeof(SandboxPlan))]
public sealed class NewErosSandboxCommand : ErosCommand
{
    const string EmptySet = "Empty";
    const string SampleSet = "Sample";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), ValidateNotNullOrEmpty]
    [Alias("Sandbox")]
    public string? Path { get; set; }

    /// <summary>Fills it with the sample data.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SampleSet)]
    public SwitchParameter Sample { get; set; }

    /// <summary>How many times the size of the real system (44,651 captions and 63,411 messages) the sample has.</summary>
    [Parameter(ParameterSetName = SampleSet), ValidateRange(1, 1000)]
    [WholeScale]
    public int Scale { get; set; } = 1;

    /// <summary>Makes an existing sandbox anew: everything in it is deleted first.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? Location { get; set; }

    [Parameter, ValidateNotNullOrEmpty]
    public string? SqlPath { get; set; }

    private protected override Work Prepare()
    {
        var folder = Paths.Full(this, Path!);
        var given = new TargetInput(null, Dataset, Bucket, Location, folder, Paths.Full(this, SqlPath));
        var context = TargetResolver.Resolve(given, TargetInput.Empty, Paths.Variable(this));
        var setup = new SandboxSetup(context, SandboxFolder.ActionOn(folder, Force), Sample ? Scale : null);
        return async (streams, token) =>
        {
            var plan = await setup.PlanAsync(streams, token);
            if (!await streams.ApprovedAsync(plan, folder, setup.Description, token))
                return;
            await setup.RunAsync(streams, token);
            await streams.WriteAsync(context, token);
        };
    }
}
