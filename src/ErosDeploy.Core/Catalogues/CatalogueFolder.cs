using System.Text.Json;

namespace ErosDeploy.Core.Catalogues;

/// <summary>A folder with eros.json, read and validated: every error names the file and the place in it.</summary>
public sealed class CatalogueFolder
{
    public const string FileName = "eros.json";

    CatalogueFolder(string folder, Catalogue catalogue) => (Folder, Catalogue) = (folder, catalogue);

    public string Folder { get; }

    public Catalogue Catalogue { get; }

    public static async Task<CatalogueFolder> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new ErosException(ErosErrorCode.CatalogueNotFound, $"There is no {FileName} in '{folder}'.", "Name the folder that holds it with -SqlPath.") { Subject = folder };
        var catalogue = Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
        var faults = CatalogueRules.Faults(catalogue, file => File.Exists(Path.Combine(folder, file))).ToList();
        return faults.Count == 0
            ? new CatalogueFolder(folder, catalogue)
            : throw new ErosException(ErosErrorCode.CatalogueInvalid, $"{path} is not valid: {string.Join("; ", faults)}.", "Correct these places.") { Subject = path };
    }

    /// <summary>By its name, whose case does not matter: what goes on is the catalogue's own spelling.</summary>
    public PhaseDefinition Phase(string name) =>
        Catalogue.Phases.FirstOrDefault(p => p.Name == name)
        ?? Catalogue.Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ErosException(
            ErosErrorCode.PhaseNotFound,
            $"There is no phase '{name}' in {Path.Combine(Folder, FileName)}.",
            $"Its phases are: {string.Join(", ", Catalogue.Phases.Select(p => p.Name))}.") { Subject = name };

    /// <summary>The script as BOM-less LF text with its checksum, placeholders not yet filled.</summary>
    public async Task<ScriptText> ScriptAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return ScriptText.Of(file, await File.ReadAllBytesAsync(Path.Combine(Folder, file), cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ErosException(ErosErrorCode.ScriptMissing, $"The script '{file}' in '{Folder}' cannot be read: {e.Message}", "See that the file is there and readable.", e) { Subject = file };
        }
    }

    static Catalogue Parse(byte[] json, string path)
    {
        try
        {
            ReadOnlySpan<byte> text = json;
            text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
            CatalogueNulls.Refuse(text);
            return JsonSerializer.Deserialize(text, CatalogueJson.Default.Catalogue)!;
        }
        catch (JsonException e)
        {
            throw new ErosException(ErosErrorCode.CatalogueInvalid, $"{path} cannot be read{Place(e)}: {e.Message}", "Correct it; eros.schema.json beside it describes its shape.", e) { Subject = path };
        }
    }

    static string Place(JsonException e) => e.LineNumber is { } line ? $" at line {line + 1}, {e.Path}" : e.Path is { } path ? $" at {path}" : "";
}
