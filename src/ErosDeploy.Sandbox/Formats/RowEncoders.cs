using System.Data.Common;
using System.IO.Compression;
using Avro.File;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Writes rows in wire form to one file of a format.</summary>
internal interface IRowEncoder : IDisposable
{
    void Write(DbDataReader row);
}

internal static class RowEncoders
{
    /// <summary>An encoder on a stream that it leaves open; its end is written by Dispose.</summary>
    public static IRowEncoder Open(Stream target, IReadOnlyList<ColumnEntry> columns, ExportOptions options) => options.Format switch
    {
        "AVRO" => new AvroEncoder(target, columns, options),
        "CSV" => new CsvEncoder(Compressed(target, options), columns, options),
        _ => new JsonEncoder(Compressed(target, options), columns),
    };

    static Stream Compressed(Stream target, ExportOptions options) => options.Compression == "GZIP"
        ? new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true)
        : new BufferedStream(new LeftOpenStream(target), 1 << 16);

    sealed class AvroEncoder(Stream target, IReadOnlyList<ColumnEntry> columns, ExportOptions options) : IRowEncoder
    {
        readonly IFileWriter<DbDataReader> _file = DataFileWriter<DbDataReader>.OpenWriter(
            new AvroRowWriter(columns, options.UseAvroLogicalTypes),
            target,
            Codec.CreateCodec(options.Compression == "DEFLATE" ? Codec.Type.Deflate : Codec.Type.Null),
            leaveOpen: true);

        public void Write(DbDataReader row) => _file.Append(row);

        public void Dispose() => _file.Dispose();
    }
}
