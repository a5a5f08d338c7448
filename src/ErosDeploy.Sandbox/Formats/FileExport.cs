using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Writes rows as objects: one file, or with a wildcard in the name numbered shards 000000000000 and on.</summary>
internal sealed class FileExport(ObjectStore objects, ITableData data, string scratchParent)
{
    /// <param name="options">Where to and in which form.</param>
    /// <param name="columns">The reader's columns.</param>
    /// <param name="reader">Rows projected by <see cref="WireProjection"/>, read to the end.</param>
    /// <param name="token">Stops between two rows; files complete by then stay.</param>
    public async Task<ExportedFiles> WriteAsync(
        ExportOptions options, IReadOnlyList<ColumnEntry> columns, DbDataReader reader, CancellationToken token)
    {
        options.Require();
        var bucket = objects.FindBucket(options.Target.Bucket)
            ?? throw new BigQueryException("notFound", $"Not found: Bucket {options.Target.Bucket}");
        if (!options.Overwrite && options.Target.Matching(bucket).Any())
            throw BigQueryException.InvalidQuery($"Destination {options.Target} already exists: the destination is not empty. Use the option overwrite=true to write over what is there");
        if (options.Format == "PARQUET")
            return await ParquetAsync(bucket, options, columns, reader, token).ConfigureAwait(false);
        var rows = new CountingRows(reader);
        await rows.MoveAsync(token).ConfigureAwait(false);
        var files = 0;
        long bytes = 0;
        do
        {
            var stored = await bucket.WriteAsync(
                Draft(options, files++), (target, stop) => ShardAsync(target, options, columns, rows, stop), token).ConfigureAwait(false);
            bytes += stored.Size;
        }
        while (rows.HasRow);
        return new ExportedFiles(files, rows.Count, bytes);
    }

    static async Task ShardAsync(
        Stream target, ExportOptions options, IReadOnlyList<ColumnEntry> columns, CountingRows rows, CancellationToken token)
    {
        using var encoder = RowEncoders.Open(target, columns, options);
        while (rows.HasRow && (!options.Target.HasWildcard || target.Length < options.ShardBytes))
        {
            encoder.Write(rows.Reader);
            await rows.MoveAsync(token).ConfigureAwait(false);
        }
    }

    async Task<ExportedFiles> ParquetAsync(
        Bucket bucket, ExportOptions options, IReadOnlyList<ColumnEntry> columns, DbDataReader reader, CancellationToken token)
    {
        // the service writes DECIMAL(76, 38), which DuckDB has not
        if (columns.FirstOrDefault(column => HoldsBigNumeric(column.Type)) is { } wide)
            throw BigQueryException.Unimplemented($"exporting column {wide.Name} of type {wide.Type} to PARQUET");
        using var scratch = new ScratchFolder(scratchParent);
        var lines = Path.Combine(scratch.Path, "rows.ndjson");
        var rows = new CountingRows(reader);
        await rows.MoveAsync(token).ConfigureAwait(false);
        using (var file = File.Create(lines))
            await ShardAsync(file, options with { Target = options.Target with { Name = "single" } }, columns, rows, token).ConfigureAwait(false);
        var parquet = Path.Combine(scratch.Path, "rows.parquet");
        await data.QueryAsync(ParquetCopy(lines, parquet, columns, options), copied => copied.Read(), token).ConfigureAwait(false);
        using var body = File.OpenRead(parquet);
        var stored = await bucket.WriteAsync(Draft(options, 0), (target, stop) => body.CopyToAsync(target, stop), token).ConfigureAwait(false);
        return new ExportedFiles(1, rows.Count, stored.Size);
    }

    static bool HoldsBigNumeric(SqlType type) => type.Kind switch
    {
        TypeKind.BigNumeric => true,
        TypeKind.Array => HoldsBigNumeric(type.Element!),
        TypeKind.Struct => type.Fields.Any(field => HoldsBigNumeric(field.Type)),
        _ => false,
    };

    static string ParquetCopy(string lines, string parquet, IReadOnlyList<ColumnEntry> columns, ExportOptions options)
    {
        var from = JsonLoad.Reader([lines], columns.Select(column => (column.Name, JsonConversion.ReadAs(column.Type))), "uncompressed");
        var values = columns.Select(column =>
            (JsonConversion.Column(column.Type, DuckTypes.Quote(column.Name), column.Name, jsonAsText: false), column));
        var compression = options.Compression == "NONE" ? "uncompressed" : options.Compression.ToLowerInvariant();
        return $"COPY ({FileLoad.Select(values, from)}) TO {DuckTypes.Literal(parquet)} (FORMAT parquet, COMPRESSION '{compression}')";
    }

    static ObjectDraft Draft(ExportOptions options, int shard)
    {
        var name = options.Target.Name.Replace("*", shard.ToString("D12", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return new ObjectDraft(ObjectNames.Require(name), new JsonObject { ["contentType"] = options.ContentType }, Preconditions.None);
    }

    sealed class CountingRows(DbDataReader reader)
    {
        public DbDataReader Reader => reader;

        public bool HasRow { get; private set; }

        public long Count { get; private set; }

        public async Task MoveAsync(CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            HasRow = await reader.ReadAsync(token).ConfigureAwait(false);
            if (HasRow)
                Count++;
        }
    }
}
