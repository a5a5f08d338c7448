using System.Buffers;
using System.Data.Common;
using System.Text;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>CSV as BigQuery exports it: quotes where needed, an empty STRING as "", NULL as nothing.</summary>
internal sealed class CsvEncoder : IRowEncoder
{
    readonly StreamWriter _writer;
    readonly TypeKind[] _kinds;
    readonly string _delimiter;
    readonly SearchValues<char> _special;

    public CsvEncoder(Stream target, IReadOnlyList<ColumnEntry> columns, ExportOptions options)
    {
        if (columns.FirstOrDefault(column => WireProjection.IsNested(column.Type)) is { } nested)
            throw BigQueryException.Invalid($"Operation cannot be performed on a nested schema. Field: {nested.Name}");
        _writer = new StreamWriter(target, new UTF8Encoding(false), 1 << 14) { NewLine = "\n" };
        _kinds = [.. columns.Select(column => column.Type.Kind)];
        _delimiter = options.FieldDelimiter is "\\t" or "tab" ? "\t" : options.FieldDelimiter;
        _special = SearchValues.Create([_delimiter[0], '"', '\n', '\r']);
        if (options.Header)
            _writer.WriteLine(string.Join(_delimiter, columns.Select(column => column.Name)));
    }

    public void Write(DbDataReader row)
    {
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (i > 0)
                _writer.Write(_delimiter);
            if (!row.IsDBNull(i))
                _writer.Write(Field(PlainText.Of(_kinds[i], row.GetString(i))));
        }

        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();

    string Field(string text) => text.Length == 0 || text.AsSpan().ContainsAny(_special)
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
