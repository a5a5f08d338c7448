using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Parquet, read by DuckDB; columns are matched to the schema by name.</summary>
internal static class ParquetLoad
{
    public static async Task<LoadedRelation> RelationAsync(LoadSource source, ITableData data, CancellationToken token)
    {
        var from = $"read_parquet({FileLoad.List(source.Files)}, hive_partitioning = false)";
        var found = await FileLoad.DescribeAsync(data, $"SELECT * FROM {from}", token).ConfigureAwait(false);
        var columns = found.Select(column => Column(column, source.Schema)).ToList();
        var values = found.Zip(columns, (file, column) => (Value(file, column), column));
        return new LoadedRelation(columns, FileLoad.Select(values, from));
    }

    static ColumnEntry Column((string Name, string Type) file, IReadOnlyList<ColumnEntry> wanted) =>
        AvroTypes.Find(wanted, file.Name) ?? SchemaResource.Described(file.Name, DuckTypeText.Parse(file.Type));

    static string Value((string Name, string Type) file, ColumnEntry column)
    {
        var name = DuckTypes.Quote(file.Name);
        return file.Type == "BLOB" && column.Type.Kind == TypeKind.String ? $"decode({name})" : FileLoad.Read(column, name);
    }
}
