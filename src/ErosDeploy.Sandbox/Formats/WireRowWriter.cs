using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Writes a reader's current row, projected by <see cref="WireProjection"/>, as <c>{"f":[{"v":..}]}</c>.</summary>
internal sealed class WireRowWriter : IDisposable
{
    readonly bool[] _nested;
    readonly Utf8JsonWriter _json;

    public WireRowWriter(Stream target, IReadOnlyList<SqlType> types)
    {
        _nested = [.. types.Select(WireProjection.IsNested)];
        _json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public void Write(DbDataReader row)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteStartArray("f"u8);
        for (var i = 0; i < _nested.Length; i++)
            WriteCell(row, i);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    void WriteCell(DbDataReader row, int column)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("v"u8);
        if (row.IsDBNull(column))
            _json.WriteNullValue();
        else if (_nested[column])
            _json.WriteRawValue(row.GetString(column), skipInputValidation: true);
        else
            _json.WriteStringValue(row.GetString(column));
        _json.WriteEndObject();
    }
}
