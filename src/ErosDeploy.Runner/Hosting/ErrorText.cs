using System.Management.Automation;

namespace ErosDeploy.Runner.Hosting;

/// <summary>Errors in words: <c>EROS2001: what happened.</c> and <c>next: what to do.</c>; others with their place in the script.</summary>
internal static class ErrorText
{
    public static string Of(ErrorRecord error) => Find(error.Exception) is { } known ? Of(known) : Other(error);

    public static ErosException? Find(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is ErosException eros)
                return eros;
        }

        return null;
    }

    public static string Of(ErosException error) =>
        error.NextStep.Length == 0 ? $"{error.CodeText}: {error.What}" : $"{error.CodeText}: {error.What}\n  next: {error.NextStep}";

    static string Other(ErrorRecord error)
    {
        var text = error.ErrorDetails?.Message ?? error.Exception.Message;
        var place = error.InvocationInfo is { ScriptLineNumber: > 0 } at ? $"\n  at line {at.ScriptLineNumber}: {at.Line.Trim()}" : "";
        return text + place;
    }
}
