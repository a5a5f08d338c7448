using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Avro;
using Avro.Generic;
using Avro.IO;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Encodes rows in wire form (see <see cref="WireProjection"/>) after a schema of <see cref="AvroSchemas"/>.</summary>
internal sealed class AvroRowWriter(IReadOnlyList<ColumnEntry> columns, bool logicalTypes) : DatumWriter<DbDataReader>
{
    public Schema Schema { get; } = Schema.Parse(AvroSchemas.Of(columns, logicalTypes));

    public void Write(DbDataReader datum, Encoder encoder)
    {
        for (var i = 0; i < columns.Count; i++)
            WriteColumn(encoder, columns[i], datum.IsDBNull(i) ? null : datum.GetString(i));
    }

    void WriteColumn(Encoder encoder, ColumnEntry column, string? text)
    {
        if (!WireProjection.IsNested(column.Type))
        {
            if (WriteNullability(encoder, column, text is null))
                WriteScalar(encoder, column.Type, text!);
            return;
        }

        using var json = text is null ? null : JsonDocument.Parse(text);
        WriteNested(encoder, column, json?.RootElement);
    }

    void WriteNested(Encoder encoder, ColumnEntry column, JsonElement? value)
    {
        var isNull = value is null or { ValueKind: JsonValueKind.Null };
        if (column.Type.IsArray)
            WriteArray(encoder, column, isNull ? default : value!.Value);
        else if (WriteNullability(encoder, column, isNull))
            WriteValue(encoder, column, column.Type, value!.Value);
    }

    void WriteArray(Encoder encoder, ColumnEntry column, JsonElement value)
    {
        encoder.WriteArrayStart();
        if (value.ValueKind == JsonValueKind.Array)
        {
            encoder.SetItemCount(value.GetArrayLength());
            foreach (var cell in value.EnumerateArray())
            {
                encoder.StartItem();
                WriteValue(encoder, column, column.Type.Element!, cell.GetProperty("v"));
            }
        }

        encoder.WriteArrayEnd();
    }

    void WriteValue(Encoder encoder, ColumnEntry column, SqlType type, JsonElement value)
    {
        if (!type.IsStruct)
        {
            WriteScalar(encoder, type, value.GetString() ?? throw BigQueryException.Invalid($"An array in column {column.Name} holds NULL, which Avro cannot."));
            return;
        }

        var fields = column.Fields.Count > 0 ? column.Fields : SchemaResource.FieldsOf(type);
        var cells = value.GetProperty("f");
        for (var i = 0; i < fields.Count; i++)
            WriteNested(encoder, fields[i], cells[i].GetProperty("v"));
    }

    static bool WriteNullability(Encoder encoder, ColumnEntry column, bool isNull)
    {
        if (column.Mode == ColumnMode.Required)
            return !isNull ? true : throw BigQueryException.Invalid($"Required field {column.Name} cannot be null");
        encoder.WriteUnionIndex(isNull ? 0 : 1);
        return !isNull;
    }

    void WriteScalar(Encoder encoder, SqlType type, string text)
    {
        switch (type.Kind)
        {
            case TypeKind.Int64 or TypeKind.Timestamp:
                encoder.WriteLong(long.Parse(text, CultureInfo.InvariantCulture));
                break;
            case TypeKind.Float64:
                encoder.WriteDouble(double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case TypeKind.Bool:
                encoder.WriteBoolean(text == "true");
                break;
            case TypeKind.Bytes:
                encoder.WriteBytes(Convert.FromBase64String(text));
                break;
            case TypeKind.Numeric or TypeKind.BigNumeric:
                encoder.WriteBytes(Unscaled(text, AvroSchemas.Scale(type)));
                break;
            case TypeKind.Date when logicalTypes:
                encoder.WriteInt(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
                break;
            case TypeKind.Time when logicalTypes:
                encoder.WriteLong(TimeOnly.Parse(text, CultureInfo.InvariantCulture).Ticks / TimeSpan.TicksPerMicrosecond);
                break;
            default:
                encoder.WriteString(text);
                break;
        }
    }

    static byte[] Unscaled(string text, int scale)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        var fraction = point < 0 ? 0 : text.Length - point - 1;
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, scale - fraction);
        return value.ToByteArray(isUnsigned: false, isBigEndian: true);
    }
}
