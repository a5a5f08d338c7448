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

    /// <summary>A file's column in the form of a column's type.</summary>
    public static string Read(ColumnEntry column, string sql) =>
        WithBigNumeric(column.Type, sql, (type, value) => $"CAST({value} AS {type.DuckType})") ?? $"CAST({sql} AS {column.Type.DuckType})";

    /// <summary>A value that holds numbers where its type has BIGNUMERIC, with these as BIGNUMERIC; null where there are none.</summary>
    /// <param name="type">The type that the value becomes.</param>
    /// <param name="sql">The value.</param>
    /// <param name="other">Makes a STRUCT's other fields.</param>
    /// <param name="depth">Of nested lambdas.</param>
    public static string? WithBigNumeric(SqlType type, string sql, Func<SqlType, string, string> other, int depth = 0) => type.Kind switch
    {
        TypeKind.BigNumeric => $"bq.big_parse(CAST({sql} AS VARCHAR))",
        TypeKind.Array when WithBigNumeric(type.Element!, $"e{depth}", other, depth + 1) is { } element => $"list_transform({sql}, lambda e{depth}: {element})",
        TypeKind.Struct when type.Fields.Any(field => WithBigNumeric(field.Type, "", other) is not null) => Record(type, sql, other, depth),
        _ => null,
    };

    static string Record(SqlType type, string sql, Func<SqlType, string, string> other, int depth)
    {
        var fields = type.Fields.Zip(type.PhysicalFieldNames, (field, name) =>
        {
            var value = $"struct_extract({sql}, {DuckTypes.Literal(name)})";
            return $"{DuckTypes.Quote(name)} := {WithBigNumeric(field.Type, value, other, depth) ?? other(field.Type, value)}";
        });
        return $"CASE WHEN {sql} IS NOT NULL THEN struct_pack({string.Join(", ", fields)}) END";
    }

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
