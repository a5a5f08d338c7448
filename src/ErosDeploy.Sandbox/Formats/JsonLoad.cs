using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Newline-delimited JSON, read by DuckDB with explicit types.</summary>
internal static class JsonLoad
{
    public static async Task<LoadedRelation> RelationAsync(LoadSource source, ITableData data, CancellationToken token)
    {
        var compression = FileLoad.Compression(source.Files);
        if (source.Schema.Count == 0)
            return await DetectAsync(source, data, compression, token).ConfigureAwait(false);
        var keys = await KeysAsync(source.Files, data, compression, token).ConfigureAwait(false);
        var found = source.Schema.Select(column => (Key: Match(keys, column.Name), Column: column)).Where(pair => pair.Key is not null).ToList();
        var unknown = keys.FirstOrDefault(key => AvroTypes.Find(source.Schema, key) is null);
        if (unknown is not null && !source.Options.IgnoreUnknownValues)
            throw BigQueryException.Invalid(
                $"Error while reading data, error message: JSON table encountered too many errors, giving up. Error: JSON parsing error in row: No such field: {unknown}.");
        var from = Reader(source.Files, found.Select(pair => (pair.Key!, JsonConversion.ReadAs(pair.Column.Type))), compression);
        var values = found.Select(pair =>
            (JsonConversion.Column(pair.Column.Type, DuckTypes.Quote(pair.Key!), pair.Column.Name, jsonAsText: false), pair.Column));
        return new LoadedRelation([.. found.Select(pair => pair.Column)], FileLoad.Select(values, from));
    }

    /// <summary>DuckDB's reader of JSON lines with the given columns as they are in the files.</summary>
    public static string Reader(IReadOnlyList<string> files, IEnumerable<(string Key, string Type)> columns, string compression)
    {
        var types = string.Join(", ", columns.Select(column => $"{DuckTypes.Literal(column.Key)}: {DuckTypes.Literal(column.Type)}"));
        return $"read_json({FileLoad.List(files)}, format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = 104857600, "
            + $"compression = '{compression}', hive_partitioning = false)";
    }

    static async Task<LoadedRelation> DetectAsync(LoadSource source, ITableData data, string compression, CancellationToken token)
    {
        var from = $"read_json({FileLoad.List(source.Files)}, format = 'newline_delimited', compression = '{compression}', sample_size = -1, hive_partitioning = false)";
        var found = await FileLoad.DescribeAsync(data, $"SELECT * FROM {from}", token).ConfigureAwait(false);
        var columns = found.Select(column => SchemaResource.Described(column.Name, DuckTypeText.Parse(column.Type))).ToList();
        return new LoadedRelation(columns, FileLoad.Select(columns.Select(column => (FileLoad.Read(column, DuckTypes.Quote(column.Name)), column)), from));
    }

    static Task<List<string>> KeysAsync(IReadOnlyList<string> files, ITableData data, string compression, CancellationToken token) => data.QueryAsync(
        $"SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects({FileLoad.List(files)}, format = 'newline_delimited', compression = '{compression}', "
        + "maximum_object_size = 104857600) ORDER BY 1",
        reader =>
        {
            var keys = new List<string>();
            while (reader.Read())
                keys.Add(reader.GetString(0));
            return keys;
        }, token);

    static string? Match(List<string> keys, string column) =>
        keys.Find(key => key == column) ?? keys.Find(key => string.Equals(key, column, StringComparison.OrdinalIgnoreCase));
}
