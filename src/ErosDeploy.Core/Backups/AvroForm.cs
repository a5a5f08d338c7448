using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ErosDeploy.Core.Targets;
using ErosDeploy.Core.Warehouses;

namespace ErosDeploy.Core.Backups;

/// <summary>
/// What becomes of a table's columns in the Avro files of an extract job, and how they come back: the service writes a DATETIME as text that it does not load as a
/// DATETIME again, and loads a BIGNUMERIC(P, S) that a NUMERIC could hold as a NUMERIC. Such columns are staged as what the files give, and read from there
/// with a cast. Pure. Source: "Avro export details" and "Avro conversions" of the service's documentation.
/// </summary>
static class AvroForm
{
    /// <summary>Types that decimals of the files may become.</summary>
    public static readonly IReadOnlyList<string> DecimalTargets = ["NUMERIC", "BIGNUMERIC"];

    /// <summary>Every column that would not come back as it was, with the reason.</summary>
    public static IEnumerable<string> Losses(TableResource table) => Losses(table.Name, Fields(Node(table)["schema"]));

    /// <summary>What creates a table that the files fit.</summary>
    public static JsonObject Staged(TableResource table, string project, string dataset)
    {
        var created = table.ForCreation(project, dataset, table.Name, staging: true);
        Loosen(created["schema"]);
        if (Fields(created["schema"]).OfType<JsonObject>().Any(f => Text(f, "type") == "STRING" && Text(f, "name") == Text(created["timePartitioning"] as JsonObject, "field")))
            created.Remove("timePartitioning");
        return created;
    }

    /// <summary>A relation with the columns of the saved table, in their types.</summary>
    /// <param name="staged">The quoted table that was loaded.</param>
    public static string Relation(TableResource table, string staged)
    {
        var fields = Fields(Node(table)["schema"]);
        return fields.Any(IsCast)
            ? $"(SELECT {string.Join(", ", fields.Select(f => $"{Value(f, Quoted(f), 0)} AS {Quoted(f)}"))} FROM {staged})"
            : staged;
    }

    static IEnumerable<string> Losses(string path, JsonArray fields)
    {
        foreach (var field in fields.OfType<JsonObject>())
        {
            var place = $"{path}.{Text(field, "name")}";
            if (Loss(field) is { } loss)
                yield return $"column {place} {loss}";
            foreach (var nested in Losses(place, Fields(field)))
                yield return nested;
        }
    }

    static string? Loss(JsonObject field) => Text(field, "type") switch
    {
        "RANGE" => "is a RANGE, which Avro has not",
        "INTERVAL" => "is an INTERVAL, which no Avro file gives back",
        "GEOGRAPHY" => "is a GEOGRAPHY, which becomes text and may come back moved",
        "TIMESTAMP" when Number(field, "timestampPrecision") > 6 => "has picoseconds, of which Avro keeps microseconds",
        _ => IsAvroName(Text(field, "name")) ? null : "has a name that is none in Avro (letters, digits and underscores are)",
    };

    static bool IsAvroName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    static void Loosen(JsonNode? owner)
    {
        foreach (var field in Fields(owner).OfType<JsonObject>())
        {
            Loosen(field);
            if (StagedType(field) is not { } type)
                continue;
            field["type"] = type;
            field.Remove("defaultValueExpression");
        }
    }

    /// <summary>The type that the files give where it is not the column's own.</summary>
    static string? StagedType(JsonObject field) => Text(field, "type") switch
    {
        "DATETIME" => "STRING",
        "BIGNUMERIC" or "BIGDECIMAL" when Number(field, "precision") is > 0 and var precision && Number(field, "scale") is <= 9 and var scale && precision - scale <= 29 => "NUMERIC",
        _ => null,
    };

    static bool IsCast(JsonNode? field) => field is JsonObject column && (StagedType(column) is not null || Fields(column).Any(IsCast));

    static string Value(JsonNode? field, string source, int depth)
    {
        if (!IsCast(field))
            return source;
        var column = (JsonObject)field!;
        if (Text(column, "mode") != "REPEATED")
            return StagedType(column) is null ? $"IF({source} IS NULL, NULL, STRUCT({Members(column, source, depth)}))" : Cast(column, source);
        var item = string.Create(CultureInfo.InvariantCulture, $"item{depth}");
        var value = StagedType(column) is null ? $"SELECT AS STRUCT {Members(column, item, depth + 1)}" : $"SELECT {Cast(column, item)}";
        return $"ARRAY({value} FROM UNNEST({source}) AS {item} WITH OFFSET AS {item}_at ORDER BY {item}_at)";
    }

    static string Members(JsonObject column, string source, int depth) =>
        string.Join(", ", Fields(column).Select(f => $"{Value(f, $"{source}.{Quoted(f)}", depth)} AS {Quoted(f)}"));

    static string Cast(JsonObject column, string source) => $"CAST({source} AS {(Text(column, "type") == "DATETIME" ? "DATETIME" : "BIGNUMERIC")})";

    static string Quoted(JsonNode? field) => Identifiers.QuoteColumn(Text(field as JsonObject, "name"));

    static JsonArray Fields(JsonNode? owner) => owner?["fields"] as JsonArray ?? [];

    static string Text(JsonObject? field, string member) => (string?)field?[member] ?? "";

    /// <summary>The service writes numbers as text.</summary>
    static long Number(JsonObject field, string member) =>
        field[member] is { } value && long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) ? number : 0;

    static JsonObject Node(TableResource table) => JsonObject.Create(table.Json)!;
}
