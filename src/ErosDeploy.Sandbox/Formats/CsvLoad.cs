using System.Globalization;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>CSV, read by DuckDB as text and converted by type. An empty field is an empty STRING, and NULL in any other type.</summary>
internal static class CsvLoad
{
    public static async Task<LoadedRelation> RelationAsync(LoadSource source, ITableData data, CancellationToken token)
    {
        if (source.Schema.Count == 0)
            return await DetectAsync(source, data, token).ConfigureAwait(false);
        var names = source.Schema.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i}")).ToList();
        var columns = string.Join(", ", names.Select(name => $"'{name}': 'VARCHAR'"));
        var from = $"read_csv({FileLoad.List(source.Files)}, auto_detect = false, header = false, columns = {{{columns}}}, skip = {source.Options.SkipLeadingRows}, {Options(source)})";
        var values = source.Schema.Zip(names, (column, name) => (Value(column.Type, name, column.Name, source.Options), column));
        return new LoadedRelation(source.Schema, FileLoad.Select(values, from));
    }

    static async Task<LoadedRelation> DetectAsync(LoadSource source, ITableData data, CancellationToken token)
    {
        var header = source.Options.SkipLeadingRows > 0 ? $", header = true, skip = {source.Options.SkipLeadingRows - 1}" : "";
        var from = $"read_csv({FileLoad.List(source.Files)}, sample_size = -1{header}, {Options(source)})";
        var found = await FileLoad.DescribeAsync(data, $"SELECT * FROM {from}", token).ConfigureAwait(false);
        var columns = found.Select(column => SchemaResource.Described(column.Name, DuckTypeText.Parse(column.Type))).ToList();
        return new LoadedRelation(columns, FileLoad.Select(columns.Select(column => (FileLoad.Read(column, DuckTypes.Quote(column.Name)), column)), from));
    }

    static string Value(SqlType type, string name, string column, LoadOptions options)
    {
        if (!options.AllowQuotedNewlines)
            name = WithoutNewlines(name);
        if (type.Kind is TypeKind.String or TypeKind.Bytes && options.NullMarker.Length == 0)
            name = $"coalesce({name}, '')";
        return type.Kind == TypeKind.Bool
            ? $"CASE lower({name}) WHEN 't' THEN true WHEN 'y' THEN true WHEN 'yes' THEN true WHEN 'f' THEN false WHEN 'n' THEN false WHEN 'no' THEN false ELSE CAST({name} AS BOOLEAN) END"
            : JsonConversion.FromText(type, name, column);
    }

    // DuckDB always takes line breaks within quotes
    static string WithoutNewlines(string text) => $"CASE WHEN contains({text}, chr(10)) OR contains({text}, chr(13)) THEN "
        + $"bq_fail('CSV table encountered too many errors, giving up. Error: Missing close double quote (\") character; a quoted field holds a line break, which needs allowQuotedNewlines') ELSE {text} END";

    static string Options(LoadSource source)
    {
        var options = source.Options;
        var delimiter = options.FieldDelimiter is "\\t" or "tab" ? "\t" : options.FieldDelimiter;
        var text = $"delim = {DuckTypes.Literal(delimiter)}, quote = {DuckTypes.Literal(options.Quote)}, nullstr = {DuckTypes.Literal(options.NullMarker)}, "
            + $"compression = '{FileLoad.Compression(source.Files)}', hive_partitioning = false, max_line_size = 104857600";
        if (options.Quote.Length > 0)
            text += $", escape = {DuckTypes.Literal(options.Quote)}";
        return options.AllowJaggedRows ? text + ", null_padding = true" : text;
    }
}
