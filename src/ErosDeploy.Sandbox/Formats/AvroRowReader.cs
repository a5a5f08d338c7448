using System.Globalization;
using System.Text.Json;
using Avro;
using Avro.Generic;
using Avro.IO;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>
/// Decodes an Avro file's records into JSON objects, one after the other: scalars as text in the form that <see cref="JsonConversion"/> reads
/// (TIMESTAMP as seconds), arrays and records as JSON.
/// </summary>
internal sealed class AvroRowReader(Schema schema, IReadOnlyList<Catalog.ColumnEntry> columns, Utf8JsonWriter json) : DatumReader<object>
{
    readonly RecordSchema _record = (RecordSchema)schema;

    public Schema ReaderSchema => schema;

    public Schema WriterSchema => schema;

    public object Read(object reuse, Decoder decoder)
    {
        ReadRecord(_record, columns, decoder);
        return json;
    }

    void ReadRecord(RecordSchema record, IReadOnlyList<Catalog.ColumnEntry> fields, Decoder decoder)
    {
        json.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            json.WritePropertyName(fields[i].Name);
            ReadValue(record.Fields[i].Schema, fields[i], decoder);
        }

        json.WriteEndObject();
    }

    void ReadValue(Schema node, Catalog.ColumnEntry column, Decoder decoder)
    {
        if (node is UnionSchema union)
            node = union[decoder.ReadUnionIndex()];
        switch (node)
        {
            case RecordSchema record:
                ReadRecord(record, column.Fields, decoder);
                break;
            case ArraySchema array:
                ReadItems(decoder.ReadArrayStart, decoder.ReadArrayNext, () => ReadValue(array.ItemSchema, column, decoder));
                break;
            case MapSchema map:
                ReadItems(decoder.ReadMapStart, decoder.ReadMapNext, () => ReadEntry(map, column, decoder));
                break;
            default:
                ReadScalar(node, column, decoder);
                break;
        }
    }

    void ReadItems(Func<long> start, Func<long> next, Action item)
    {
        json.WriteStartArray();
        for (var count = start(); count > 0; count = next())
        {
            for (var i = 0; i < count; i++)
                item();
        }

        json.WriteEndArray();
    }

    void ReadEntry(MapSchema map, Catalog.ColumnEntry column, Decoder decoder)
    {
        json.WriteStartObject();
        json.WriteString("key", decoder.ReadString());
        json.WritePropertyName("value");
        ReadValue(map.ValueSchema, column.Fields[1], decoder);
        json.WriteEndObject();
    }

    void ReadScalar(Schema node, Catalog.ColumnEntry column, Decoder decoder)
    {
        var physical = node is LogicalSchema logical ? logical.BaseSchema : node;
        var kind = (column.Type.Element ?? column.Type).Kind;
        var unit = AvroTypes.LogicalName(node);
        switch (physical.Tag)
        {
            case Schema.Type.Null:
                decoder.ReadNull();
                json.WriteNullValue();
                break;
            case Schema.Type.Boolean:
                json.WriteBooleanValue(decoder.ReadBoolean());
                break;
            case Schema.Type.Int:
                json.WriteStringValue(AvroIntegers.Text(decoder.ReadInt(), kind, unit));
                break;
            case Schema.Type.Long:
                json.WriteStringValue(AvroIntegers.Text(decoder.ReadLong(), kind, unit));
                break;
            case Schema.Type.Float:
                json.WriteStringValue(decoder.ReadFloat().ToString("R", CultureInfo.InvariantCulture));
                break;
            case Schema.Type.Double:
                json.WriteStringValue(decoder.ReadDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            case Schema.Type.Enumeration:
                json.WriteStringValue(((EnumSchema)physical)[decoder.ReadEnum()]);
                break;
            case Schema.Type.Bytes:
                WriteBytes(node, kind, decoder.ReadBytes());
                break;
            case Schema.Type.Fixed:
                var bytes = new byte[((FixedSchema)physical).Size];
                decoder.ReadFixed(bytes);
                WriteBytes(node, kind, bytes);
                break;
            default:
                json.WriteStringValue(decoder.ReadString());
                break;
        }
    }

    void WriteBytes(Schema node, Sql.Types.TypeKind kind, byte[] bytes)
    {
        if (AvroDecimals.IsDecimal(node) && kind != Sql.Types.TypeKind.Bytes)
            json.WriteStringValue(AvroDecimals.Text(bytes, AvroDecimals.Shape(node).Scale));
        else
            json.WriteBase64StringValue(bytes);
    }
}
