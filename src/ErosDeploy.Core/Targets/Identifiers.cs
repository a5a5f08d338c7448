using System.Globalization;
using System.Text;

namespace ErosDeploy.Core.Targets;

public enum IdentifierKind
{
    Project,
    Dataset,
    Table,
    Routine,
    Column,
    Bucket,
    Location,
    BackupId,
}

/// <summary>The one place where names are judged and quoted. Nothing else may put a name into SQL or into an address.</summary>
public static class Identifiers
{
    /// <summary>Returns the value when it is a legal name of its kind, else throws EROS1001 before anything was sent.</summary>
    public static string Validate(IdentifierKind kind, string value) =>
        Fault(kind, value) is { } fault
            ? throw new ErosException(ErosErrorCode.InvalidIdentifier, $"'{Shown(value)}' is not a {Word(kind)}: {fault}.", $"Give a {Word(kind)} {Rule(kind)}.")
            : value;

    /// <summary>Validates and puts each part between back-ticks: <c>`project`.`dataset`.`table`</c>.</summary>
    public static string Quote(params (IdentifierKind Kind, string Value)[] path) =>
        string.Join('.', path.Select(part => $"`{Validate(part.Kind, part.Value)}`"));

    public static string QuoteColumn(string name) => Quote((IdentifierKind.Column, name));

    internal static string? Fault(IdentifierKind kind, string? value) => value switch
    {
        null or "" => "it is empty",
        _ when value.Length > MaximumLength(kind) => $"it has {value.Length} characters",
        _ => kind switch
        {
            IdentifierKind.Project => ProjectFault(value),
            IdentifierKind.Bucket => BucketFault(value),
            IdentifierKind.Table => FaultOf(value, IsTableCharacter),
            IdentifierKind.Column => FaultOf(value, IsColumnCharacter),
            IdentifierKind.Location => FaultOf(value, c => char.IsAsciiLetterOrDigit(c) || c == '-'),
            IdentifierKind.BackupId => BackupIdFault(value),
            _ => FaultOf(value, c => char.IsAsciiLetterOrDigit(c) || c == '_'),
        },
    };

    static int MaximumLength(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Project => 200,
        IdentifierKind.Bucket => 222,
        IdentifierKind.Location => 40,
        IdentifierKind.Routine => 256,
        IdentifierKind.Column => 300,
        IdentifierKind.BackupId => 100,
        _ => 1024,
    };

    static string? ProjectFault(string value)
    {
        var colon = value.LastIndexOf(':');
        var domain = colon < 0 ? null : value[..colon];
        var id = value[(colon + 1)..];
        if (domain is not null && FaultOf(domain, c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') is { } fault)
            return fault;
        if (FaultOf(id, c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') is { } idFault)
            return idFault;
        return id.Length is < 6 or > 30 ? $"it has {id.Length} characters"
            : !char.IsAsciiLetterLower(id[0]) ? "it does not start with a letter"
            : id[^1] == '-' ? "it ends with a hyphen"
            : null;
    }

    static string? BucketFault(string value) =>
        FaultOf(value, c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.')
        ?? (value.Length < 3 ? $"it has {value.Length} characters"
            : !char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1]) ? "it does not start and end with a letter or digit"
            : value.Contains("..", StringComparison.Ordinal) ? "it has two dots in a row"
            : null);

    static string? BackupIdFault(string value) =>
        FaultOf(value, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ?? (char.IsAsciiLetterOrDigit(value[0]) ? null : "it does not start with a letter or digit");

    static string? FaultOf(string value, Func<char, bool> allowed)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            var fine = rune.IsBmp ? allowed((char)rune.Value) : Rune.IsLetterOrDigit(rune);
            if (!fine)
                return $"U+{rune.Value:X4} is not allowed in it";
        }
        return value.Length == 0 ? "a part of it is empty" : null;
    }

    static bool IsTableCharacter(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.SpaceSeparator;

    static bool IsColumnCharacter(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && !"!\"$()*,./;?@[\\]^`{}~".Contains(c, StringComparison.Ordinal);

    static string Word(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Project => "project id",
        IdentifierKind.Dataset => "dataset name",
        IdentifierKind.Table => "table name",
        IdentifierKind.Routine => "routine name",
        IdentifierKind.Column => "column name",
        IdentifierKind.Bucket => "bucket name",
        IdentifierKind.Location => "location",
        _ => "backup id",
    };

    static string Rule(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Project => "of 6 to 30 lower-case letters, digits and hyphens, starting with a letter",
        IdentifierKind.Dataset or IdentifierKind.Routine => "of letters, digits and underscores",
        IdentifierKind.Table => "of letters, digits, underscores, hyphens and spaces",
        IdentifierKind.Column => "without quotes, back-ticks and brackets",
        IdentifierKind.Bucket => "of 3 to 222 lower-case letters, digits, hyphens, underscores and dots",
        IdentifierKind.Location => "such as US, EU or europe-west1",
        _ => "as Get-ErosBackup lists it, such as 2026-01-31_020500",
    };

    static string Shown(string? value)
    {
        var text = new string((value ?? "").Take(60).Select(c => char.IsControl(c) ? '\uFFFD' : c).ToArray());
        return value?.Length > 60 ? text + "…" : text;
    }
}
