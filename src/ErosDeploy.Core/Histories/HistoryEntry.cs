using System.Text.Json;
using System.Text.Json.Serialization;

namespace ErosDeploy.Core.Histories;

enum HistoryEvent
{
    /// <summary>The step is in force with this checksum.</summary>
    Applied,
    /// <summary>The step is taken to be in force with this checksum: its objects were there, and nothing was run.</summary>
    Adopted,
    /// <summary>The step ran and was taken back.</summary>
    Undone,
    /// <summary>The step ran or began and could not be taken back wholly.</summary>
    Broken,
    /// <summary>The step ran, was in force, and is again as it was when the history had <see cref="HistoryEntry.Length"/> entries.</summary>
    Reverted,
    /// <summary>Everything is as it was when the history had <see cref="HistoryEntry.Length"/> entries.</summary>
    Restored,
    /// <summary>The steps that write the named tables are as they were when the history had <see cref="HistoryEntry.Length"/> entries.</summary>
    TablesRestored,
}

/// <summary>One line of the history of a dataset, which only grows.</summary>
sealed record HistoryEntry
{
    public required DateTimeOffset At { get; init; }
    public required string Run { get; init; }
    public required HistoryEvent Event { get; init; }
    public required string By { get; init; }
    public string? Phase { get; init; }
    public string? Step { get; init; }
    public string? Checksum { get; init; }

    /// <summary>Tables whose rows the step writes or which it creates.</summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>Digests of the definitions of the objects that the step names, as they were afterwards; null: not kept.</summary>
    public IReadOnlyDictionary<string, string>? Definitions { get; init; }

    public string? Backup { get; init; }
    public int? Length { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HistoryEntry))]
sealed partial class HistoryJson : JsonSerializerContext;

/// <summary>JSON lines.</summary>
static class HistoryText
{
    public static string Line(HistoryEntry entry) => JsonSerializer.Serialize(entry, HistoryJson.Default.HistoryEntry) + "\n";

    public static IReadOnlyList<HistoryEntry> Parse(string text, string uri)
    {
        var entries = new List<HistoryEntry>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            entries.Add(ParseLine(line, entries.Count + 1, uri));
        return entries;
    }

    static HistoryEntry ParseLine(string line, int number, string uri)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryEntry) ?? throw new JsonException("the line holds null");
        }
        catch (JsonException e)
        {
            throw new ErosException(ErosErrorCode.HistoryInvalid, $"{uri}, line {number}, cannot be read: {e.Message}", "Restore the object from an earlier generation; nothing was changed.", e) { Subject = uri };
        }
    }
}
