namespace ErosDeploy.Core;

/// <summary>What failed, as a sentence. .NET's own of a cancellation ("A task was canceled.") tells nobody anything.</summary>
static class FailureText
{
    public static string Of(Exception e) => e is OperationCanceledException ? "It was cancelled." : ErosException.Sentence(e.Message);
}
