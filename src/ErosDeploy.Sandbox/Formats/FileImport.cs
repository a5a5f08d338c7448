using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Jobs;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Reads objects as relations, for load jobs and LOAD DATA.</summary>
internal sealed class FileImport(ObjectStore objects, ITableData data, string scratchParent)
{
    /// <summary>The objects that URIs name, with wildcards, as files of this machine.</summary>
    public List<string> Files(IEnumerable<string> uris) =>
        [.. uris.Select(ObjectUri.Parse).SelectMany(uri => uri.Resolve(objects)).Select(found => found.Bucket.BodyPath(found.Object))];

    /// <summary>Hands on the relation that yields the files' rows, good for the time of the call.</summary>
    public async Task<T> ReadAsync<T>(
        IReadOnlyList<string> files, LoadOptions options, IReadOnlyList<ColumnEntry> schema, Func<LoadedRelation, Task<T>> use, CancellationToken token)
    {
        using var scratch = new ScratchFolder(scratchParent);
        try
        {
            var source = new LoadSource(files, options) { Schema = schema, Scratch = scratch.Path };
            return await use(await FileLoad.RelationAsync(source, data, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (BigQueryException error) when (error.InnerException is DuckDBException)
        {
            throw new BigQueryException("invalid", $"Error while reading data, error message: {error.Message}", null, error);
        }
    }

    /// <summary>Writes into a table, in one commit; gives the number of rows.</summary>
    public Task<long> WriteAsync(LoadedRelation relation, WriteTarget target, CancellationToken token) => data.WriteAsync(target, relation.Columns, relation.Sql, token);
}
