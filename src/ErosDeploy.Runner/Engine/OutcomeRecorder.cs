using System.Management.Automation;
using ErosDeploy.Runner.Hosting;

namespace ErosDeploy.Runner.Engine;

/// <summary>Collects how the work of a script ended, from the results that pass and the errors that were reported.</summary>
internal sealed class OutcomeRecorder
{
    readonly List<EndState> _states = [];

    public void Result(object? value)
    {
        EndState? state = (value as PSObject)?.BaseObject switch
        {
            PhaseResult phase => phase.EndState,
            RestoreResult restore => restore.EndState,
            DeploymentResult deployment => deployment.EndState,
            ErrorRecord error => Of(error.Exception),
            _ => null,
        };
        if (state is { } known)
            _states.Add(known);
    }

    public void Failure(Exception exception) => _states.Add(Of(exception));

    public int Code => ExitCode.Gravest(_states);

    static EndState Of(Exception exception) =>
        exception is OperationCanceledException or PipelineStoppedException
            ? EndState.Cancelled
            : ErrorText.Find(exception)?.EndState ?? EndState.FailedBeforeChange;
}
