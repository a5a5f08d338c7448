using DuckDB.NET.Data;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>EXPORT DATA: a query's rows as objects.</summary>
internal sealed class ExportExecutor(StatementContext context)
{
    readonly OptionReader _reader = new(context);

    public async Task<QueryOutcome> RunAsync(ExportData statement)
    {
        if (statement.Connection is not null) throw BigQueryException.Unimplemented("EXPORT DATA WITH CONNECTION");
        var options = OptionsOf(statement);
        var query = context.Translator.Query(statement.Query);
        ColumnReader.CheckNames(query.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type)));
        var (processed, billed) = BytesRule.Of(context, query.References);
        BytesRule.CheckLimit(context.Job.Request, billed);
        var outcome = new QueryOutcome
        {
            StatementType = "EXPORT_DATA", BytesProcessed = processed, BytesBilled = billed,
            ReferencedTables = [.. query.References.Reads.Select(r => r.Table.Name).Distinct()],
        };
        return context.Job.Request.DryRun ? outcome : outcome with { Exported = await WriteAsync(query, options) };
    }

    async Task<ExportedFiles> WriteAsync(TranslatedQuery query, ExportOptions options)
    {
        var export = context.Job.Export ?? throw BigQueryException.Unimplemented("EXPORT DATA without an object store");
        var columns = query.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type)).ToList();
        var list = query.Columns.Select(c => $"{WireProjection.Of(c.Type, "q." + SqlText.Quote(c.Physical))} AS {SqlText.Quote(c.Physical)}");
        try
        {
            return await context.Connection.ReadAsync(
                $"SELECT {string.Join(", ", list)} FROM ({query.Sql}) AS q", reader => export.WriteAsync(options, columns, reader, context.Token), context.Token);
        }
        catch (DuckDBException e)
        {
            throw Translation.DuckSession.Explain(e);
        }
    }

    ExportOptions OptionsOf(ExportData statement)
    {
        OptionList.Export.Check(statement.Options);
        var uri = Text(statement, "uri");
        if (string.IsNullOrEmpty(uri)) throw new BigQueryException("invalidQuery", "Option 'uri' is missing or empty.");
        var format = (Text(statement, "format") ?? "CSV").ToUpperInvariant();
        var options = new ExportOptions(ObjectUri.Parse(uri), format == "JSON" ? "NEWLINE_DELIMITED_JSON" : format)
        {
            Compression = (Text(statement, "compression") ?? "NONE").ToUpperInvariant(),
            Header = IsSet(statement, "header"),
            FieldDelimiter = Text(statement, "field_delimiter") is { Length: > 0 } delimiter ? delimiter : ",",
            UseAvroLogicalTypes = IsSet(statement, "use_avro_logical_types"),
            Overwrite = IsSet(statement, "overwrite"),
        };
        options.Require();
        return options;
    }

    object? Value(ExportData statement, string name) =>
        statement.Options.FirstOrDefault(o => o.Name.Is(name)) is { } option ? _reader.Value(option, OptionList.Export.TypeOf(option)) : null;

    string? Text(ExportData statement, string name) => (string?)Value(statement, name);

    bool IsSet(ExportData statement, string name) => Value(statement, name) is true;
}
