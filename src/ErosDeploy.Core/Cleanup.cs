namespace ErosDeploy.Core;

/// <summary>Tidying after work whose outcome is decided: a failure is told, and changes nothing about the outcome.</summary>
static class Cleanup
{
    /// <summary>Empty, or one note of what is left behind and why.</summary>
    public static async Task<IReadOnlyList<string>> TryAsync(string whatIsLeft, Func<Task> work)
    {
        try
        {
            await work();
            return [];
        }
        catch (Exception e) when (e is ErosException or OperationCanceledException)
        {
            return [$"Left behind: {whatIsLeft} ({FailureText.Of(e)})."];
        }
    }
}
