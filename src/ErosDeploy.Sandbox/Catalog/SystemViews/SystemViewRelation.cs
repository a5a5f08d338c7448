using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>A system view's rows as DuckDB SQL: a JSON text that DuckDB unpacks.</summary>
internal static class SystemViewRelation
{
    public static string Of(SystemViewDefinition view, IEnumerable<object?[]> rows)
    {
        var structure = Json(writer =>
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            foreach (var (name, type) in view.Columns) writer.WriteString(name, type.Kind == TypeKind.Timestamp ? "VARCHAR" : type.DuckType);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        var columns = view.Columns.Select(c => $"CAST(r.{SqlText.Quote(c.Name)} AS {c.Type.DuckType}) AS {SqlText.Quote(c.Name)}");
        return $"(SELECT {string.Join(", ", columns)} FROM (SELECT unnest(from_json({SqlText.Literal(Document(view, rows))}, {SqlText.Literal(structure)})) AS r) AS j)";
    }

    static string Document(SystemViewDefinition view, IEnumerable<object?[]> rows) => Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in rows) WriteObject(writer, view.Columns, row);
        writer.WriteEndArray();
    });

    static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void WriteObject(Utf8JsonWriter writer, IReadOnlyList<(string Name, SqlType Type)> columns, object?[] values)
    {
        writer.WriteStartObject();
        foreach (var ((name, type), value) in columns.Zip(values))
        {
            writer.WritePropertyName(name);
            Write(writer, type, value);
        }
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, SqlType type, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case long number: writer.WriteNumberValue(number); break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00");
                break;
            case object?[] fields: WriteObject(writer, [.. type.Fields.Select(f => (f.Name!, f.Type))], fields); break;
            case IEnumerable<string> texts: WriteArray(writer, type.Element!, texts); break;
            case IEnumerable<object?[]> items: WriteArray(writer, type.Element!, items); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, null);
        }
    }

    static void WriteArray(Utf8JsonWriter writer, SqlType element, IEnumerable<object?> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(writer, element, item);
        writer.WriteEndArray();
    }
}
