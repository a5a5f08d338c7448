using System.Text;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>BigQuery's rules for names of datasets, tables and routines.</summary>
internal static class Identifiers
{
    public static void RequireDataset(string id)
    {
        if (id.Length is 0 or > 1024 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw BigQueryException.Invalid(
                $"Invalid dataset ID \"{id}\". Dataset IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long.");
    }

    public static void RequireTable(string id)
    {
        var valid = id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= 1024 && id.EnumerateRunes().All(IsTableRune);
        if (!valid)
            throw BigQueryException.Invalid(
                $"Invalid table ID \"{id}\". Table IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long.");
    }

    public static void RequireRoutine(string id)
    {
        if (id.Length is 0 or > 256 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw BigQueryException.Invalid(
                $"Invalid routine ID \"{id}\". Routine IDs must be alphanumeric (plus underscores) and must be at most 256 characters long.");
    }

    static bool IsTableRune(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or ' ' || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.ConnectorPunctuation
            or System.Globalization.UnicodeCategory.DashPunctuation;
}
