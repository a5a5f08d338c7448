using System.Text;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint;

/// <summary><c>${project}</c> and <c>${dataset}</c> stand for names that are known only when a script runs.</summary>
static class Placeholders
{
    const string Project = "_project__", Dataset = "_dataset__";

    /// <summary>Every placeholder as a name of the same length.</summary>
    public static string Masked(string text)
    {
        var masked = new StringBuilder(text).Replace("${project}", Project).Replace("${dataset}", Dataset);
        foreach (var (position, name) in Unknown(text))
        {
            for (var i = position; i < Math.Min(text.Length, position + name.Length + 3); i++) masked[i] = '_';
        }
        return masked.ToString();
    }

    /// <summary>The placeholders that a script may not use; the name is empty where nothing closes it.</summary>
    public static IEnumerable<(int Position, string Name)> Unknown(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            var name = end < 0 || end - at > 40 ? "" : text[(at + 2)..end];
            if (name is not ("project" or "dataset")) yield return (at, name);
        }
    }

    /// <summary>Whether a path lies in the dataset that is deployed to.</summary>
    public static bool IsOfTarget(ObjectPath path) => path.Names.Any(n => n.Name == Dataset);

    /// <summary>The path as the file has it.</summary>
    public static string Shown(ObjectPath path) =>
        path.ToString().Replace(Project, "${project}", StringComparison.Ordinal).Replace(Dataset, "${dataset}", StringComparison.Ordinal);
}
