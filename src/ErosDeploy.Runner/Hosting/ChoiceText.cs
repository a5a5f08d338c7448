using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Text;

namespace ErosDeploy.Runner.Hosting;

/// <summary>The wording of a confirmation and the reading of its answer; <c>&amp;</c> marks a choice's letter.</summary>
internal static class ChoiceText
{
    public static string Question(string caption, string message, Collection<ChoiceDescription> choices, int preset)
    {
        var text = new StringBuilder();
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
            text.AppendLine(line);
        text.AppendJoin("  ", choices.Select(choice => $"[{Letter(choice)}] {Word(choice)}"));
        if (preset >= 0 && preset < choices.Count)
            text.Append(" (default is \"").Append(Letter(choices[preset])).Append("\")");
        return text.Append(':').ToString();
    }

    /// <summary>The chosen index; null when the answer fits none.</summary>
    public static int? Match(string answer, Collection<ChoiceDescription> choices, int preset)
    {
        var given = answer.Trim();
        if (given.Length == 0)
            return preset >= 0 ? preset : null;
        for (var i = 0; i < choices.Count; i++)
        {
            if (Same(given, Letter(choices[i])) || Same(given, Word(choices[i])))
                return i;
        }

        return null;
    }

    public static string Help(Collection<ChoiceDescription> choices) =>
        string.Join('\n', choices.Select(choice => $"{Letter(choice)} - {choice.HelpMessage}"));

    static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    static string Word(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    static string Letter(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : Word(choice);
    }
}
