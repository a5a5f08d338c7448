using System.Text.Json;
using System.Text.Json.Serialization;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>The form of catalogue entries in the database.</summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(SqlTypeJson)],
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DatasetEntry))]
[JsonSerializable(typeof(TableEntry))]
[JsonSerializable(typeof(RoutineEntry))]
[JsonSerializable(typeof(StoredView))]
internal sealed partial class CatalogJson : JsonSerializerContext
{
    public static string Write(object entry) => entry switch
    {
        DatasetEntry dataset => JsonSerializer.Serialize(dataset, Default.DatasetEntry),
        TableEntry table => JsonSerializer.Serialize(table, Default.TableEntry),
        RoutineEntry routine => JsonSerializer.Serialize(routine, Default.RoutineEntry),
        StoredView stored => JsonSerializer.Serialize(stored, Default.StoredView),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.GetType().Name, null),
    };

    public static StoredView ReadStoredView(string text) => JsonSerializer.Deserialize(text, Default.StoredView)!;

    public static object Read(EntryKind kind, string text) => kind switch
    {
        EntryKind.Dataset => JsonSerializer.Deserialize(text, Default.DatasetEntry)!,
        EntryKind.Table => JsonSerializer.Deserialize(text, Default.TableEntry)!,
        _ => JsonSerializer.Deserialize(text, Default.RoutineEntry)!,
    };
}

/// <summary>A type as {"k":kind, "l":length, "p":precision, "s":scale, "e":element, "f":[{"n":name, "t":type}]}.</summary>
internal sealed class SqlTypeJson : JsonConverter<SqlType>
{
    public override SqlType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, SqlType value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("k", value.Kind.ToString());
        if (value.Length is { } length) writer.WriteNumber("l", length);
        if (value.Precision is { } precision) writer.WriteNumber("p", precision);
        if (value.Scale is { } scale) writer.WriteNumber("s", scale);
        if (value.Element is { } element)
        {
            writer.WritePropertyName("e");
            Write(writer, element, options);
        }
        if (value.IsStruct) WriteFields(writer, value, options);
        writer.WriteEndObject();
    }

    void WriteFields(Utf8JsonWriter writer, SqlType value, JsonSerializerOptions options)
    {
        writer.WriteStartArray("f");
        foreach (var field in value.Fields)
        {
            writer.WriteStartObject();
            if (field.Name is not null) writer.WriteString("n", field.Name);
            writer.WritePropertyName("t");
            Write(writer, field.Type, options);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static SqlType Read(JsonElement json)
    {
        var kind = Enum.Parse<TypeKind>(json.GetProperty("k").GetString()!);
        return kind switch
        {
            TypeKind.Array => SqlType.Array(Read(json.GetProperty("e"))),
            TypeKind.Range => SqlType.Range(Read(json.GetProperty("e"))),
            TypeKind.Struct => SqlType.Struct(json.GetProperty("f").EnumerateArray().Select(ReadField)),
            _ => WithParameters(TypeText.FromName(kind.ToString())!, json),
        };
    }

    static StructField ReadField(JsonElement json) =>
        new(json.TryGetProperty("n", out var name) ? name.GetString() : null, Read(json.GetProperty("t")));

    static SqlType WithParameters(SqlType type, JsonElement json)
    {
        if (json.TryGetProperty("l", out var length)) return type.WithLength(length.GetInt64());
        return json.TryGetProperty("p", out var precision) ? type.WithPrecision(precision.GetInt32(), json.GetProperty("s").GetInt32()) : type;
    }
}
