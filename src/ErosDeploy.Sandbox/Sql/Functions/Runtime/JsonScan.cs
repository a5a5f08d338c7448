using System.Text;
using System.Text.Json;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Extraction from text that need not be JSON behind the value that is looked for: members stay in their order and keep their duplicates, numbers
/// keep their spelling. What is no JSON up to there gives NULL.
/// </summary>
internal static class JsonScan
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = 500 };

    /// <summary>What the path leads to, without white space; null for JSON null too.</summary>
    internal static string? Query(string json, JsonPath path) => Read(json, path, (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Compact(ref reader));

    internal static string? Value(string json, JsonPath path) => Read(json, path, Scalar);

    /// <summary>The elements of an array as a JSON list of their texts.</summary>
    internal static string? Items(string json, JsonPath path) => Read(json, path, (ref Utf8JsonReader reader) => List(ref reader, (ref Utf8JsonReader item) => JsonRuntime.Quote(Compact(ref item))));

    /// <summary>The same for arrays of scalars; null for others.</summary>
    internal static string? Values(string json, JsonPath path) => Read(json, path, (ref Utf8JsonReader reader) => List(ref reader, (ref Utf8JsonReader item) =>
        item.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? null : Scalar(ref item) is { } text ? JsonRuntime.Quote(text) : "null"));

    delegate string? Use(ref Utf8JsonReader reader);

    static string? Read(string json, JsonPath path, Use use)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Options);
            if (!reader.Read()) return null;
            foreach (var step in path.Steps)
            {
                if (!Enter(ref reader, step)) return null;
            }
            return use(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static bool Enter(ref Utf8JsonReader reader, JsonPath.Step step) => reader.TokenType switch
    {
        JsonTokenType.StartObject when step.Name is not null => EnterMember(ref reader, step.Name),
        JsonTokenType.StartArray when step.Index is not null => EnterItem(ref reader, step.Index.Value),
        _ => false,
    };

    static bool EnterMember(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt) return true;
            reader.Skip();
        }
        return false;
    }

    static bool EnterItem(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0) return true;
            reader.Skip();
        }
        return false;
    }

    static string? Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    static string? List(ref Utf8JsonReader reader, Use write)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return null;
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (write(ref reader) is not { } text) return null;
            texts.Add(text);
        }
        return $"[{string.Join(',', texts)}]";
    }

    static string Compact(ref Utf8JsonReader reader)
    {
        var text = new StringBuilder();
        Append(text, ref reader);
        return text.ToString();
    }

    static void Append(StringBuilder text, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: AppendObject(text, ref reader); break;
            case JsonTokenType.StartArray: AppendArray(text, ref reader); break;
            case JsonTokenType.String: JsonText.AppendString(text, reader.GetString()!); break;
            default: text.Append(Encoding.UTF8.GetString(reader.ValueSpan)); break;
        }
    }

    static void AppendObject(StringBuilder text, ref Utf8JsonReader reader)
    {
        text.Append('{');
        for (var isFirst = true; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; isFirst = false)
        {
            if (!isFirst) text.Append(',');
            JsonText.AppendString(text, reader.GetString()!);
            text.Append(':');
            reader.Read();
            Append(text, ref reader);
        }
        text.Append('}');
    }

    static void AppendArray(StringBuilder text, ref Utf8JsonReader reader)
    {
        text.Append('[');
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst) text.Append(',');
            Append(text, ref reader);
        }
        text.Append(']');
    }
}
