using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Turns files into relations, by format.</summary>
internal static class FileLoad
{
    public static Task<LoadedRelation> RelationAsync(LoadSource source, ITableData data, CancellationToken token) => source.Options.Format switch
    {
        "AVRO" => AvroLoad.RelationAsync(source, token),
        "NEWLINE_DELIMITED_JSON" => JsonLoad.RelationAsync(source, data, token),
        "CSV" => CsvLoad.RelationAsync(source, data, token),
        "PARQUET" => ParquetLoad.RelationAsync(source, data, token),
        var other => throw BigQueryException.Invalid($"Invalid value for sourceFormat: {other} is not a valid value", "sourceFormat"),
    };

    /// <summary>A DuckDB list of file names.</summary>
    public static string List(IEnumerable<string> files) => $"[{string.Join(", ", files.Select(DuckTypes.Literal))}]";

    public static string Select(IEnumerable<(string Sql, ColumnEntry Column)> columns, string from) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"{column.Sql} AS {DuckTypes.Quote(column.Column.Name)}"))} FROM {from}";

    /// <summary>Columns and DuckDB types of a query over files.</summary>
    public static Task<List<(string Name, string Type)>> DescribeAsync(ITableData data, string query, CancellationToken token) =>
        data.QueryAsync($"DESCRIBE {query}", reader =>
        {
            var columns = new List<(string, string)>();
            while (reader.Read())
                columns.Add((reader.GetString(0), reader.GetString(1)));
            return columns;
        }, token);

    public static string Compression(IEnumerable<string> files) => files.Any(IsGzip) ? "gzip" : "uncompressed";

    static bool IsGzip(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
    }
}
