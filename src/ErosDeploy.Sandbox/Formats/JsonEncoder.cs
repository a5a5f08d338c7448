using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>JSON lines as BigQuery exports them: INT64 as strings, NULLs left out.</summary>
internal sealed class JsonEncoder(Stream target, IReadOnlyList<ColumnEntry> columns) : IRowEncoder
{
    readonly Utf8JsonWriter _json = new(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public void Write(DbDataReader row)
    {
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            if (!row.IsDBNull(i))
                WriteColumn(columns[i], row.GetString(i));
        }

        _json.WriteEndObject();
        _json.Flush();
        target.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        _json.Dispose();
        target.Dispose();
    }

    void WriteColumn(ColumnEntry column, string text)
    {
        _json.WritePropertyName(column.Name);
        if (!WireProjection.IsNested(column.Type))
        {
            WriteScalar(column.Type.Kind, text);
            return;
        }

        using var value = JsonDocument.Parse(text);
        WriteValue(column.Type, value.RootElement);
    }

    void WriteValue(SqlType type, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            _json.WriteNullValue();
        else if (type.IsArray)
            WriteArray(type, value);
        else if (type.IsStruct)
            WriteStruct(type, value);
        else
            WriteScalar(type.Kind, value.GetString()!);
    }

    void WriteArray(SqlType type, JsonElement value)
    {
        _json.WriteStartArray();
        foreach (var cell in value.EnumerateArray())
            WriteValue(type.Element!, cell.GetProperty("v"));
        _json.WriteEndArray();
    }

    void WriteStruct(SqlType type, JsonElement value)
    {
        var cells = value.GetProperty("f");
        _json.WriteStartObject();
        for (var i = 0; i < type.Fields.Count; i++)
        {
            var cell = cells[i].GetProperty("v");
            if (cell.ValueKind == JsonValueKind.Null)
                continue;
            _json.WritePropertyName(type.PhysicalFieldNames[i]);
            WriteValue(type.Fields[i].Type, cell);
        }

        _json.WriteEndObject();
    }

    void WriteScalar(TypeKind kind, string text)
    {
        if (kind == TypeKind.Bool || kind == TypeKind.Json || (kind == TypeKind.Float64 && char.IsAsciiDigit(text[^1])))
            _json.WriteRawValue(text, skipInputValidation: true);
        else
            _json.WriteStringValue(PlainText.Of(kind, text));
    }
}
