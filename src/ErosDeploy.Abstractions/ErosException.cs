using System.Globalization;

namespace ErosDeploy;

/// <summary>The one exception of the module: what happened to what, and what to do next.</summary>
public sealed class ErosException : Exception
{
    public ErosException(ErosErrorCode code, string message, string nextStep, Exception? inner = null)
        : base(nextStep.Length == 0 ? Sentence(message) : $"{Sentence(message)} {nextStep}", inner)
    {
        Code = code;
        What = Sentence(message);
        NextStep = nextStep;
    }

    public ErosErrorCode Code { get; }

    /// <summary>Code in its public form, for instance <c>EROS1001</c>.</summary>
    public string CodeText => "EROS" + ((int)Code).ToString(CultureInfo.InvariantCulture);

    /// <summary>What happened, without the next step.</summary>
    public string What { get; }

    public string NextStep { get; }

    /// <summary>The object the error is about (table, phase, backup id), when there is one.</summary>
    public string? Subject { get; init; }

    /// <summary>The text, which may end in someone else's words, with the full stop that they lack.</summary>
    public static string Sentence(string text)
    {
        var end = text.AsSpan().TrimEnd();
        var last = end.TrimEnd(")]}'\"»”’");
        return end.Length == 0 || (last.Length > 0 && last[^1] is '.' or '!' or '?' or '…') ? text : $"{end}.";
    }

    /// <summary>What state the target was left in, when the failing work could have changed it.</summary>
    public EndState? EndState { get; init; }
}
