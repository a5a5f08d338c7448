using System.Text.Encodings.Web;
using System.Text.Json;
using Avro;
using Avro.File;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Avro files by way of JSON lines, which DuckDB reads.</summary>
internal static class AvroLoad
{
    public static async Task<LoadedRelation> RelationAsync(LoadSource source, CancellationToken token)
    {
        var lines = Path.Combine(source.Scratch, "avro.ndjson");
        IReadOnlyList<ColumnEntry>? columns = null;
        var target = new FileStream(lines, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        await using (target.ConfigureAwait(false))
        {
            foreach (var file in source.Files)
                columns = Append(file, source, columns, target, token);
        }

        return Relation(lines, columns!, source.Schema);
    }

    static LoadedRelation Relation(string lines, IReadOnlyList<ColumnEntry> found, IReadOnlyList<ColumnEntry> wanted)
    {
        var columns = found.Select(column => AvroTypes.Find(wanted, column.Name) is { } known ? Fitting(column, known) : column).ToList();
        var from = JsonLoad.Reader([lines], found.Zip(columns, (file, column) => (file.Name, JsonConversion.ReadAs(column.Type))), "uncompressed");
        var values = found.Zip(columns, (file, column) =>
            (JsonConversion.Column(column.Type, Sql.Types.DuckTypes.Quote(file.Name), column.Name, jsonAsText: true), column));
        return new LoadedRelation(columns, FileLoad.Select(values, from));
    }

    /// <summary>The column wanted, unless the service would not put the file's values into it. Source: its error messages in public reports.</summary>
    static ColumnEntry Fitting(ColumnEntry found, ColumnEntry wanted, string path = "")
    {
        var (file, table) = ((found.Type.Element ?? found.Type).Kind, (wanted.Type.Element ?? wanted.Type).Kind);
        var name = path + found.Name;
        if (file == TypeKind.String && table is TypeKind.Datetime or TypeKind.Date or TypeKind.Time or TypeKind.Timestamp)
            throw BigQueryException.InvalidQuery($"Field {name} has incompatible types. Configured schema: {Lower(table)}; Avro file: {Lower(file)}.");
        if (file != table && file is TypeKind.Numeric or TypeKind.BigNumeric && table is TypeKind.Numeric or TypeKind.BigNumeric)
            throw BigQueryException.Invalid($"Provided Schema does not match. Field {name} has changed type from {table.ToString().ToUpperInvariant()} to {file.ToString().ToUpperInvariant()}");
        foreach (var field in found.Fields)
        {
            if (AvroTypes.Find(wanted.Fields, field.Name) is { } known)
                Fitting(field, known, name + ".");
        }

        return wanted;
    }

    static string Lower(TypeKind kind) => kind.ToString().ToLowerInvariant();

    static IReadOnlyList<ColumnEntry> Append(
        string file, LoadSource source, IReadOnlyList<ColumnEntry>? known, Stream target, CancellationToken token)
    {
        using var json = new Utf8JsonWriter(target, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        IReadOnlyList<ColumnEntry> columns = [];
        using var reader = Open(file, schema => new AvroRowReader(schema, columns = Columns(schema, source, known), json));
        while (reader.HasNext())
        {
            token.ThrowIfCancellationRequested();
            json.Reset();
            reader.Next();
            json.Flush();
            target.WriteByte((byte)'\n');
        }

        return columns;
    }

    static IFileReader<object> Open(string file, Func<Schema, AvroRowReader> rows)
    {
        try
        {
            return DataFileReader<object>.OpenReader(File.OpenRead(file), null, (schema, _) => rows(schema));
        }
        catch (Exception error) when (error is AvroException or EndOfStreamException)
        {
            throw BigQueryException.Invalid($"Error while reading data, error message: The Apache Avro library failed to parse the header with the following error: {error.Message}");
        }
    }

    static IReadOnlyList<ColumnEntry> Columns(Schema schema, LoadSource source, IReadOnlyList<ColumnEntry>? known)
    {
        var columns = AvroTypes.Columns(schema, source.Options, source.Schema);
        var same = known is null || known.Select(column => (column.Name, column.Type)).SequenceEqual(columns.Select(column => (column.Name, column.Type)));
        return same ? columns : throw BigQueryException.Invalid("Error while reading data, error message: the Avro files of one load have different schemas.");
    }
}
